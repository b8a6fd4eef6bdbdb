"""What a complete application needs, and what stays exactly as it was typed."""

import datetime as dt
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.applications import checks
from recruitment.applications.draft import COLUMNS, RECORD, Asked
from tests.applications.situations import COMPLETE, complete

TODAY = dt.date(2026, 11, 24)
NO_NAMES = dict.fromkeys(checks.NAMES, "")
LATIN_ALONE = NO_NAMES | {"family_name_latin": "O'Neil-Šimić", "given_name_latin": "José"}


ITEM = {"pk": 1, "category": "producer", "number": 1, "name": "企画", "name_en": "Planning"}
ASKED = Asked(
    categories=[{"pk": 1, "code": "producer"}, {"pk": 2, "code": "engineer"}],
    items=[ITEM, ITEM | {"pk": 2, "category": "engineer", "name": "設計"}],
    questions=[],
    consents=[{"pk": 1, "purpose": "use"}, {"pk": 2, "purpose": "provision"}],
)


def faults(asked: Asked = ASKED, files: Collection[int] = (), **change: Any) -> checks.Faults:
    empty = {f"level-{code}-1": None for code in ("producer", "engineer")}
    empty |= {f"records-{code}-1": [] for code in ("producer", "engineer")}
    values = empty | complete(ASKED, ("producer",)) | change
    return checks.faults(checks.tidy(values), asked, TODAY, files)


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
        ({"categories": ["architect"]}, {"categories"}),
        ({"categories": ["producer", "architect"]}, {"categories"}),
        ({"categories": ["producer", "engineer"]}, {"level-engineer-1"}),
        ({"motive": " 　\n"}, {"motive"}),
        ({"consent-use": False}, {"consent-use"}),
        ({"fields_driven": []}, {"fields_driven"}),
        ({"is_full_time": None}, {"is_full_time"}),
        ({"days_per_week": None}, {"days_per_week"}),
        ({"remote_share": "", "prefectures": []}, {"remote_share"}),
        ({"prefectures": []}, {"prefectures"}),
        ({"employer_consents": None}, {"employer_consents"}),
        ({"pay_band": ""}, {"pay_band"}),
        ({"level-producer-1": None}, {"level-producer-1"}),
        ({"level-producer-1": 4, "records-producer-1": []}, {"records-producer-1"}),
        ({"level-producer-1": 5, "records-producer-1": []}, {"records-producer-1"}),
        ({"record-1-result": ""}, {"record-1-result", "records-producer-1"}),
        (
            {f"record-2-{name}": "" for name in RECORD} | {"record-2-role": "助言者"},
            {f"record-2-{name}" for name in checks.NEEDED_OF_RECORD} - {"record-2-role"},
        ),
    ],
)
def test_every_fault_is_named_at_its_field(change: dict[str, Any], named: set[str]) -> None:
    assert set(faults(**change)) == named


@pytest.mark.parametrize("day", [dt.date(2008, 11, 24), dt.date(1925, 11, 25)])
def test_eighteen_and_a_hundred_are_still_taken(day: dt.date) -> None:
    assert faults(birth_date=day) == {}


OPTIONAL = ["industry", "employer", "position", "qualifications", "shown_family_name", "phone"]
OPTIONAL += ["postal_code", "municipality", "record-1-body_size", "record-1-reference"]


@pytest.mark.parametrize("optional", OPTIONAL)
def test_some_things_may_be_left_out(optional: str) -> None:
    assert faults(**{optional: ""}) == {}


def test_who_has_no_record_at_all_is_asked_for_one() -> None:
    nothing = {name: "" for name in COMPLETE if name.startswith("record-")}
    assert set(faults(**nothing, **{"level-producer-1": 3})) == {"records"}
    assert set(faults(**nothing)) == {"records", "records-producer-1"}


def test_who_works_remotely_only_names_no_prefecture() -> None:
    assert faults(remote_share="remote", prefectures=[]) == {}


def test_who_can_begin_at_once_and_still_does_it_names_no_day() -> None:
    assert faults(earliest_start=None, **{"record-1-ended_on": None}) == {}


@pytest.mark.parametrize("answer", [True, False])
def test_no_is_an_answer(answer: bool) -> None:
    assert faults(is_full_time=answer, employer_consents=answer) == {}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_lower_level_needs_no_evidence(level: int) -> None:
    assert faults(**{"level-producer-1": level, "records-producer-1": []}) == {}


def test_a_high_level_is_shown_by_a_record_with_a_result() -> None:
    second = {
        name.replace("-1-", "-2-"): value for name, value in COMPLETE.items() if "-1-" in name
    }
    linked = {"record-1-result": "", "records-producer-1": ["1"]}
    assert set(faults(**second | linked)) == {"record-1-result", "records-producer-1"}
    assert set(faults(**second | linked | {"records-producer-1": ["1", "2"]})) == {
        "record-1-result"
    }


def question(number: int, **facts: Any) -> dict[str, Any]:
    row = {"number": number, "kind": "text", "is_required": True, "category": None, "choices": ""}
    return row | facts


def test_required_questions_of_ones_own_categories_are_answered() -> None:
    rows = [
        question(1),
        question(2, is_required=False),
        question(3, category="producer"),
        question(4, category="engineer"),
        question(5, kind="file"),
    ]
    asked = Asked(ASKED.categories, ASKED.items, rows, ASKED.consents)
    nothing = {f"answer-{row['number']}": "" for row in rows}
    assert set(faults(asked, **nothing)) == {"answer-1", "answer-3", "answer-5"}
    assert faults(asked, [5], **nothing | {"answer-1": "はい", "answer-3": "0"}) == {}


def test_every_version_in_force_is_agreed_to() -> None:
    refused = {"consent-use": False, "consent-provision": False}
    assert set(faults(**refused)) == set(refused)


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


def test_lines_end_the_same_whatever_the_browser_sends() -> None:
    typed = {"motive": "一\r\n二\r\n", "categories": ["producer"], "days_per_week": 2}
    assert checks.tidy(typed) == typed | {"motive": "一\n二"}


def test_names_are_composed_but_nothing_more() -> None:
    assert checks.tidy(COMPLETE | {"family_name": "か\u3099"})["family_name"] == "が"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = checks.tidy(COMPLETE | dict.fromkeys(COLUMNS, text))
    assert checks.tidy(once) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x3041, max_codepoint=0x30FF)))
def test_katakana_leave_no_hiragana_behind(text: str) -> None:
    assert not any("ぁ" <= letter <= "ゖ" for letter in checks.katakana(text))
