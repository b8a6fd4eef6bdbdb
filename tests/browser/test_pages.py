"""Every page before its main reader: axe finds nothing, nothing scrolls sideways, and the browser
has nothing to complain of.
"""

from typing import Any

import pytest

from tests.browser.conftest import OpenWindow, Window
from tests.test_access import MATRIX, PEOPLE, Row, address_of
from tests.world import World, build

pytestmark = pytest.mark.browser
NOT_PAGES = {
    "healthz",
    "readyz",
    "api:openapi-json",
    "api:status",
    "api:rounds",
    "api:registrants",
    "api:registrant",
    "mfa_download_recovery_codes",
    "applications:attachment",
    "applications:find_place",
    "applications:receipt",
    "evaluation:letters_pdf",
    "evaluation:letter_pdf",
    "evaluation:own_letter",
    "applications:attachment_for_desk",
    "calls:dates",
    "calls:feed",
    "calls:file",
    "evaluation:bundle",
    "evaluation:minutes",
    "evaluation:folder",
    "registry:edition_pdf",
    "own_data_json",
    "own_data_pdf",
}
READERS = ["officer", *(name for name in PEOPLE if name != "officer")]
ALSO = {  # where those who may not act find buttons that are off
    "auditor": ["desk:board", "applications:screen", "evaluation:assignment", "evaluation:decide"]
}
WIDE, PHONE, NARROWEST = 1280, 360, 320


def reader_of(row: Row) -> str:
    """The one whose page it is: the first who may read it, strangers before all others."""
    order = ["stranger", "drafter", "applicant", *READERS]
    return next((name for name in order if row.answers[name] == 200), "")


def pages_of(name: str) -> list[Row]:
    """Its reader's pages; everybody's first page looks different to each."""
    return [
        row
        for row in MATRIX.values()
        if row.method == "get"
        and row.name not in NOT_PAGES
        and (row.name in ["home", *ALSO.get(name, [])] or reader_of(row) == name)
    ]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def faults_at(window: Window, widths: list[int]) -> list[str]:
    """What is wrong with the open page at these widths, and at the narrowest of all."""
    found = []
    for width in widths:
        window.resize(width)
        found += [f"{width}px {finding}" for finding in window.findings()]
    window.resize(NARROWEST)
    if window.overflow() > 0:
        found.append(f"{window.overflow()}px too wide at {NARROWEST}px")
    return found + window.complaints


@pytest.mark.parametrize("name", READERS)
def test_pages_are_for_everybody(
    world: World, window: OpenWindow, name: str, subtests: Any
) -> None:
    for language, widths in (("ja", [WIDE, PHONE]), ("en", [WIDE])):
        reader = window(world.people[name], language=language)
        for row in pages_of(name):
            with subtests.test(row.name, language=language):
                reader.resize(WIDE)
                reader.complaints.clear()
                reader.open(address_of(world, row))
                assert faults_at(reader, widths) == []


def test_pages_of_errors_are_for_everybody(world: World, window: OpenWindow) -> None:
    reader = window(world.people["staff"])
    evaluating = world.rounds["evaluating"].code
    for address in ("/no-such-page/", f"/desk/rounds/{evaluating}/criteria/producer/1/"):
        reader.open(address)
        reader.complaints.clear()  # the browser reports 404 and 403 themselves
        assert faults_at(reader, [WIDE, PHONE]) == []


def test_what_is_wrong_is_noticed(world: World, window: OpenWindow) -> None:
    """Each check above can fail."""
    reader = window()
    page = reader.open("/")
    page.evaluate("""() => {
        document.body.append(document.createElement("img"));
        document.body.insertAdjacentHTML("beforeend", "<p class=wide onclick='a()'>wide</p>");
        const style = document.createElement("style");
        style.textContent = "* { color: red }";
        document.head.append(style);
        document.querySelector(".wide").style.width = "4000px";
    }""")
    faults = "\n".join(faults_at(reader, [WIDE]))
    assert "image-alt" in faults
    assert "too wide at 320px" in faults
    assert faults.count("Content Security Policy") == 2
