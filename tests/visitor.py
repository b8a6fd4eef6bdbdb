"""Somebody at the pages without a browser: opens addresses, follows links, fills in forms and
presses buttons, and can use nothing that the page does not offer.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from accounts.models import User
from tests.factors import code_of, with_factor

PASSWORD = "a-long-password-of-tests"
Attributes = dict[str, str]


@dataclass
class Form:
    """Fields as (attributes, text), in the order of the page.

    An option counts as a field; the text of a tick is that of the label around it.
    """

    attributes: Attributes
    fields: list[tuple[Attributes, list[str]]] = field(default_factory=list)
    buttons: list[tuple[Attributes, list[str]]] = field(default_factory=list)


class Page(HTMLParser):
    """Text, links and forms of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[Attributes, list[str]]] = []
        self.words: list[str] = []
        self._filling: list[list[str]] = []  # which elements take the text that comes
        self._select: Attributes = {}
        self._label: list[str] | None = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return said(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        text: list[str] = []
        if tag == "form":
            self.forms.append(Form(found))
        elif tag == "a" and "href" in found:
            self.links.append((found, text))
            self._filling.append(text)
        elif tag == "label":
            self._label = text
            self._filling.append(text)
        elif tag == "select":
            self._select = found
        elif self.forms:
            self._add_field(tag, found, text)

    def _add_field(self, tag: str, found: Attributes, text: list[str]) -> None:
        form = self.forms[-1]
        if tag == "option":
            found |= {"name": self._select.get("name", ""), "type": "option"}
        if tag in {"textarea", "button"}:
            found.setdefault("type", tag)
        if tag == "button":
            form.buttons.append((found, text))
        elif tag == "input" and found.get("name"):
            form.fields.append((found, text if self._label is None else self._label))
        elif tag in {"textarea", "option"} and found.get("name"):
            form.fields.append((found, text))
        if tag in {"option", "textarea", "button"}:
            self._filling.append(text)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "label", "option", "textarea", "button"} and self._filling:
            self._filling.pop()
        if tag == "label":
            self._label = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for text in self._filling:
            text.append(data)


def said(words: list[str]) -> str:
    return " ".join("".join(words).split())


