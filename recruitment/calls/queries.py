"""Reads about rounds: what is open, until when for whom, and the database's own clock."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Count, Exists, F, Func, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Greatest, Lower
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.dates import fiscal_year, in_tokyo
from recruitment.calls.models import (
    CommitteeSeat,
    Extension,
    PublicQuestion,
    PublicQuestionStatus,
    Round,
    RoundStatus,
    RoundStatusChange,
)
from recruitment.standards.models import SkillStandard


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


def _ends(person: Any) -> Greatest:
    """SQL over rounds: the closing, or a later extension of this person's. NULL without either."""
    mine = Extension.objects.filter(round=OuterRef("pk"), person=person).order_by()
    return Greatest("closes_at", Subquery(mine.values("round").values(until=Max("until"))))


def _takes_until(ends: Any) -> models.ExpressionWrapper:
    """SQL over rounds: the end with the round's grace. The one place that adds it."""
    grace = models.ExpressionWrapper(
        F("grace_seconds") * Value(dt.timedelta(seconds=1)), models.DurationField()
    )
    return models.ExpressionWrapper(ends + grace, models.DateTimeField())


def _of(round: Round, instant: Any) -> dt.datetime | None:
    rows = Round.objects.filter(pk=round.pk).order_by()
    return rows.annotate(instant=instant).values_list("instant", flat=True).first()


def deadline(round: Round, person: Person | None) -> dt.datetime | None:
    """Until just before when this person may submit, as every page says it.

    The round's closing, or a later extension of theirs. The one place that says so. None while the
    round has no closing. Whether the round has opened is another question.
    """
    return _of(round, _ends(person))


def still_open(round: Round, people: Iterable[int], at: dt.datetime) -> dict[int, dt.datetime]:
    """Of these people (keys), who may still submit in the round, and until when by their page."""
    closing = round.closes_at
    if round.status != RoundStatus.ANNOUNCED or closing is None:
        return {}
    given = round.extensions.filter(person__in=people).order_by().values("person")
    later = dict(given.annotate(until=Max("until")).values_list("person", "until"))
    ends = {key: max(closing, later.get(key, closing)) for key in people}
    return {key: until for key, until in ends.items() if at < until}


@dataclass(frozen=True)
class Standing:
    """How one person stands to a round: the deadline as pages say it, until just before when what
    they send is stored, whether they sit in its committee, and the database's clock at the asking.
    """

    deadline: dt.datetime | None
    taken_until: dt.datetime | None
    is_seated: bool
    now: dt.datetime


def standing(round: Round, person: Person | None) -> Standing:
    """All of it in one query."""
    return Standing(**standings(Round.objects.filter(pk=round.pk), person).get())


def standings(rounds: "QuerySet[Round]", person: Any) -> "QuerySet[Round, Any]":
    """The columns of `Standing` for these rounds. `person` may be an outer reference."""
    seats = CommitteeSeat.objects.taken().filter(round=OuterRef("pk"), user__person=person)
    return (
        rounds.order_by()
        .annotate(
            deadline=_ends(person),
            taken_until=_takes_until(_ends(person)),
            is_seated=Exists(seats) if person else Value(value=False),
            now=Func(function="clock_timestamp", output_field=models.DateTimeField()),
        )
        .values("deadline", "taken_until", "is_seated", "now")
    )


def last_deadline(round: Round) -> dt.datetime | None:
    """The closing, or the latest instant that anybody was given."""
    return _of(round, Greatest("closes_at", Max("extensions__until")))


def all_taken_at(round: Round) -> dt.datetime | None:
    """When nothing more is stored from anybody: the last deadline and the grace."""
    return _of(round, _takes_until(Greatest("closes_at", Max("extensions__until"))))


def _taking(person: Person | None, at: dt.datetime) -> Q:
    """The whole condition under which a round stores what this person sends at this instant."""
    return Q(GreaterThan(_takes_until(_ends(person)), Value(at))) & Q(
        status=RoundStatus.ANNOUNCED, opens_at__lte=at
    )


def lock_taking(round: Round, person: Person, arrived: dt.datetime) -> Round | None:
    """The round's row, locked, if it takes what this person sent at `arrived`; else None.

    The whole condition stands in the WHERE of the statement that locks: who waits here for staff
    moving the date, or for another submission, is judged by the row as it then is, and by the
    arrival as it was. The lock lasts until the transaction ends.
    """
    taking = Round.objects.filter(_taking(person, arrived), pk=round.pk)
    return taking.select_for_update(no_key=True).first()


def takes_from(person: Person | None, at: dt.datetime) -> "QuerySet[Round]":
    """The rounds that take applications at this instant, from this person.

    By the period, or by an extension.
    """
    return Round.objects.filter(_taking(person, at)).prefetch_related("offers__category")


def standard_in_force() -> SkillStandard | None:
    """The standard under which a new round is called today."""
    return SkillStandard.objects.in_force(timezone.localdate()).first()


def next_number(day: dt.date) -> dict[str, int]:
    """Fiscal year and number that a new round would have today."""
    year = fiscal_year(day)
    last = Round.objects.filter(fiscal_year=year).aggregate(last=Max("number"))["last"]
    return {"fiscal_year": year, "number": (last or 0) + 1}


def other_fiscal_year(round: Round) -> int | None:
    """The fiscal year in which it opens, if that is not its own: often a slip, never an error."""
    opens = fiscal_year(in_tokyo(round.opens_at).date()) if round.opens_at else round.fiscal_year
    return opens if opens != round.fiscal_year else None


def due_for_announcement(at: dt.datetime) -> "QuerySet[Round]":
    """Drafts whose set time has come."""
    due = Round.objects.filter(status=RoundStatus.DRAFT, announce_at__lte=at)
    return due.order_by("announce_at", "pk")


def missed_announcement(round: Round) -> RoundStatusChange | None:
    """Why the clock did not announce this draft, if that is the last that was heard of it."""
    last = round.history.order_by("-at", "-pk").first()
    return last if last and last.verb == "miss" else None


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


def people_by_addresses(addresses: Iterable[str]) -> dict[str, Person]:
    """Address as typed → the person behind it; who signs in with it before who came in with it."""
    typed = {address.casefold(): address for address in addresses}
    found: dict[str, Person] = {}
    came = Person.objects.filter(user=None).annotate(key=Lower("email"))
    signed = Person.objects.filter(user__isnull=False).annotate(key=Lower("user__email"))
    for rows in (came, signed):
        for person in rows.filter(key__in=typed).select_related("user"):
            found[typed[person.key]] = person
    return {address: found[address] for address in typed.values() if address in found}


def cancellation(round: Round) -> str:
    """The reason given when the round was cancelled; empty when it was not."""
    change = round.history.filter(verb="cancel").order_by("-at", "-pk").first()
    return change.note if change else ""


def asked(round: Round, status: str = "") -> "QuerySet[PublicQuestion]":
    """What was asked about the round, what waits longest first; of one status, or all."""
    rows = round.public_questions.order_by("asked_at", "pk")
    return rows.filter(status=status) if status in PublicQuestionStatus.values else rows


def asked_counts(round: Round) -> dict[str, int]:
    """How many questions of the public stand in each status, zeros included."""
    found = dict(round.public_questions.order_by().values_list("status").annotate(Count("pk")))
    return {status: found.get(status, 0) for status in PublicQuestionStatus}


def with_waiting_questions() -> "QuerySet[Any]":
    """Rounds that somebody has asked something and nobody has answered; `waiting`: how many."""
    waiting = Round.objects.filter(public_questions__status=PublicQuestionStatus.WAITING)
    return waiting.annotate(waiting=Count("public_questions"))
