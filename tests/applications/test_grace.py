"""A configured grace: what it stores, for whom, and that nobody is told of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.dates import in_tokyo
from recruitment.applications import actions
from recruitment.calls import actions as calls
from recruitment.calls import queries
from recruitment.calls.models import Round
from recruitment.evaluation.policy import start_obstacles
from tests.applications.situations import drafted

NOW = timezone.now
HOUR = dt.timedelta(hours=1)
MICROSECOND = dt.timedelta(microseconds=1)
GRACE = dt.timedelta(seconds=30)


@pytest.fixture
def patient(open_round: Round) -> Round:
    """Open, with a grace of half a minute."""
    Round.objects.update(grace_seconds=30)
    open_round.refresh_from_db()
    return open_round


def test_none_is_the_default(open_round: Round, applicant: User) -> None:
    person = drafted(open_round, applicant).person
    closes = open_round.closes_at
    assert open_round.grace_seconds == 0
    assert queries.standing(open_round, person).taken_until == closes


def test_what_arrives_within_the_grace_is_stored_and_what_comes_after_is_not(
    patient: Round, applicant: User
) -> None:
    application, end = drafted(patient, applicant), patient.closes_at + GRACE
    with pytest.raises(PermissionDenied) as refusal:
        actions.submit(application, by=applicant, arrived_at=end)
    closes = in_tokyo(patient.closes_at)
    assert f"{closes:%H:%M}" in str(refusal.value), "the sentence names the deadline"
    actions.submit(application, by=applicant, arrived_at=end - MICROSECOND)
    assert application.receipt_number == "FY2026-0001"


def test_the_grace_follows_an_extension(patient: Round, applicant: User, staff: User) -> None:
    application = drafted(patient, applicant)
    until = patient.closes_at + HOUR
    calls.extend(patient, application.person, by=staff, until=until, reason="災害のため")
    assert queries.deadline(patient, application.person) == until
    with pytest.raises(PermissionDenied):
        actions.submit(application, by=applicant, arrived_at=until + GRACE)
    actions.submit(application, by=applicant, arrived_at=until + GRACE - MICROSECOND)
    assert application.status == "submitted"


def test_the_lock_and_the_list_say_the_same(patient: Round, applicant: User) -> None:
    person = drafted(patient, applicant).person
    for at, takes in (
        (patient.closes_at + GRACE - MICROSECOND, True),
        (patient.closes_at + GRACE, False),
        (patient.opens_at - MICROSECOND, False),
    ):
        with transaction.atomic():
            assert (queries.lock_taking(patient, person, at) is not None) is takes
        assert queries.takes_from(person, at).exists() is takes


def test_what_people_read_is_the_deadline(patient: Round, applicant: User) -> None:
    person = drafted(patient, applicant).person
    assert queries.deadline(patient, person) == patient.closes_at
    assert not patient.is_open(patient.closes_at)
    assert queries.call(patient, patient.closes_at).phase == "closed"


def test_the_evaluation_waits_for_the_grace_too(patient: Round) -> None:
    storing = dt.timedelta(minutes=2)
    closed = patient.closes_at + GRACE + storing
    received = "まだ処理中かもしれない"
    assert received in start_obstacles(patient, closed - MICROSECOND)[0]
    assert received not in "".join(start_obstacles(patient, closed))
