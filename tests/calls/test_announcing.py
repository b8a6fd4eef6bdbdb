"""Announcing at a set time: the clock takes the arrow, or says why it could not."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.models import User
from recruitment.calls import actions, queries, tasks
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.calls.situations import moment_fields

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def ready(standard: SkillStandard) -> Round:
    """A draft with everything it needs, that would open in two hours."""
    return factories.round_with(standard, opens_at=NOW() + 2 * HOUR, closes_at=NOW() + 48 * HOUR)


def time_comes(round: Round) -> None:
    """The set time has just passed."""
    Round.objects.filter(pk=round.pk).update(announce_at=NOW() - dt.timedelta(seconds=1))
    tasks.announce_due(timestamp=0)
    round.refresh_from_db()


def test_the_clock_announces_when_the_time_has_come(staff: User, ready: Round) -> None:
    actions.schedule(ready, by=staff, announce_at=NOW() + HOUR)
    tasks.announce_due(timestamp=0)
    ready.refresh_from_db()
    assert ready.status == "draft"
    time_comes(ready)
    assert (ready.status, ready.announce_at) == ("announced", None)
    line = ready.history.get(verb="announce")
    assert (line.by, line.source) == (None, "clock")
    assert ready.announced_at == line.at


def test_who_set_the_time_is_on_record(staff: User, ready: Round) -> None:
    at = NOW() + HOUR
    actions.schedule(ready, by=staff, announce_at=at)
    line = ready.history.get(verb="schedule")
    assert (line.by, "日本時間" in line.note) == (staff, True)
    assert ready.announce_at == at


def test_a_round_that_is_not_ready_any_more_stays_a_draft_and_says_why(
    staff: User, ready: Round, signed_in: SignIn
) -> None:
    actions.schedule(ready, by=staff, announce_at=NOW() + HOUR)
    ready.offers.all().delete()
    time_comes(ready)
    assert (ready.status, ready.announce_at) == ("draft", None)
    line = ready.history.get(verb="miss")
    assert (line.by, line.source) == (None, "clock")
    page = signed_in(staff).get("/desk/rounds/FY2026/edit/").content.decode()
    assert "予約した公示を" in page
    assert "人材類型を1つ以上選んでください" in page
    board = signed_in(staff).get("/desk/rounds/FY2026/").content.decode()
    assert "予約した公示ができなかった" in board


def test_a_missed_time_is_over(staff: User, ready: Round) -> None:
    """Nobody finds a half-corrected draft announced by an hour long past."""
    actions.schedule(ready, by=staff, announce_at=NOW() + HOUR)
    Round.objects.filter(pk=ready.pk).update(opens_at=None)
    time_comes(ready)
    Round.objects.filter(pk=ready.pk).update(opens_at=NOW())
    tasks.announce_due(timestamp=0)
    ready.refresh_from_db()
    assert ready.status == "draft"
    assert ready.history.filter(verb="miss").count() == 1


def test_a_set_time_is_taken_back(staff: User, ready: Round) -> None:
    actions.schedule(ready, by=staff, announce_at=NOW() + HOUR)
    actions.unschedule(ready, by=staff)
    assert ready.announce_at is None
    assert list(queries.due_for_announcement(NOW() + 2 * HOUR)) == []
    with pytest.raises(PermissionDenied, match="予約はありません"):
        actions.unschedule(ready, by=staff)


def test_announcing_by_hand_or_cancelling_ends_the_set_time(staff: User, ready: Round) -> None:
    actions.schedule(ready, by=staff, announce_at=NOW() + HOUR)
    actions.announce(ready, by=staff)
    assert ready.announce_at is None


def test_cancelling_a_draft_ends_the_set_time(staff: User, ready: Round) -> None:
    actions.schedule(ready, by=staff, announce_at=NOW() + HOUR)
    actions.cancel(ready, by=staff, reason="取りやめ")
    ready.refresh_from_db()
    assert (ready.status, ready.announce_at) == ("cancelled", None)


@pytest.mark.parametrize(
    ("hours", "sentence"), [(-1, "いまより後"), (49, "受付終了の日時が過ぎています")]
)
def test_a_time_that_cannot_be_is_refused(
    staff: User, ready: Round, hours: int, sentence: str
) -> None:
    with pytest.raises(PermissionDenied, match=sentence):
        actions.schedule(ready, by=staff, announce_at=NOW() + hours * HOUR)


def test_only_staff_set_a_time(auditor: User, ready: Round) -> None:
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.schedule(ready, by=auditor, announce_at=NOW() + HOUR)


def test_the_database_keeps_a_set_time_to_drafts(open_round: Round) -> None:
    with pytest.raises(IntegrityError, match="round_is_scheduled_only_in_draft"):
        Round.objects.filter(pk=open_round.pk).update(announce_at=NOW())


def test_staff_set_and_take_back_the_time_at_the_desk(
    staff: User, ready: Round, signed_in: SignIn
) -> None:
    desk = signed_in(staff)
    early = desk.post("/desk/rounds/FY2026/schedule/", moment_fields("announce_at", NOW() - HOUR))
    assert "いまより後" in str(early.context["form"].errors["announce_at"])
    fields = moment_fields("announce_at", NOW() + HOUR)
    assert desk.post("/desk/rounds/FY2026/schedule/", fields).status_code == 302
    assert "予約を取り消す" in desk.get("/desk/rounds/FY2026/edit/").content.decode()
    assert desk.post("/desk/rounds/FY2026/unschedule/").status_code == 302
    assert "予約を取り消す" not in desk.get("/desk/rounds/FY2026/edit/").content.decode()


def test_the_worker_looks_every_minute() -> None:
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["recruitment.calls.announce_due"] == "* * * * *"


def test_before_the_announcement_a_page_says_what_becomes_public(
    ready: Round, staff: User, signed_in: SignIn
) -> None:
    desk = signed_in(staff)
    Round.objects.filter(pk=ready.pk).update(contact="担当課", fiscal_year=2030)
    address = "/desk/rounds/FY2030/announce/"
    page = desk.get(address)
    written = {str(label): is_written for label, is_written in page.context["texts"]}
    assert (written["問い合わせ先"], written["問い合わせ先(英語)"]) == (True, False)
    assert "年度と受付開始が食い違っています" in page.content.decode()
    ready.refresh_from_db()
    assert ready.status == "draft"
    assert desk.post(address).status_code == 302
    assert desk.get(address).status_code == 403
