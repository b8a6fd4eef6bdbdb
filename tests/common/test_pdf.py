"""Papers: real characters, our own files alone, and the frame of every page."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from common import pdf

NAMES = "髙﨑𠮷邉德濵葛󠄀"
MISSING = {0, 0xFFFF}  # the empty box: .notdef, and what Pango gives for a character of no font


@pytest.fixture
def paper(tmp_path: Path, settings: Any) -> Any:
    """`paper(body)` is the paper with this content, read again."""
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]

    def render(body: str, language: str = "ja") -> PdfReader:
        text = '{% extends "pdf/base.html" %}{% block title %}名簿{% endblock %}'
        text += "{% block as_of %}令和8年11月24日現在{% endblock %}"
        (tmp_path / "paper.html").write_text(text + "{% block content %}" + body + "{% endblock %}")
        return PdfReader(BytesIO(pdf.render("paper.html", {"words": "5 < 6"}, language=language)))

    return render


def glyphs(page: PageObject) -> list[int]:
    """The numbers of the glyphs that the page draws, in order."""
    drawn = b""
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            drawn += b"".join(
                part.original_bytes for part in parts if hasattr(part, "original_bytes")
            )
    return [int.from_bytes(drawn[place : place + 2]) for place in range(0, len(drawn), 2)]


def test_names_keep_their_characters_and_each_has_a_real_glyph(paper: Any) -> None:
    [page] = paper(f"<h1>名簿</h1><p>{NAMES}</p>").pages
    assert NAMES in page.extract_text()
    assert not MISSING.intersection(glyphs(page))
    for font in page["/Resources"]["/Font"].values():
        assert "Noto-Sans-CJK-JP" in font.get_object()["/BaseFont"]


def test_a_character_that_no_font_has_would_be_noticed(paper: Any) -> None:
    [page] = paper("<p>\U000ffffd</p>").pages
    assert MISSING.intersection(glyphs(page))


def test_a_variation_selector_draws_the_other_form(paper: Any) -> None:
    [page] = paper("<p>葛</p><p>葛󠄀</p><p>葛</p>").pages
    drawn = glyphs(page)
    first, selected, third = (drawn[place] for place in find_three(drawn))
    assert first == third != selected


def find_three(drawn: list[int]) -> list[int]:
    """Where the three characters of the body stand: the running heads are drawn after them."""
    return [0, 1, 2] if drawn[0] == drawn[2] else [len(drawn) - 3, len(drawn) - 2, len(drawn) - 1]


def test_each_page_says_title_as_of_and_page_of_pages(paper: Any) -> None:
    pages = paper("<h1>名簿</h1>" + "<p>行</p>" * 80).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"{number} / {len(pages)}" in text
        assert "名簿" in text
        assert "令和8年11月24日現在" in text
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_paper_says_its_language_and_its_title(paper: Any, language: str) -> None:
    reader = paper("<p>x</p>", language)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata.title == "名簿"


def test_what_people_typed_stays_text(paper: Any) -> None:
    [page] = paper("<p>{{ words }}</p>").pages
    assert "5 < 6" in page.extract_text()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "https://example.com/logo.png",
        "../config/settings.py",
        "%2e%2e/config/settings.py",
        "css/../../config/settings.py",
        "/etc/passwd",
        "//etc/passwd",
        "missing.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "https://static.invalid.example.com/css/pdf.css",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}" alt="">',
        '<link rel="stylesheet" href="{}">',
        "<style>p {{ background: url('{}') }}</style><p>x</p>",
        "<style>@import '{}';</style>",
        '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    ],
)
def test_nothing_but_our_static_files_is_fetched(paper: Any, body: str, address: str) -> None:
    with pytest.raises(pdf.PdfFailed):
        paper(body.format(address))


def test_our_own_pictures_are(paper: Any) -> None:
    assert len(paper('<img src="css/icon.svg" alt="">').pages) == 1
