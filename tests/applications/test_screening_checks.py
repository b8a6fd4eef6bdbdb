"""Checklist, notes, returned fields, grounds: what staff write down, and who reads it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from common.workflow import MoveRefused
from recruitment.applications import actions, desk_queries, queries
from recruitment.applications.models import Application, ChecklistMark, ScreeningNote
from recruitment.calls.models import Round
from tests.applications.situations import submitted
from tests.calls.situations import moment_fields

SignIn = Callable[[Any], Client]
DAY = timezone.timedelta(days=1)
ALL_OK = dict.fromkeys(range(1, 9), ("ok", ""))


@pytest.fixture
def application(open_round: Round, applicant: User) -> Application:
    return submitted(open_round, applicant)


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


def at(application: Application, page: str = "") -> str:
    return f"/desk/applications/{application.public_id}/{page}"


def last_letter() -> dict[str, Any]:
    return ProcrastinateJob.objects.latest("id").args


def corrected(application: Application, by: User) -> None:
    application = actions.save(application, by=by, values={"motive": "別の動機"}).draft.application
    actions.submit(application, by=by, arrived_at=timezone.now())


def test_a_round_begins_with_the_default_items_and_stores_them_when_first_used(
    application: Application, staff: User
) -> None:
    assert len(desk_queries.checklist_of(application.round)) == 8
    assert not application.round.checklist.exists()
    actions.mark(application, by=staff, found={1: ("ok", "")}, seen=1)
    assert application.round.checklist.count() == 8


def test_a_mark_says_who_when_and_about_which_submission(
    application: Application, applicant: User, staff: User, staff2: User
) -> None:
    actions.mark(application, by=staff, found={1: ("ok", ""), 4: ("not_ok", "数がない")}, seen=1)
    actions.mark(application, by=staff2, found={1: ("ok", ""), 2: ("na", "")}, seen=1)
    marks = {mark.item.number: mark for mark in application.marks.all()}
    assert marks[1].by == staff  # said again, and the same: who said it first stays
    assert (marks[2].by, marks[4].remark) == (staff2, "数がない")
    application.refresh_from_db()
    assert (application.line.marked, application.line.not_ok) == (3, 1)
    corrected(application, applicant)
    stale = [check.item.number for check in desk_queries.checks(application) if check.stale]
    assert stale == [1, 2, 4]


def test_what_a_mark_said_before_stays_on_record(application: Application, staff: User) -> None:
    actions.mark(application, by=staff, found={1: ("not_ok", "読めない")}, seen=1)
    actions.mark(application, by=staff, found={1: ("ok", "")}, seen=1)
    before = ChecklistMark._meta.get_field("events").related_model.objects.order_by("pgh_id")
    assert list(before.values_list("found", flat=True)) == ["not_ok", "ok"]


def test_marks_about_a_newer_submission_than_the_one_read_are_refused(
    application: Application, applicant: User, staff: User
) -> None:
    corrected(application, applicant)
    with pytest.raises(MoveRefused):
        actions.mark(application, by=staff, found={1: ("ok", "")}, seen=1)
    with pytest.raises(PermissionDenied, match="項目が変わりました"):
        actions.mark(application, by=staff, found={99: ("ok", "")}, seen=2)


def test_accepting_with_open_points_asks_once_more_and_does_not_block(
    desk: Client, application: Application
) -> None:
    asked = desk.post(at(application, "accept/"), {"seen": "1"})
    assert asked.status_code == 200
    assert "済んでいない項目があります" in asked.content.decode()
    application.refresh_from_db()
    assert application.status == "submitted"
    assert desk.post(at(application, "accept/"), {"seen": "1", "despite": "1"}).status_code == 302
    application.refresh_from_db()
    assert application.status == "accepted"


def test_after_the_close_with_every_point_checked_accepting_asks_nothing(
    desk: Client, application: Application, staff: User
) -> None:
    Round.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=5))
    actions.mark(application, by=staff, found=ALL_OK | {7: ("na", "添付なし")}, seen=1)
    assert desk.post(at(application, "accept/"), {"seen": "1"}).status_code == 302
    application.refresh_from_db()
    assert application.status == "accepted"
    with pytest.raises(PermissionDenied, match="もう終わっています"):
        actions.mark(application, by=staff, found={1: ("na", "")}, seen=1)


def test_the_page_of_the_checklist_keeps_what_was_chosen(
    desk: Client, application: Application
) -> None:
    said = {"seen": "1", "found-1": "ok", "found-4": "not_ok", "remark-4": "成果の数がない"}
    assert desk.post(at(application, "check/"), said).status_code == 302
    page = desk.get(at(application)).content.decode()
    assert "2/8" in page
    assert "成果の数がない" in page
    bad = desk.post(at(application, "check/"), {"seen": "1", "found-1": "maybe"})
    assert "found-1" in bad.context["form"].errors


def test_what_was_found_wanting_is_picked_in_the_return(
    desk: Client, application: Application, staff: User
) -> None:
    found = {4: ("not_ok", "成果の数がない"), 8: ("not_ok", "別の応募がある"), 1: ("ok", "")}
    actions.mark(application, by=staff, found=found, seen=1)
    form = desk.get(at(application, "return/")).context["form"]
    picked = {name: form[f"why-{name}"].value() for name in ("records",)}
    assert (form["field-records"].value(), picked) == (True, {"records": "成果の数がない"})
    assert form["field-family_name"].value() is False
    assert form["reason"].value() == "別の応募がある"


def test_the_letter_and_the_applicants_page_follow_from_what_was_picked(
    desk: Client, application: Application
) -> None:
    said = {
        "seen": "1",
        "field-records": "on",
        "why-records": "数を書いて\n---\nください",
        "why-birth_date": "年を確かめてください",
        **moment_fields("due_at", timezone.now() + 3 * DAY),
    }
    assert desk.post(at(application, "return/"), said).status_code == 302
    application.refresh_from_db()
    named = desk_queries.returned_fields(application)
    assert [(name, label) for name, label, _why in named] == [
        ("birth_date", "生年月日"),
        ("records", "活動実績"),
    ]
    body = last_letter()["body"]
    assert "・生年月日\n> 年を確かめてください\n" in body
    assert "・活動実績\n> 数を書いて" in body
    assert body.count("生年月日") + body.count("birth") == 2  # once in each language
    page = desk.get(at(application)).content.decode()
    assert "年を確かめてください" in page


def test_a_return_names_a_field_or_gives_a_reason(
    desk: Client, application: Application, staff: User
) -> None:
    due = moment_fields("due_at", timezone.now() + 3 * DAY)
    empty = desk.post(at(application, "return/"), {"seen": "1", **due})
    assert "補正する項目を選ぶか" in str(empty.context["form"].errors["reason"])
    later = timezone.now() + DAY
    with pytest.raises(PermissionDenied, match="選び直して"):
        actions.return_for_correction(
            application, by=staff, reason="", due_at=later, fields={"status": "x"}
        )


def test_after_the_correction_nothing_is_asked_for_any_more(
    application: Application, applicant: User, staff: User
) -> None:
    later = timezone.now() + DAY
    actions.return_for_correction(
        application, by=staff, reason="", due_at=later, fields={"motive": "短い"}
    )
    application.refresh_from_db()
    corrected(application, applicant)
    application.refresh_from_db()
    assert desk_queries.returned_fields(application) == []
    assert desk_queries.all_returned(application)[0][1] == [("motive", "応募の動機", "短い")]


def test_ineligibility_has_a_ground_that_the_applicant_reads(
    desk: Client, application: Application, applicant: User, signed_in: SignIn
) -> None:
    without = desk.post(at(application, "refuse/"), {"seen": "1", "reason": "理由"})
    assert list(without.context["form"].errors) == ["ground"]
    said = {"seen": "1", "reason": "生年月日から確かめました。", "ground": "age"}
    assert desk.post(at(application, "refuse/"), said).status_code == 302
    application.refresh_from_db()
    assert application.history.get(verb="refuse").refusal.ground == "age"
    body = last_letter()["body"]
    assert "・年齢などの応募資格を満たしていない" in body
    assert "> 生年月日から確かめました。" in body
    assert queries.reason_for_applicant(application).startswith("年齢などの応募資格")
    own = signed_in(applicant).get(f"/applications/{application.public_id}/").content.decode()
    assert "年齢などの応募資格を満たしていない" in own


def test_notes_are_read_at_the_desk_and_never_changed(
    desk: Client, application: Application, applicant: User, signed_in: SignIn
) -> None:
    assert desk.post(at(application, "notes/"), {"text": " "}).status_code == 200
    assert desk.post(at(application, "notes/"), {"text": "<b>照会</b>で確認"}).status_code == 302
    assert "&lt;b&gt;照会&lt;/b&gt;で確認" in desk.get(at(application)).content.decode()
    own = signed_in(applicant).get(f"/applications/{application.public_id}/").content.decode()
    assert "照会" not in own
    notes = ScreeningNote.objects.all()
    with pytest.raises(ProgrammingError, match="immutable"), transaction.atomic():
        notes.delete()
    with pytest.raises(ProgrammingError, match="immutable"), transaction.atomic():
        notes.update(text="x")


def test_a_note_is_possible_whatever_became_of_the_application(
    application: Application, applicant: User, staff: User
) -> None:
    actions.withdraw(application, by=applicant)
    assert actions.add_note(application, by=staff, text="取下げの電話").pk


def test_staff_who_apply_neither_read_nor_write_what_is_noted_about_them(
    open_round: Round, staff: User, staff2: User, desk: Client
) -> None:
    own = submitted(open_round, staff)
    actions.add_note(own, by=staff2, text="本人には見せない")
    actions.mark(own, by=staff2, found={1: ("not_ok", "見せない備考")}, seen=1)
    page = desk.get(at(own)).content.decode()
    assert "見せない" not in page
    assert "あなた自身の応募です" in page
    for verb, said in (("notes/", {"text": "x"}), ("check/", {"seen": "1", "found-1": "ok"})):
        assert desk.post(at(own, verb), said).status_code == 403


def test_auditors_read_notes_and_marks_and_write_none(
    application: Application, staff: User, auditor: User, signed_in: SignIn
) -> None:
    actions.add_note(application, by=staff, text="電話で確認")
    client = signed_in(auditor)
    page = client.get(at(application)).content.decode()
    assert "電話で確認" in page
    assert "内部メモとして保存する" not in page
    for verb in ("notes/", "check/", "accept/"):
        assert client.post(at(application, verb)).status_code == 404


def test_a_rounds_checklist_grows_and_retires_items(
    desk: Client, application: Application, staff: User, auditor: User, signed_in: SignIn
) -> None:
    address = "/desk/rounds/FY2026/applications/checklist/"
    actions.mark(application, by=staff, found={1: ("not_ok", "")}, seen=1)
    said = {"label": "推薦状がある", "label_en": "", "field": "attachments"}
    assert desk.post(address, said).status_code == 302
    assert [item.number for item in desk_queries.checklist_of(application.round)] == [*range(1, 10)]
    assert desk.post(f"{address}1/retire/").status_code == 302
    assert [item.number for item in desk_queries.checklist_of(application.round)] == [*range(2, 10)]
    application.refresh_from_db()
    assert (application.line.marked, application.line.not_ok) == (0, 0)
    assert application.marks.count() == 1
    assert signed_in(auditor).get(address).status_code == 200
    assert signed_in(auditor).post(address, said).status_code == 403


def test_the_letters_are_told_from_the_history(
    application: Application, staff: User, desk: Client
) -> None:
    actions.accept(application, by=staff)
    history = application.history.order_by("at", "pk")
    names = [str(letter.name) for letter in desk_queries.letters(application, history)]
    assert names == ["受付票", "評価へ受理したお知らせ"]
