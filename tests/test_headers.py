"""What every answer carries: the headers that product.md promises, HTML that needs no exception
from them, and addresses that stay under the product's own path.
"""

import runpy
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_script_prefix, set_script_prefix
from pytest_django import Settings

import config.settings as settings_module
from tests.test_access import MATRIX, OPEN_ANYWAY, Row, address_of, ask
from tests.world import World, build

PEOPLE = ["stranger", "officer", "staff"]
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# A file that somebody sent goes out with the same policy, and with a sandbox around it.
SENT_FILE_POLICY = POLICY | {"sandbox": ""}
PREFIX = "/roster"
TARGETS = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data-src", "poster"}


class Elements(HTMLParser):
    """Every element of a page with its attributes, and whether a script or style has text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inline: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.inline.append(f"<{tag}>")
        self.inline += [f"{tag} {name}" for name, _value in attrs if is_code(name)]
        self.inline += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if (value or "").strip().lower().startswith("javascript:")
        ]

    def targets(self) -> Iterator[str]:
        """Every address on the page but those of a place on it."""
        for _tag, attributes in self.elements:
            for name in TARGETS & set(attributes):
                if not attributes[name].startswith(("#", "mailto:", "tel:", "data:")):
                    yield attributes[name]


def is_code(attribute: str) -> bool:
    return attribute == "style" or attribute.startswith(("on", "hx-on"))


def policy_of(answer: HttpResponse) -> dict[str, str]:
    parts = answer["Content-Security-Policy"].split(";")
    return {name: rest for name, _space, rest in (part.strip().partition(" ") for part in parts)}


def is_sent_file(answer: HttpResponse) -> bool:
    """What we make ourselves, papers and lists too, goes out whole; only stored files stream."""
    return answer.streaming


def is_public(row: Row) -> bool:
    return row.answers["stranger"] != 302 or row.name in OPEN_ANYWAY


def answers(
    world: World, name: str, client: Client | None = None
) -> Iterator[tuple[Row, HttpResponse]]:
    """What this person gets at every address; whatever a button does is undone."""
    client = client or Client()
    user = world.people[name]
    if user is not None:
        client.force_login(user)
    for row in MATRIX.values():
        with transaction.atomic():
            yield row, ask(client, row, address_of(world, row))
            transaction.set_rollback(True)


def html_of(answer: HttpResponse) -> Elements | None:
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return None
    return Elements(answer.content.decode())


@pytest.fixture
def world(db: None) -> World:
    return build()


def is_kept(answer: HttpResponse) -> bool:
    """Whether a cache may keep it."""
    return "no-store" not in answer.get("Cache-Control", "")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_answer_is_fenced_in(world: World, name: str, subtests: Any) -> None:
    for row, answer in answers(world, name):
        with subtests.test(row.name):
            assert policy_of(answer) == (SENT_FILE_POLICY if is_sent_file(answer) else POLICY)
            assert {header: answer.get(header) for header in EVERYWHERE} == EVERYWHERE
            page = html_of(answer)
            assert page is None or page.inline == []
            assert not is_kept(answer) or (name == "stranger" and is_public(row))


def test_public_pages_may_be_kept_by_caches(world: World) -> None:
    for name in ("home", "calls:index", "calls:detail", "results:status", "results:release"):
        assert is_kept(Client().get(address_of(world, MATRIX[name]))), name


def test_code_in_a_page_is_noticed() -> None:
    page = Elements(
        '<p style="color:red" onclick="a()"><a href="JavaScript:b()"><script>c()</script><style>'
    )
    assert len(page.inline) == 5


@pytest.mark.parametrize(
    ("address", "status"), [("/no-such-page/", 404), ("/desk/rounds/FY1999/", 404), ("/list/", 404)]
)
def test_error_pages_are_fenced_in_too(world: World, address: str, status: int) -> None:
    client = Client()
    client.force_login(world.people["applicant"])  # type: ignore[arg-type]
    answer = client.get(address)
    page = html_of(answer)
    assert answer.status_code == status
    assert policy_of(answer) == POLICY
    assert page is not None
    assert page.inline == []


def test_a_form_without_its_token_gets_a_page_of_ours(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example"})
    page = html_of(answer)
    assert answer.status_code == 403
    assert policy_of(answer) == POLICY
    assert page is not None
    assert page.inline == []


def take_over(settings: Settings, **environment: str) -> None:
    """Let the settings be what config/settings.py makes of this environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        made = runpy.run_path(settings_module.__file__)
    for name in ("FORCE_SCRIPT_NAME", "STATIC_URL", "STATIC_ROOT"):
        setattr(settings, name, made[name])
    for name in made:
        if name.startswith("SECURE_") or "_COOKIE_" in name:
            setattr(settings, name, made[name])


