"""What a complete application needs, and what stays exactly as it was typed."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.applications import checks
from tests.applications.situations import COMPLETE

TODAY = dt.date(2026, 11, 24)
NO_NAMES = dict.fromkeys(checks.NAMES, "")
LATIN_ALONE = NO_NAMES | {"family_name_latin": "O'Neil-Šimić", "given_name_latin": "José"}


class Row(SimpleNamespace):
    __hash__ = object.__hash__


CHOSEN = Row(code="producer")
OTHER = Row(code="engineer")


def faults(**change: Any) -> dict[str, list[str]]:
    facts = COMPLETE | {"categories": [CHOSEN]} | change
    return checks.faults(checks.tidy(facts), [CHOSEN], TODAY)


def test_a_complete_application_has_no_fault() -> None:
    assert faults() == {}


def test_a_latin_name_may_stand_alone() -> None:
    assert faults(**LATIN_ALONE) == {}
    assert faults(**LATIN_ALONE | {"given_name_latin": ""}) == {}


def test_a_japanese_name_may_stand_without_a_latin_one() -> None:
    assert faults(family_name_latin="", given_name_latin="") == {}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (NO_NAMES, {"family_name", "given_name", "family_name_kana", "given_name_kana"}),
        ({"family_name_kana": ""}, {"family_name_kana"}),
        ({"given_name": ""}, {"given_name"}),
        (LATIN_ALONE | {"family_name_latin": ""}, {"family_name_latin"}),
        (
            LATIN_ALONE | {"family_name": "髙橋"},
            {"given_name", "family_name_kana", "given_name_kana"},
        ),
        ({"family_name_kana": "高橋"}, {"family_name_kana"}),
        ({"family_name_kana": "Takahashi"}, {"family_name_kana"}),
        ({"family_name_latin": "Ｔａｋａｈａｓｈｉ"}, {"family_name_latin"}),
        ({"family_name_latin": "タカハシ"}, {"family_name_latin"}),
        ({"given_name": "花\u202e子"}, {"given_name"}),
        ({"given_name": "花\ue000子"}, {"given_name"}),
        ({"given_name": "花\n子"}, {"given_name"}),
        ({"birth_date": None}, {"birth_date"}),
        ({"birth_date": dt.date(2027, 1, 1)}, {"birth_date"}),
        ({"birth_date": dt.date(2008, 11, 25)}, {"birth_date"}),
        ({"birth_date": dt.date(1925, 11, 24)}, {"birth_date"}),
        ({"prefecture": ""}, {"prefecture"}),
        ({"categories": []}, {"categories"}),
        ({"categories": [OTHER]}, {"categories"}),
        ({"categories": [CHOSEN, OTHER]}, {"categories"}),
        ({"motive": " 　\n"}, {"motive"}),
        ({"consented": False}, {"consented"}),
    ],
)
def test_every_fault_is_named_at_its_field(change: dict[str, Any], named: set[str]) -> None:
    assert set(faults(**change)) == named


@pytest.mark.parametrize("day", [dt.date(2008, 11, 24), dt.date(1925, 11, 25)])
def test_eighteen_and_a_hundred_are_still_taken(day: dt.date) -> None:
    assert faults(birth_date=day) == {}


@pytest.mark.parametrize("optional", ["industry", "employer", "shown_family_name"])
def test_some_things_may_be_left_out(optional: str) -> None:
    assert faults(**{optional: ""}) == {}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("たかはし", "タカハシ"),
        ("ﾀｶﾊｼ", "タカハシ"),
        ("ｶﾞｯｷｰ", "ガッキー"),
        ("ゔぃとーりあ", "ヴィトーリア"),
        ("タカ ハシ", "タカ ハシ"),
        ("高橋", "高橋"),
        ("Ａ", "Ａ"),
    ],
)
def test_kana_become_full_width_katakana(typed: str, stored: str) -> None:
    assert checks.tidy(COMPLETE | {"family_name_kana": typed})["family_name_kana"] == stored


@pytest.mark.parametrize(
    "name", ["髙橋", "﨑山", "𠮷田", "渡邉", "德永", "濵田", "葛󠄀城", "Ａ", "ｶﾅ", "①", "㈱"]
)
def test_names_stay_as_they_were_typed(name: str) -> None:
    tidied = checks.tidy(COMPLETE | {"family_name": f" {name}　"})
    assert tidied["family_name"] == name


def test_names_are_composed_but_nothing_more() -> None:
    assert checks.tidy(COMPLETE | {"family_name": "か\u3099"})["family_name"] == "が"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = checks.tidy(COMPLETE | dict.fromkeys(checks.TEXTS, text))
    assert checks.tidy(once) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x3041, max_codepoint=0x30FF)))
def test_katakana_leave_no_hiragana_behind(text: str) -> None:
    assert not any("ぁ" <= letter <= "ゖ" for letter in checks.katakana(text))
