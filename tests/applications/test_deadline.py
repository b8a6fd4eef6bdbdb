"""The deadline: to the microsecond, for whom, and under what goes on at the same time."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from common.workflow import MoveRefused
from recruitment.applications import actions
from recruitment.applications.models import Application, Submission
from recruitment.applications.views.submission import arrival, started
from recruitment.calls import actions as calls
from recruitment.calls import queries
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.applications.situations import drafted

NOW = timezone.now
HOUR = dt.timedelta(hours=1)
MICROSECOND = dt.timedelta(microseconds=1)


def test_the_last_microsecond_is_taken_and_the_next_one_refused(
    open_round: Round, applicant: User
) -> None:
    application, closes = drafted(open_round, applicant), open_round.closes_at
    with pytest.raises(PermissionDenied, match="受付は .* に終了しました"):
        actions.submit(application, by=applicant, arrived_at=closes)
    assert application.submissions.count() == 0
    actions.submit(application, by=applicant, arrived_at=closes - MICROSECOND)
    assert application.receipt_number == "FY2026-0001"


def test_nothing_is_taken_before_the_opening(open_round: Round, applicant: User) -> None:
    application, opens = drafted(open_round, applicant), open_round.opens_at
    with pytest.raises(PermissionDenied, match="に始まります"):
        actions.submit(application, by=applicant, arrived_at=opens - MICROSECOND)
    assert actions.submit(application, by=applicant, arrived_at=opens).status == "submitted"


def test_an_extension_moves_one_persons_deadline_alone(
    open_round: Round, applicant: User, staff: User, staff2: User
) -> None:
    mine, other = drafted(open_round, applicant), drafted(open_round, staff2)
    until = open_round.closes_at + HOUR
    calls.extend(open_round, mine.person, by=staff, until=until, reason="災害のため")
    with pytest.raises(PermissionDenied):
        actions.submit(other, by=staff2, arrived_at=open_round.closes_at)
    with pytest.raises(PermissionDenied):
        actions.submit(mine, by=applicant, arrived_at=until)
    actions.submit(mine, by=applicant, arrived_at=until - MICROSECOND)
    assert mine.status == "submitted"


def test_the_round_itself_is_asked_and_not_what_was_known_of_it(
    open_round: Round, applicant: User
) -> None:
    person = drafted(open_round, applicant).person
    factories.advance(Round.objects.get(pk=open_round.pk), "start_evaluation")
    with transaction.atomic():
        assert open_round.status == "announced"
        assert queries.lock_taking(open_round, person, NOW()) is None


def test_a_correction_is_taken_until_its_own_date_also_after_closing(
    open_round: Round, applicant: User, staff: User
) -> None:
    application = drafted(open_round, applicant)
    actions.submit(application, by=applicant, arrived_at=NOW())
    due = open_round.closes_at + 24 * HOUR
    actions.return_for_correction(application, by=staff, reason="年月日が不明です。", due_at=due)
    with pytest.raises(PermissionDenied, match="補正の期限は"):
        actions.submit(application, by=applicant, arrived_at=due)
    actions.submit(application, by=applicant, arrived_at=due - MICROSECOND)
    assert (application.status, application.correction_due_at) == ("submitted", None)
    assert application.receipt_number == "FY2026-0001"
    assert application.submissions.count() == 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("t=1798016399.999", 1798016399.999),
        ("1798016399.999", 1798016399.999),
        ("t=1798016399999", 1798016399.999),
        ("1798016399999000", 1798016399.999),
    ],
)
def test_the_proxys_word_is_read_in_every_usual_unit(header: str, seconds: float) -> None:
    expected = dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    assert abs(started(header) - expected) < dt.timedelta(milliseconds=1)


@pytest.mark.parametrize("header", ["", "t=", "soon", "0", "-5", "nan", "inf", "t=1e400"])
def test_what_no_proxy_would_say_is_not_believed(header: str) -> None:
    assert started(header) is None


@pytest.mark.parametrize("trusted", [True, False])
def test_the_proxy_is_believed_only_where_it_is_trusted(
    db: None, settings: Any, trusted: bool
) -> None:
    settings.TRUST_REQUEST_START = trusted
    request = RequestFactory().post("/", headers={"X-Request-Start": "t=1798016399.5"})
    expected = dt.datetime.fromtimestamp(1798016399.5, tz=dt.UTC)
    assert (arrival(request) == expected) is trusted
    assert trusted or abs(arrival(request) - NOW()) < dt.timedelta(minutes=1)


def test_what_waited_in_the_proxy_before_the_deadline_is_in_time(
    client: Client, settings: Any, standard: SkillStandard, applicant: User
) -> None:
    settings.TRUST_REQUEST_START = True
    round = factories.announced_round(standard, opens_at=NOW() - HOUR, closes_at=NOW() + HOUR)
    application = drafted(round, applicant)
    closes = (NOW() - dt.timedelta(seconds=10)).replace(microsecond=0)
    Round.objects.update(closes_at=closes)
    client.force_login(applicant)
    address = f"/applications/{application.public_id}/submit/"
    seen = {"version": application.version}
    late, timely = (f"t={(closes + shift * HOUR / 60).timestamp():.3f}" for shift in (0, -1))
    assert client.post(address, seen, headers={"X-Request-Start": late}).status_code == 403
    assert client.post(address, seen, headers={"X-Request-Start": timely}).status_code == 302
    assert Application.objects.get().receipt_number == "FY2026-0001"


# Real threads, each with a connection of its own.


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run the tasks from one starting line; each gives what it returns or raises."""
    line = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        try:
            line.wait()
            return task()
        except (PermissionDenied, MoveRefused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def submission_of(application: Application, arrived_at: dt.datetime) -> Callable[[], Any]:
    by = application.person.user
    fresh = Application.objects.select_related("round", "person__user").get(pk=application.pk)
    return lambda: actions.submit(fresh, by=by, arrived_at=arrived_at)


@pytest.fixture
def drafts(transactional_db: None, open_round: Round) -> Iterator[list[Application]]:
    """Eight complete drafts, committed. The queue is no table that Django would empty after us."""
    yield [drafted(open_round, user) for user in factories.UserFactory.create_batch(8)]
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def numbers() -> list[str]:
    found = Application.objects.filter(receipt_number__isnull=False)
    return sorted(found.values_list("receipt_number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_one_to_eight(drafts: list[Application]) -> None:
    at_once(*[submission_of(draft, NOW()) for draft in drafts])
    assert numbers() == [f"FY2026-{number:04}" for number in range(1, 9)]
    assert Round.objects.get().last_receipt == 8


@pytest.mark.django_db(transaction=True)
def test_the_refused_ones_leave_no_gap(drafts: list[Application], open_round: Round) -> None:
    closes = open_round.closes_at
    arrivals = [closes - MICROSECOND, closes] * 4
    answers = at_once(
        *[submission_of(draft, at) for draft, at in zip(drafts, arrivals, strict=True)]
    )
    assert [isinstance(answer, PermissionDenied) for answer in answers] == [False, True] * 4
    assert numbers() == [f"FY2026-{number:04}" for number in range(1, 5)]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_stores_one(drafts: list[Application]) -> None:
    at_once(*[submission_of(drafts[0], NOW()) for _press in range(4)])
    assert Submission.objects.count() == 1
    assert numbers() == ["FY2026-0001"]


@pytest.mark.django_db(transaction=True)
def test_moving_the_closing_at_the_same_time_loses_and_doubles_nothing(
    drafts: list[Application], open_round: Round, staff: User
) -> None:
    arrived = NOW()
    sooner = arrived + dt.timedelta(seconds=30)

    def move_closing() -> None:
        round = Round.objects.get(pk=open_round.pk)
        calls.change_period(
            round, by=staff, opens_at=round.opens_at, closes_at=sooner, reason="繰り上げ"
        )

    at_once(move_closing, *[submission_of(draft, arrived) for draft in drafts])
    assert numbers() == [f"FY2026-{number:04}" for number in range(1, 9)]


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_staff_moving_the_date_is_judged_by_the_new_one(
    drafts: list[Application], open_round: Round
) -> None:
    arrived = NOW() + HOUR
    submit = submission_of(drafts[0], arrived)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Round.objects.filter(pk=open_round.pk).update(closes_at=arrived)
            waiting = pool.submit(lambda: at_once(submit))
            assert not waiting.done()
            wait_for_lock()
        [answer] = waiting.result()
    assert isinstance(answer, PermissionDenied)
    assert numbers() == []


def wait_for_lock() -> None:
    """Until somebody waits for a lock."""
    for _turn in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.02)")
    raise AssertionError("Nobody waits.")


@pytest.mark.django_db(transaction=True)
def test_of_cancelling_and_submitting_at_once_neither_is_half_done(
    drafts: list[Application], open_round: Round, staff: User
) -> None:
    def cancel() -> None:
        calls.cancel(Round.objects.get(pk=open_round.pk), by=staff, reason="中止")

    at_once(cancel, *[submission_of(draft, NOW()) for draft in drafts])
    round = Round.objects.get()
    assert round.status == "cancelled"
    assert len(numbers()) == Submission.objects.count() == round.last_receipt
