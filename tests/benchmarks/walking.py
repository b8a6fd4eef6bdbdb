"""A person applying as a browser without scripts does: opens pages, sends forms, follows redirects.

Over a real server with its own connection, or in process through Django's test client.
"""

import http.client
import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

from recruitment.standards.models import SkillItem

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
PASSWORD = "a-long-password-of-benches"
Fields = dict[str, Any]


class OverHttp:
    """One browser: a connection that is kept, and cookies. `address` is the machine as the proxy
    would name it, so that rate limits count people and not the measurement.
    """

    def __init__(self, port: int, address: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.headers = {
            "X-Forwarded-For": address,
            "Host": "localhost",
            "X-Forwarded-Proto": "http",
        }
        self.times: list[float] = []

    def ask(self, method: str, path: str, fields: Fields | None = None) -> tuple[int, str, str]:
        """Status, place to go on to, and text."""
        headers = self.headers | {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        }
        body = None
        if fields is not None:
            body = urlencode(fields, doseq=True)
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.times.append(time.perf_counter() - begun)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                pair = value.partition(";")[0]
                self.cookies[pair.partition("=")[0]] = pair.partition("=")[2]
        return answer.status, answer.getheader("Location", ""), text


class Person:
    """Somebody who applies. `letter` gives the confirmation's address, as the mailbox would."""

    def __init__(self, browser: OverHttp, email: str, letter: Callable[[str], str]) -> None:
        self.browser, self.email, self.letter = browser, email, letter
        self.page = self.path = ""

    def open(self, path: str) -> None:
        status, place, text = self.browser.ask("GET", path)
        self._arrive(status, place, text, path)

    def send(self, path: str, **fields: Any) -> None:
        """The form of the page one is on, with its token and marks."""
        hidden = {"csrfmiddlewaretoken": TOKEN, "seen": SEEN, "version": VERSION}
        for name, pattern in hidden.items():
            found = pattern.search(self.page)
            if found:
                fields[name] = unescape(found[1])
        status, place, text = self.browser.ask("POST", path, fields)
        if status == 200:
            raise RuntimeError(f"{path} was not taken: {_errors(text)}")
        self._arrive(status, place, text, path)

    def _arrive(self, status: int, place: str, text: str, path: str) -> None:
        if status in {301, 302}:
            self.open(urlsplit(place).path)
        elif status == 200:
            self.page, self.path = text, path
        else:
            raise RuntimeError(f"{path} answered {status}.")

    def sign_up(self) -> None:
        self.open("/accounts/signup/")
        self.send(self.path, email=self.email, password1=PASSWORD, password2=PASSWORD)
        self.open(self.letter(self.email))
        self.send(self.path)
        if "/login/" in self.path:
            self.send(self.path, login=self.email, password=PASSWORD)

    def write(self, code: str, items: list[SkillItem]) -> None:
        """Every part of an application in one category, up to the page where it is submitted."""
        self.open("/applications/")
        self.send(f"/applications/start/{code}/")
        self.root = self.path.removesuffix("edit/")
        self.open(f"{self.root}edit/categories/")
        self.send(self.path, categories="producer", motive="窓口を変えたい。" * 20)
        self.send(self.path, **PERSON)
        self.send(self.path, **WORK)
        self.send(f"{self.root}edit/records/add/")
        self.send(self.path, **RECORD)
        self.open(f"{self.root}edit/skills/")
        self.send(self.path, **dict(levels(items)))
        self.send(self.path, **CONDITIONS)
        self.open(f"{self.root}edit/consents/")
        agreed = {f"consent-{purpose}": "on" for purpose in ("use", "provision", "publication")}
        self.send(self.path, **agreed)

    def submit(self) -> None:
        self.send(f"{self.root}submit/")

    def press(self) -> float:
        """The button of the review page, whatever is answered: the seconds that it took."""
        fields = {
            name: pattern.search(self.page)[1]  # type: ignore[index]
            for name, pattern in (("csrfmiddlewaretoken", TOKEN), ("version", VERSION))
        }
        self.browser.connection.close()  # the server has given up the idle one
        self.browser.ask("POST", f"{self.root}submit/", fields)
        return self.browser.times[-1]


def levels(items: list[SkillItem]) -> Iterator[tuple[str, Any]]:
    for item in items:
        yield f"level-producer-{item.number}", 4
        yield f"records-producer-{item.number}", ["1"]


def _errors(text: str) -> list[str]:
    return re.findall(r"＊[^<]+", text)


PERSON = {
    "family_name": "髙橋", "given_name": "陽", "family_name_kana": "タカハシ",
    "given_name_kana": "ヨウ", "birth_date_year": 1980, "birth_date_month": 4,
    "birth_date_day": 1, "prefecture": "22", "postal_code": "413-0504", "municipality": "河津町",
}  # fmt: skip
WORK = {"employer": "架空システム株式会社", "position": "部長", "industry": "G"}
RECORD = {
    "record-1-title": "窓口予約の全庁導入", "record-1-started_on_year": 2023,
    "record-1-started_on_month": 4, "record-1-body_kind": "city", "record-1-field": "front_office",
    "record-1-role": "推進責任者", "record-1-action": "7課の手続を統合した。",
    "record-1-result": "待ち時間を41分から12分に短縮した。",
}  # fmt: skip
CONDITIONS = {
    "fields_driven": ["front_office", "bpr"], "is_full_time": "false", "days_per_week": "2",
    "remote_share": "half", "prefectures": ["13", "22"], "employer_consents": "true",
    "pay_band": "negotiable",
}  # fmt: skip
