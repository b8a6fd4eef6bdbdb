"""What bin/screenshots does: six screens of the running demo, wide and narrow."""

import argparse
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Error, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "roster-demo"
SIZES = {1280: 960, 360: 760}
# Nothing but the demo is asked for; root has no sandbox to offer.
OPTIONS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Picture:
    """A page: whose, where it begins, and patterns of the links that lead on from there."""

    name: str
    account: str
    address: str
    follow: tuple[str, ...] = ()


ID = "[0-9a-z]{12}"
WANTED = [
    Picture("home", "", "/"),
    Picture("board", "staff", "/desk/rounds/FY2026-2/"),
    Picture("score", "evaluator1", "/evaluation/", (rf"/evaluation/{ID}/$",)),
    Picture("list", "officer", "/list/?q=窓口"),
    Picture(
        "apply",
        "applicant",
        "/applications/",
        (rf"/applications/{ID}/$", rf"/{ID}/edit/$", r"/edit/skills/$"),
    ),
    Picture("screening", "staff", "/desk/rounds/FY2026-3/applications/"),
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/screenshots", description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    address = parser.parse_args().address
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium was not found: bin/setup installs it.")
    PICTURES.mkdir(exist_ok=True)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        with sync_playwright() as playwright:
            options = [*OPTIONS, *root]
            browser = playwright.chromium.launch(executable_path=chromium, args=options)
            for picture in WANTED:
                for width, height in SIZES.items():
                    print(take(browser, address, picture, width, height))
            browser.close()
    except Error as error:
        sys.exit(f"No pictures from {address}: {error.message.splitlines()[0]}")


def take(browser: Browser, address: str, picture: Picture, width: int, height: int) -> str:
    """Sign in, go there, take the picture; returns the file's name."""
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale="ja-JP"
    )
    page = context.new_page()
    if picture.account:
        sign_in(page, picture.account)
    visit(page, picture.address)
    for pattern in picture.follow:
        visit(page, link(page, pattern))
    path = PICTURES / f"{picture.name}-{width}.png"
    page.screenshot(path=path)
    context.close()
    return path.name


def sign_in(page: Page, name: str) -> None:
    visit(page, "/accounts/login/")
    page.fill("[name=login]", f"{name}@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_load_state()
    if "/accounts/login/" in page.url:
        raise Error(f"{name}@demo.example could not sign in: is it the demo?")


def visit(page: Page, address: str) -> None:
    response = page.goto(address)
    if response is None or response.status != 200:
        raise Error(f"{address} answered {response.status if response else 'nothing'}")


def link(page: Page, pattern: str) -> str:
    """The first link of the page whose address fits."""
    for found in page.locator("main a[href]").all():
        href = urljoin(page.url, found.get_attribute("href") or "")
        if re.search(pattern, href):
            return href
    raise Error(f"{page.url} has no link to {pattern}")


if __name__ == "__main__":
    main()
