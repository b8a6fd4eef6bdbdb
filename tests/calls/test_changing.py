"""What changes after the announcement is shown with its date and reason; raw clocks for dates."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common.versions import StaleVersion
from recruitment.calls import actions
from recruitment.calls.models import Round, TextChange
from tests import factories
from tests.calls.situations import pdf_bytes

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)
FIELDS = {"description": "前の説明", "description_en": "", "contact": "", "contact_en": ""}


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


@pytest.fixture
def called(open_round: Round) -> Round:
    Round.objects.update(description="前の説明")
    open_round.refresh_from_db()
    return open_round


def test_a_changed_text_is_shown_with_its_date_its_reason_and_what_stood_there(
    desk: Client, client: Client, called: Round
) -> None:
    fields = FIELDS | {"description": "新しい<b>説明", "reason": "誤記のため<i>", "version": "1"}
    assert desk.post("/desk/rounds/FY2026/texts/", fields).status_code == 302
    change = TextChange.objects.get()
    assert (change.field, change.before, change.after) == (
        "description", "前の説明", "新しい<b>説明",
    )  # fmt: skip
    page = client.get("/calls/FY2026/").content.decode()
    for words in (
        "新しい&lt;b&gt;説明",
        "誤記のため&lt;i&gt;",
        "<p>前の説明</p>",
        "公示した後の変更",
    ):
        assert words in page


def test_what_was_not_touched_is_no_change(staff: User, called: Round) -> None:
    facts = {"description": called.description, "rubric_url": "https://guide.tests.example/"}
    assert actions.change_texts(called, by=staff, version=1, reason="", **facts) == []
    called.refresh_from_db()
    assert called.rubric_url == "https://guide.tests.example/"
    assert not called.text_changes.exists()


@pytest.mark.parametrize("reason", ["", " "])
def test_a_change_needs_its_reason(desk: Client, staff: User, called: Round, reason: str) -> None:
    with pytest.raises(PermissionDenied, match="理由"):
        actions.change_texts(called, by=staff, version=1, reason=reason, contact="新")
    answer = desk.post("/desk/rounds/FY2026/texts/", FIELDS | {"contact": "消えないで"})
    assert "reason" in answer.context["form"].errors
    assert "消えないで" in answer.content.decode()


def test_two_tabs_the_later_save_is_shown_the_difference(desk: Client, called: Round) -> None:
    first = FIELDS | {"contact": "先の窓口", "reason": "改組", "version": "1"}
    assert desk.post("/desk/rounds/FY2026/texts/", first).status_code == 302
    late = desk.post("/desk/rounds/FY2026/texts/", first | {"contact": "後の窓口"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "先の窓口" in page
    assert "後の窓口" in page
    again = desk.post("/desk/rounds/FY2026/texts/", first | {"contact": "後の窓口", "version": "2"})
    assert again.status_code == 302


def test_a_stale_change_writes_nothing(staff: User, called: Round) -> None:
    with pytest.raises(StaleVersion):
        actions.change_texts(called, by=staff, version=9, reason="理由", contact="新")
    assert not TextChange.objects.exists()


def test_a_draft_is_edited_and_not_changed_so(staff: User, draft_round: Round) -> None:
    with pytest.raises(PermissionDenied, match="内容を直す"):
        actions.change_texts(draft_round, by=staff, version=1, reason="理由", contact="新")


def test_a_cancelled_call_keeps_its_words(staff: User, called: Round) -> None:
    actions.cancel(called, by=staff, reason="中止")
    with pytest.raises(PermissionDenied, match="もう変えられません"):
        actions.change_texts(called, by=staff, version=1, reason="理由", contact="新")


def test_a_file_added_or_removed_after_the_announcement_is_told(
    desk: Client, client: Client, called: Round, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    fields = {"kind": "form", "name": "様式第1号", "name_en": ""}
    unsaid = desk.post("/desk/rounds/FY2026/files/", fields | {"file": _pdf()})
    assert list(unsaid.context["form"].errors) == ["reason"]
    desk.post("/desk/rounds/FY2026/files/", fields | {"file": _pdf(), "reason": "様式を追加"})
    page = client.get("/calls/FY2026/").content.decode()
    assert "「様式第1号」を加えました" in page
    row = called.files.get()
    address = f"/desk/rounds/FY2026/files/{row.public_id}/remove/"
    assert desk.post(address, {"reason": ""}).status_code == 200
    assert desk.post(address, {"reason": "差し替えのため"}).status_code == 302
    page = client.get("/calls/FY2026/").content.decode()
    assert "「様式第1号」を取り除きました" in page
    assert "差し替えのため" in page


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", pdf_bytes())


def test_what_was_announced_once_stays_on_record(staff: User, called: Round) -> None:
    actions.change_texts(called, by=staff, version=1, reason="理由", contact="新")
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        TextChange.objects.update(before="改竄")
    facts = {"round": called, "field": "contact", "by": staff, "reason": "x"}
    with pytest.raises(IntegrityError, match="changes_something"), transaction.atomic():
        TextChange.objects.create(before="同じ", after="同じ", **facts)


def test_closing_moves_later_after_it_has_really_passed(staff: User, open_round: Round) -> None:
    """By the database's clock alone: no instant of the test's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_round SET closes_at = clock_timestamp() + interval '50 ms' WHERE id = %s",
            [open_round.pk],
        )
        cursor.execute("SELECT pg_sleep(0.06)")
    open_round.refresh_from_db()
    passed = open_round.closes_at
    facts = {"by": staff, "opens_at": open_round.opens_at, "reason": "通信障害のため"}
    with pytest.raises(PermissionDenied, match="いまより前"):
        actions.change_period(open_round, closes_at=passed, **facts)
    actions.change_period(open_round, closes_at=NOW() + HOUR, **facts)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT closes_at > clock_timestamp() FROM calls_round WHERE id = %s", [open_round.pk]
        )
        assert cursor.fetchone() == (True,)
    assert open_round.period_changes.get().closes_before == passed


def test_nothing_moves_once_the_evaluation_has_begun(staff: User, open_round: Round) -> None:
    factories.advance(open_round, "start_evaluation")
    with pytest.raises(PermissionDenied, match="評価を始めるまで"):
        actions.extend_cohort(
            open_round, [], by=staff, until=open_round.closes_at + HOUR, reason="理由"
        )
