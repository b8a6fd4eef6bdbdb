"""Reads about meetings: who was there, who stood aside, and what the minutes say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from recruitment.applications.models import Candidacy
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation.models import ConflictOfInterest, Decision, Meeting
from recruitment.evaluation.queries.committee import committee
from recruitment.evaluation.queries.conflicts import conflicts_of
from recruitment.evaluation.queries.decisions import Standing, standings


@dataclass(frozen=True)
class Quorum:
    """Of one case: who has a vote on it, how many of them were there, and how many must be.

    A majority of those who have no conflict with the applicant; the others are not counted.
    """

    votes: int
    present: int

    @property
    def needed(self) -> int:
        return self.votes // 2 + 1

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed


def meeting_on(round: Round, day: dt.date) -> Meeting | None:
    return Meeting.objects.filter(round=round, held_on=day).first()


def meetings_of(round: Round) -> "QuerySet[Meeting]":
    return Meeting.objects.filter(round=round).prefetch_related("attendees__user")


def quorum(meeting: Meeting, candidacy: Candidacy) -> Quorum:
    """Whether enough of those who have a vote on the case were there."""
    person = candidacy.application.person_id
    aside = set(
        ConflictOfInterest.objects.in_force()
        .filter(seat__round=meeting.round_id, person=person)
        .values_list("seat", flat=True)
    )
    seats = set(committee(meeting.round).values_list("pk", flat=True))
    return _quorum(seats, {row.pk for row in meeting.attendees.all()}, aside)


def _quorum(seats: set[int], attending: set[int], aside: set[int]) -> Quorum:
    return Quorum(len(seats - aside), len((seats & attending) - aside))


@dataclass(frozen=True)
class Case:
    """One candidacy in the minutes. Scores come without their evaluators, highest first."""

    standing: Standing
    decision: Decision | None
    scores: Sequence[float]
    aside: Sequence[CommitteeSeat]
    quorum: Quorum | None  # None: not decided in a meeting on record


@dataclass(frozen=True)
class Minutes:
    """All that the minutes say."""

    round: Round
    seats: Sequence[CommitteeSeat]
    meetings: Sequence[Meeting]
    conflicts: Sequence[ConflictOfInterest]
    cases: Sequence[Case]


def minutes(round: Round) -> Minutes:
    """Members, attendance, conflicts, and every candidacy by category and score."""
    seats, meetings = list(committee(round)), list(meetings_of(round))
    conflicts = [row for row in conflicts_of(round) if row.verdict != "dismissed"]
    there = {row.held_on: {seat.pk for seat in row.attendees.all()} for row in meetings}
    aside_of: dict[int, list[CommitteeSeat]] = {}
    for row in conflicts:
        known = aside_of.setdefault(row.person_id, [])
        if row.seat not in known:
            known.append(row.seat)
    cases = [_case(row, seats, there, aside_of) for row in standings(round)]
    return Minutes(round, seats, meetings, conflicts, cases)


def _case(
    row: Standing,
    seats: Sequence[CommitteeSeat],
    there: dict[dt.date, set[int]],
    aside_of: dict[int, list[CommitteeSeat]],
) -> Case:
    aside = aside_of.get(row.candidacy.application.person_id, [])
    day = row.decision.decided_on if row.decision else None
    held = there.get(day) if day else None
    everybody = {seat.pk for seat in seats}
    reached = None if held is None else _quorum(everybody, held, {seat.pk for seat in aside})
    return Case(row, row.decision, sorted(row.weighted, reverse=True), aside, reached)
