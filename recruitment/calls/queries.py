"""Reads about rounds: what is open, until when for whom, and the database's own clock."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, models
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from common.dates import in_tokyo
from recruitment.calls.models import CommitteeSeat, Extension, Round, RoundStatus


class Phase(models.TextChoices):
    """Where a call stands for who reads it: a question to the clock as much as to the status."""

    OPEN = "open", _("受付中")
    COMING = "coming", _("まもなく受付")
    CLOSED = "closed", _("受付終了・選考中")
    CONCLUDED = "concluded", _("終了した公募")
    CANCELLED = "cancelled", _("中止")


@dataclass(frozen=True)
class Call:
    """A round as its public page shows it. `days_left` counts the days in Japan until the last."""

    round: Round
    phase: Phase
    days_left: int | None


def call(round: Round, at: dt.datetime) -> Call:
    """The round's public face at this instant."""
    phase = _phase(round, at)
    if phase != Phase.OPEN or round.closes_at is None:
        return Call(round, phase, None)
    last_day = in_tokyo(round.closes_at - dt.timedelta(microseconds=1)).date()
    return Call(round, phase, (last_day - in_tokyo(at).date()).days)


def _phase(round: Round, at: dt.datetime) -> Phase:
    if round.status == RoundStatus.CANCELLED:
        return Phase.CANCELLED
    if round.status == RoundStatus.CONCLUDED:
        return Phase.CONCLUDED
    if round.opens_later(at):
        return Phase.COMING
    return Phase.OPEN if round.is_open(at) else Phase.CLOSED


def database_now() -> dt.datetime:
    """The database's clock, at this instant and not at the beginning of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def deadline(round: Round, person: Person | None) -> dt.datetime | None:
    """Until just before when this person may submit.

    The round's closing, or a later extension of theirs.

    The one place that says so. None while the round has no closing. Whether the round has opened
    is another question.
    """
    extended = Extension.objects.filter(round=round, person=person).aggregate(until=Max("until"))[
        "until"
    ]
    return max(filter(None, [round.closes_at, extended]), default=None)


def lock_taking(round: Round, person: Person, arrived: dt.datetime) -> Round | None:
    """The round's row, locked, if it takes what this person sent at `arrived`; else None.

    The whole condition stands in the WHERE of the statement that locks: who waits here for staff
    moving the date, or for another submission, is judged by the row as it then is, and by the
    arrival as it was. The lock lasts until the transaction ends.
    """
    extended = Extension.objects.filter(round_id=round.pk, person=person, until__gt=arrived)
    taking = Round.objects.filter(
        Q(closes_at__gt=arrived) | Exists(extended),
        pk=round.pk,
        status=RoundStatus.ANNOUNCED,
        opens_at__lte=arrived,
    )
    return taking.select_for_update(no_key=True).first()


def takes_from(person: Person | None, at: dt.datetime) -> "QuerySet[Round]":
    """The rounds that take applications at this instant, from this person.

    By the period, or by an extension.
    """
    extended = Extension.objects.filter(round=OuterRef("pk"), person=person, until__gt=at)
    return Round.objects.filter(
        Q(closes_at__gt=at) | Exists(extended), status=RoundStatus.ANNOUNCED, opens_at__lte=at
    ).prefetch_related("offers__category")


def seated(user: User, round: Round) -> bool:
    """Whether the account sits in this round's committee."""
    return CommitteeSeat.objects.taken().filter(round=round, user=user).exists()


def public_rounds() -> "QuerySet[Round]":
    """Every round with a call page, newest first, with the categories it offers."""
    return (
        Round.objects.called()
        .prefetch_related("offers__category")
        .order_by("-fiscal_year", "-number", "pk")
    )


def all_rounds() -> "QuerySet[Round]":
    """Every round, drafts and recorded ones too, for the ministry."""
    return Round.objects.prefetch_related("offers__category").order_by(
        "-fiscal_year", "-number", "pk"
    )


def person_by_address(address: str) -> Person | None:
    """The person who signs in with this address, or came in with it."""
    signed_up = Person.objects.filter(user__email__iexact=address).first()
    return signed_up or Person.objects.filter(user=None, email__iexact=address).first()


def cancellation(round: Round) -> str:
    """The reason given when the round was cancelled; empty when it was not."""
    change = round.history.filter(verb="cancel").order_by("-at", "-pk").first()
    return change.note if change else ""