class Visitor:
    """One person with one session. `name` stands in what a failing test says."""

    def __init__(self, name: str = "") -> None:
        self.name, self.client = name, Client()
        self.address, self.page = "", Page("")

    def open(self, address: str, status: int = 200) -> "Visitor":
        self._arrive(self.client.get(address, follow=True), address, status)
        return self

    def download(self, words: str) -> bytes:
        """What is behind a link, as a file."""
        answer = self.client.get(self._link(words))
        assert "attachment" in answer["Content-Disposition"]
        return b"".join(answer) if answer.streaming else answer.content

    def follow(self, words: str) -> "Visitor":
        """Click the first link that says this."""
        return self.open(self._link(words))

    def press(self, words: str, status: int = 200, **typed: Any) -> "Visitor":
        """Fill in the form that has this button, and press it."""
        form, button = self._button(words)
        data = self._filled(form, typed)
        if button.get("name"):
            data[button["name"]] = [button.get("value", "")]
        target = button.get("formaction") or form.attributes.get("action") or self.address
        send = getattr(self.client, form.attributes.get("method", "get").lower())
        address = urljoin(self.address, target)
        self._arrive(send(address, data, follow=True), address, status)
        return self

    def holds(self, name: str) -> list[str]:
        """What stands in the field of this name, as a browser would send it."""
        form = next(
            form
            for form in self.page.forms
            if any(found["name"] == name for found, _text in form.fields)
        )
        return [value.strip("\n") for of, value in self._standing(form) if of == name]

    def sees(self, *sentences: str) -> "Visitor":
        missing = [sentence for sentence in sentences if sentence not in self.page.text]
        assert not missing, f"{self.name} at {self.address} misses {missing} in: {self.page.text}"
        return self

    def misses(self, *sentences: str) -> "Visitor":
        there = [sentence for sentence in sentences if sentence in self.page.text]
        assert not there, f"{self.name} at {self.address} sees {there}"
        return self

    def _arrive(self, answer: Any, address: str, status: int) -> None:
        self.address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.page = Page(answer.content.decode())
        assert answer.status_code == status, f"{self.name} at {self.address}: {self.page.text}"

    def _link(self, words: str) -> str:
        found = [link["href"] for link, text in self.page.links if words in said(text)]
        assert found, f"{self.name} finds no link {words!r} at {self.address}: {self.page.text}"
        return urljoin(self.address, found[0])

    def _button(self, words: str) -> tuple[Form, Attributes]:
        for form in self.page.forms:
            for button, text in form.buttons:
                if words in said(text):
                    assert "disabled" not in button, f"{words!r} is off: {self.page.text}"
                    return form, button
        raise AssertionError(f"{self.name} has no {words!r} at {self.address}: {self.page.text}")

    def _filled(self, form: Form, typed: dict[str, Any]) -> dict[str, list[Any]]:
        """What a browser would send: what stands in the form, and over it what was typed."""
        unknown = set(typed) - {found["name"] for found, _text in form.fields}
        assert not unknown, f"{self.name} has no fields {unknown} at {self.address}"
        data: dict[str, list[Any]] = {}
        for name, value in self._standing(form):
            data.setdefault(name, []).append(value)
        for name, given in typed.items():
            wanted = given if isinstance(given, list) else [given]
            data[name] = [self._value(form, name, value) for value in wanted]
        return data

    @staticmethod
    def _standing(form: Form) -> Iterator[tuple[str, str]]:
        for found, text in form.fields:
            kind = found.get("type", "text")
            if kind == "textarea":
                yield found["name"], "".join(text)
            elif kind == "option":
                if "selected" in found:
                    yield found["name"], found.get("value", "")
            elif kind in {"checkbox", "radio"}:
                if "checked" in found:
                    yield found["name"], found.get("value", "on")
            elif kind != "file":
                yield found["name"], found.get("value", "")

    def _value(self, form: Form, name: str, wanted: Any) -> Any:
        """A choice may be named by its value or by what it says."""
        choices = {
            found.get("value", "on"): said(text)
            for found, text in form.fields
            if found["name"] == name and found.get("type") in {"checkbox", "radio", "option"}
        }
        if not choices or wanted in choices:
            return wanted
        found = [value for value, words in choices.items() if str(wanted) in words]
        assert found, f"{self.name} cannot choose {wanted!r} as {name}: {choices}"
        return found[0]


def at_work(user: User) -> Visitor:
    """Somebody whose session began before: for tests that are not about signing in."""
    visitor = Visitor(user.email)
    visitor.client.force_login(user)
    return visitor


def signed_in(user: User, name: str) -> Visitor:
    """Somebody who has an account, through the sign-in page."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    visitor = Visitor(name).open("/accounts/login/")
    secret = with_factor(user) if user.roles else ""
    visitor.press("サインインする", login=user.email, password=PASSWORD)
    if secret:
        visitor.press("確かめる", code=code_of(secret))
    return visitor.sees("サインアウト")


def letter_to(address: str, *words: str) -> str:
    """The newest letter to this address in the worker's queue."""
    letters = [job.args for job in ProcrastinateJob.objects.order_by("id")]
    body = str([letter["body"] for letter in letters if letter.get("to") == address][-1])
    assert [word for word in words if word not in body] == []
    return body


def parts(name: str, day: dt.date) -> dict[str, int]:
    """A date as its three fields, an instant as its five on a Japanese clock."""
    units = ["year", "month", "day"]
    if isinstance(day, dt.datetime):
        day, units = timezone.localtime(day), [*units, "hour", "minute"]
    return {f"{name}_{unit}": getattr(day, unit) for unit in units}


def pdf_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
