"""Pages about a round one second before its closing, at it, and one second after; and the clock."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from recruitment.calls import queries
from recruitment.calls.models import Round
from recruitment.calls.templatetags.clock import left_in_words
from recruitment.standards.models import SkillStandard
from tests import factories

SignIn = Callable[[Any], Client]
SECOND = dt.timedelta(seconds=1)
T = dt.datetime.fromisoformat("2026-12-18T17:00:00+09:00")
MOMENTS = [(T - SECOND, True), (T, False), (T + SECOND, False)]


@pytest.fixture
def round(standard: SkillStandard) -> Round:
    """Closes at T."""
    return factories.announced_round(standard, opens_at=T - dt.timedelta(days=30), closes_at=T)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """`at(instant)`: both clocks, Python's and what the database is asked for, stand there."""

    def stand(instant: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant)
        monkeypatch.setattr(queries, "database_now", lambda: instant)

    return stand


@pytest.mark.parametrize(("instant", "is_open"), MOMENTS)
def test_the_public_pages(
    client: Client, round: Round, at: Callable, instant: dt.datetime, is_open: bool
) -> None:
    at(instant)
    page = client.get("/calls/FY2026/").content.decode()
    assert ("応募を受け付けています" in page) is is_open
    assert ("サインインして応募する" in page) is is_open
    assert ("受付は終わりました" in page) is not is_open
    assert ("質問する" in page) is is_open
    listed = client.get("/calls/").content.decode()
    assert ("受付中" in listed) is is_open
    assert client.get("/calls/FY2026/questions/ask/").status_code == (200 if is_open else 403)


@pytest.mark.parametrize(("instant", "is_open"), MOMENTS)
def test_the_applicants_start(
    applicant: User,
    signed_in: SignIn,
    round: Round,
    at: Callable,
    instant: dt.datetime,
    is_open: bool,
) -> None:
    at(instant)  # before signing in: a session ends by the same clock
    person = signed_in(applicant)
    start = "/applications/start/FY2026/"
    assert (start in person.get("/calls/FY2026/").content.decode()) is is_open
    assert (start in person.get("/applications/").content.decode()) is is_open
    assert person.post(start).status_code == (302 if is_open else 403)


@pytest.mark.parametrize(("instant", "is_open"), MOMENTS)
def test_the_desks_board(
    staff: User,
    signed_in: SignIn,
    round: Round,
    at: Callable,
    instant: dt.datetime,
    is_open: bool,
) -> None:
    at(instant)
    desk = signed_in(staff)
    page = desk.get("/desk/rounds/FY2026/").content.decode()
    assert ("応募を受け付けています" in page) is is_open
    assert ("次にすること" in page) is not is_open
    assert "受付期間を変える" in page, "also after it has passed"
    assert "期限を延ばす" in page
    assert desk.get("/desk/rounds/FY2026/period/").status_code == 200
    assert desk.get("/desk/rounds/FY2026/extend/").status_code == 200


@pytest.mark.parametrize(("instant", "is_open"), MOMENTS)
def test_a_grace_changes_no_page(
    client: Client, round: Round, at: Callable, instant: dt.datetime, is_open: bool
) -> None:
    Round.objects.update(grace_seconds=300)
    at(instant)
    page = client.get("/calls/FY2026/").content.decode()
    assert ("応募を受け付けています" in page) is is_open
    assert "令和8年12月18日(金)17:00(日本時間)" in page
    assert "17:05" not in page


def part(deadline: dt.datetime | None) -> str:
    """The part as any page includes it: with a deadline, and nothing else."""
    source = '{% include "calls/_clock.html" with deadline=deadline only %}'
    return engines["django"].from_string(source).render({"deadline": deadline})


@pytest.mark.parametrize(("instant", "is_open"), MOMENTS)
def test_the_clock_says_the_servers_time_and_what_is_left(
    at: Callable, instant: dt.datetime, is_open: bool
) -> None:
    at(instant)
    page = part(T)
    over = page.index("締切を過ぎました")
    assert f'data-now="{instant.astimezone(dt.UTC).isoformat()[:19]}' in page.replace(
        "2026-12-18T17:", "2026-12-18T08:"
    ).replace("2026-12-18T16:", "2026-12-18T07:")
    assert 'data-deadline="2026-12-18T17:00:00+09:00"' in page
    assert ("<p hidden data-clock-over>" in page[: over + 1]) is is_open
    assert ("<p hidden data-clock-running>" in page) is not is_open
    if is_open:
        assert "16:59:59" in page
        assert "1秒" in page


def test_without_a_deadline_there_is_no_clock() -> None:
    assert part(None).strip() == ""


@pytest.mark.parametrize(
    ("left", "japanese", "english"),
    [
        (dt.timedelta(days=25, hours=2, minutes=59), "25日 2時間", "25 days 2 hours"),
        (dt.timedelta(days=1), "1日 0時間", "1 day 0 hours"),
        (dt.timedelta(hours=23, minutes=59, seconds=59), "23時間 59分", "23 hours 59 minutes"),
        (dt.timedelta(minutes=59, seconds=1), "59分 1秒", "59 minutes 1 second"),
        (dt.timedelta(seconds=59, microseconds=999_999), "59秒", "59 seconds"),
        (dt.timedelta(0), "0秒", "0 seconds"),
        (dt.timedelta(days=-1), "0秒", "0 seconds"),
    ],
)
def test_what_is_left_is_said_in_two_units(left: dt.timedelta, japanese: str, english: str) -> None:
    assert left_in_words(left) == japanese
    with translation.override("en"):
        assert left_in_words(left) == english
