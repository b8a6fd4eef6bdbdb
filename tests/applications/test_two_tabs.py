"""Two pages on one draft, over HTTP: the later save of the same field is never silent."""

import datetime as dt
from typing import Any

import pytest

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.models import Application
from tests.applications.situations import COMPLETE, now_said, part
from tests.visitor import Visitor, at_work, parts

SAVE = "保存して次の項目へ"
MINE, THEIRS = "この画面の文にする", "保存されている文にする"
WARNING = "別の画面で、先に保存された欄があります"


@pytest.fixture
def later(applicant: User) -> Visitor:
    """The second tab: it was opened before the first one saved."""
    return at_work(applicant)


def both_open(key: str, draft: Application, *tabs: Visitor) -> None:
    for tab in tabs:
        tab.open(part(draft, key))


def settle(tab: Visitor, words: str, name: str, status: int = 200) -> Visitor:
    """Press one of the two buttons of one field."""
    for form in tab.page.forms:
        form.buttons = [
            (found, text)
            for found, text in form.buttons
            if found.get("value", "").partition(":")[0] == name or words not in "".join(text)
        ]
    return tab.press(words, status)


def test_the_later_save_shows_both_texts_and_keeps_the_first(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    both_open("categories", draft, writer, later)
    writer.press(SAVE, motive="先の文")
    later.press(SAVE, 409, motive="後の文").sees(WARNING, "先の文", MINE, THEIRS)
    assert later.holds("motive") == ["後の文"]
    assert now_said(draft, "motive") == "先の文"


@pytest.mark.parametrize(("words", "kept"), [(MINE, "後の文"), (THEIRS, "先の文")])
def test_the_person_chooses(
    draft: Application, writer: Visitor, later: Visitor, words: str, kept: str
) -> None:
    both_open("categories", draft, writer, later)
    writer.press(SAVE, motive="先の文")
    later.press(SAVE, 409, motive="後の文").press(words).misses(WARNING)
    assert later.address == part(draft, "categories")
    assert later.holds("motive") == [kept]
    assert now_said(draft, "motive") == kept


def test_going_on_without_choosing_overwrites_nothing(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    both_open("categories", draft, writer, later)
    writer.press(SAVE, motive="先の文")
    later.press(SAVE, 409, motive="後の文").press(SAVE, 409).sees("先の文", "後の文")
    assert now_said(draft, "motive") == "先の文"


def test_other_fields_are_saved_all_the_same(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    both_open("work", draft, writer, later)
    writer.press(SAVE, employer="先の会社")
    later.press(SAVE, 409, employer="後の会社", position="課長")
    assert now_said(draft, "employer") == "先の会社"
    assert now_said(draft, "position") == "課長"


def test_two_people_of_one_mind_do_not_clash(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    both_open("work", draft, writer, later)
    writer.press(SAVE, employer="同じ会社")
    later.press(SAVE, employer="同じ会社").misses(WARNING)


def test_an_old_page_puts_nothing_back(draft: Application, writer: Visitor, later: Visitor) -> None:
    both_open("work", draft, writer, later)
    writer.press(SAVE, employer="新しい会社")
    later.press(SAVE, position="課長").misses(WARNING)
    assert now_said(draft, "employer") == "新しい会社"


def test_of_two_clashing_fields_one_choice_settles_one(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    both_open("work", draft, writer, later)
    writer.press(SAVE, employer="先の会社", position="先の役職")
    later.press(SAVE, 409, employer="後の会社", position="後の役職")
    settle(later, THEIRS, "employer", 409).misses("後の会社").sees("先の役職", "後の役職")
    assert now_said(draft, "position") == "先の役職"
    later.press(MINE)
    assert now_said(draft, "employer") == "先の会社"
    assert now_said(draft, "position") == "後の役職"


@pytest.mark.parametrize("round_about", [MINE, THEIRS])
def test_an_untouched_field_of_a_page_that_clashed_puts_nothing_back(
    draft: Application, writer: Visitor, later: Visitor, round_about: str
) -> None:
    both_open("work", draft, writer, later)
    writer.press(SAVE, employer="先の会社", position="先の役職", qualifications="先の資格")
    later.press(SAVE, 409, employer="後の会社").press(round_about)
    assert now_said(draft, "position") == "先の役職"
    assert now_said(draft, "qualifications") == "先の資格"


@pytest.mark.parametrize(
    ("button", "typed"),
    [
        (SAVE, {"birth_date_year": "85"}),
        ("郵便番号から住所を入れる", {"postal_code": "100-0001"}),
    ],
)
def test_a_page_that_came_back_has_not_seen_what_was_saved_meanwhile(
    draft: Application, writer: Visitor, later: Visitor, button: str, typed: dict[str, str]
) -> None:
    """Whatever it came back for: an impossible date, or the place of a postal code."""
    both_open("person", draft, writer, later)
    writer.press(SAVE, phone="03-0000-0001")
    later.press(button, **typed, phone="03-0000-0002")
    later.press(SAVE, 409, **parts("birth_date", COMPLETE["birth_date"]))
    later.sees("03-0000-0001", "03-0000-0002")
    assert now_said(draft, "phone") == "03-0000-0001"


def test_every_kind_of_value_is_shown_in_words(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    both_open("conditions", draft, writer, later)
    first: dict[str, Any] = {
        "fields_driven": ["防災", "データ利活用"],
        "is_full_time": "常勤できる",
        "days_per_week": "週5日",
        "remote_share": "対面のみ",
        "prefectures": ["高知県"],
        "employer_consents": "まだ認めていない",
        "pay_band": "無償でもよい",
    }
    writer.press(SAVE, **first, **parts("earliest_start", dt.date(2027, 4, 1)))
    second = first | {
        "fields_driven": ["業務の見直し"],
        "days_per_week": "週1日",
        "remote_share": "リモートのみ",
        "prefectures": ["東京都", "静岡県", "大阪府"],
        "pay_band": "相談による",
    }
    second |= parts("earliest_start", dt.date(2027, 5, 1))
    later.press(SAVE, 409, **second)
    later.sees("防災、データ利活用", "週5日まで", "対面のみ", "高知県", "無償でもよい")
    later.sees("令和9年4月1日", "令和9年5月1日", "東京都、静岡県、大阪府", "リモートのみ")


def test_a_consent_taken_back_elsewhere_is_not_given_again_in_silence(
    draft: Application, writer: Visitor, later: Visitor, applicant: User
) -> None:
    taken = {"consent-use": False}
    actions.save(draft, by=applicant, values=taken)
    both_open("consents", draft, writer, later)
    writer.press("保存して確認へ進む", **{"consent-use": "on"})
    later.open(part(draft, "consents"))
    actions.save(draft, by=applicant, values=taken | {"consent-provision": False})
    later.press("保存して確認へ進む")
    assert now_said(draft, "consent-use") is False


def test_one_end_before_the_others_start_is_a_clash_and_not_an_error(
    draft: Application, writer: Visitor, later: Visitor, applicant: User
) -> None:
    actions.save(draft, by=applicant, values={"record-1-ended_on": None})
    both_open("records/1", draft, writer, later)
    save = "保存して実績の一覧へ"
    writer.press(save, **{"record-1-started_on_year": "2025"})
    ended = {"record-1-ended_on_year": "2024", "record-1-ended_on_month": "12"}
    later.press(save, 409, **ended).sees(
        "「いつまで」は、別の画面で先に保存されています", "令和6年12月"
    )
    assert later.holds("record-1-started_on_year") == ["2025"]
    assert now_said(draft, "record-1-started_on") == dt.date(2025, 4, 1)
    assert now_said(draft, "record-1-ended_on") is None
    later.press(MINE).sees("終了は、開始以後にしてください。")


def test_what_changed_in_another_tab_is_read_over_before_it_is_submitted(
    draft: Application, writer: Visitor, later: Visitor
) -> None:
    later.open(f"/applications/{draft.public_id}/review/")
    writer.open(part(draft, "categories")).press(SAVE, motive="別の動機")
    later.press("この内容で提出する").sees("別の画面で内容が変わりました", "別の動機")
    assert not draft.submissions.exists()


def test_a_page_without_readable_marks_overwrites_nothing(
    draft: Application, writer: Visitor
) -> None:
    writer.open(part(draft, "work"))
    for seen in ("", "x", "[]", "1", "{" * 60_000):
        answer = writer.client.post(writer.address, {"seen": seen, "employer": "会社"})
        assert answer.status_code == 409
        assert now_said(draft, "employer") == COMPLETE["employer"]
