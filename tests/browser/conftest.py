"""Debian's Chromium before a live server: windows of people, and what the browser complains of."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ARGUMENTS = [
    "--no-sandbox",  # as root, in a container without user namespaces
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # ms: far longer than any page takes, far shorter than a hung build


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser. Playwright runs its loop in this thread, which Django takes for async code."""
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Window:
    """One person's window. `complaints` is what the browser wrote into its console."""

    page: Page
    server: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, address: str) -> Page:
        self.page.goto(self.server + address)
        return self.page

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})

    def findings(self) -> list[str]:
        """What axe finds on the page as it stands: rule, and where."""
        options: dict[str, Any] = {
            "runOnly": {"type": "tag", "values": TAGS},
            "resultTypes": ["violations"],
        }
        result = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{found['id']}: {node['target']} {node['html'][:200]}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")


OpenWindow = Callable[..., Window]


@pytest.fixture
def window(
    transactional_db: None, live_server: LiveServer, chromium: Browser
) -> Iterator[OpenWindow]:
    """`window(user, language="ja", javascript=True)` opens one, closed after the test."""
    contexts = []

    def open_window(
        user: User | None = None, *, language: str = "ja", javascript: bool = True
    ) -> Window:
        context = chromium.new_context(java_script_enabled=javascript, locale=language)
        contexts.append(context)
        if javascript:  # past the policy that keeps foreign scripts out, without lifting it
            context.add_init_script(path=AXE)
        cookies = {"roster_language": language} | session_of(user)
        context.add_cookies(
            [
                {"name": name, "value": text, "url": live_server.url}
                for name, text in cookies.items()
            ]
        )
        return Window(context.new_page(), live_server.url)

    yield open_window
    for context in contexts:
        context.close()


def session_of(user: User | None) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    if user is None:
        return {}
    client = Client()
    client.force_login(user)
    return {"roster_session": client.cookies["roster_session"].value}