@pytest.fixture
def over_https(settings: Settings) -> None:
    take_over(settings, HTTPS="1")


@pytest.mark.usefixtures("over_https")
def test_cookies_travel_over_https_alone(world: World) -> None:
    client = Client()
    client.get("/accounts/login/", secure=True)
    client.post("/language/", {"language": "en"}, secure=True)
    client.force_login(world.people["staff"])  # type: ignore[arg-type]
    client.get("/", secure=True)
    cookies = client.cookies
    assert set(cookies) == {"roster_csrf", "roster_session", "roster_language"}
    for name in ("roster_csrf", "roster_language"):  # force_login writes the session's itself
        assert (cookies[name]["secure"], cookies[name]["httponly"]) == (True, True), name
        assert cookies[name]["samesite"] == "Lax", name


@pytest.mark.usefixtures("over_https")
def test_signing_in_sets_a_secure_session(world: World) -> None:
    user = world.people["staff"]
    assert user is not None
    user.set_password("a-long-password-of-tests")
    user.save(update_fields=["password"])
    client = Client()
    fields = {"login": user.email, "password": "a-long-password-of-tests"}
    client.post("/accounts/login/", fields, secure=True)
    session = client.cookies["roster_session"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")


@pytest.mark.usefixtures("over_https")
def test_plain_http_is_sent_on_and_told_to_stay_away(db: None) -> None:
    sent_on = Client().get("/calls/")
    assert (sent_on.status_code, sent_on["Location"]) == (301, "https://testserver/calls/")
    kept = Client().get("/calls/", secure=True)["Strict-Transport-Security"]
    assert kept == "max-age=31536000; includeSubDomains"
    assert Client().get("/healthz").status_code == 200  # asked by the machine next to it


class ClientBelow(Client):
    """A client before a proxy that takes the prefix off, as a WSGI server then sees the address."""

    def generic(self, method: str, path: str, *arguments: Any, **options: Any) -> Any:
        assert path.startswith(f"{PREFIX}/")
        return super().generic(method, path.removeprefix(PREFIX), *arguments, **options)


@pytest.fixture
def under_a_path(settings: Settings) -> Iterator[None]:
    take_over(settings, FORCE_SCRIPT_NAME=PREFIX)
    set_script_prefix(f"{PREFIX}/")  # the WSGI handler does so, the test client does not
    yield
    clear_script_prefix()


def leads_out(link: str) -> bool:
    """Whether an address of ours is not under the prefix."""
    target = urlsplit(link)
    ours = target.netloc in {"", "testserver"}
    return ours and target.path != "" and not target.path.startswith(f"{PREFIX}/")


@pytest.mark.usefixtures("under_a_path")
@pytest.mark.parametrize("name", PEOPLE)
def test_every_address_stays_under_the_prefix(world: World, name: str, subtests: Any) -> None:
    for row, answer in answers(world, name, ClientBelow()):
        with subtests.test(row.name):
            assert answer.status_code == row.answers[name]
            assert not leads_out(answer.get("Location", ""))
            page = html_of(answer)
            assert [link for link in page.targets() if leads_out(link)] == [] if page else True


@pytest.mark.usefixtures("under_a_path")
def test_cookies_stay_under_the_prefix(world: World) -> None:
    client = ClientBelow()
    client.get(f"{PREFIX}/accounts/login/")
    client.post(f"{PREFIX}/language/", {"language": "en"})
    assert {cookie["path"] for cookie in client.cookies.values()} == {f"{PREFIX}/"}
