"""What the folder of a round holds, read from the database: the one place where rows become the
pseudonyms of `folder`, and the way back for the ministry's own figures.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.crypto import salted_hmac

from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.evaluation import folder
from recruitment.evaluation.models import (
    Criterion,
    Decision,
    Evaluation,
    EvaluationStatus,
    Score,
)
from recruitment.evaluation.queries.board import visible

SALT = "recruitment.evaluation.queries.folder"


@dataclass(frozen=True)
class Names:
    """Primary key → pseudonym. The key of the order is derived from SECRET_KEY: with it the
    ministry finds a row again, without it nobody does.
    """

    candidacies: dict[int, str]
    seats: dict[int, str]
    criteria: dict[int, str]


def pseudonyms_of(round: Round) -> Names:
    """Over all of the round, so that they are the same whoever reads."""
    key = salted_hmac(SALT, round.code, algorithm="sha256").digest()
    rows = Candidacy.objects.in_evaluation().filter(round=round)
    ids = dict(rows.order_by("pk").values_list("pk", "public_id"))
    seats = list(round.seats.order_by("pk").values_list("pk", flat=True))
    criteria = Criterion.objects.filter(round=round).order_by("category__order", "order", "pk")
    candidacy = folder.pseudonyms(list(ids.values()), "C", key)
    evaluator = folder.pseudonyms([str(pk) for pk in seats], "E", key)
    return Names(
        {pk: candidacy[public_id] for pk, public_id in ids.items()},
        {pk: evaluator[str(pk)] for pk in seats},
        {row.pk: f"K{place}" for place, row in enumerate(criteria, start=1)},
    )


def record_of(round: Round, called: Names, among: "QuerySet[Candidacy]") -> folder.Record:
    """The round without names, as far as these candidacies go."""
    codes = dict(among.order_by("pk").values_list("pk", "category__code"))
    passed = among.filter(status=CandidacyStatus.PASSED).values_list("category__code", flat=True)
    found = list(passed.order_by("pk"))
    return folder.Record(
        round=round.code,
        # The line is where the committee drew it: after as many as have passed.
        settings=folder.Settings({code: found.count(code) for code in sorted(set(found))}),
        criteria=_criteria(round, called),
        candidacies=[folder.Candidacy(called.candidacies[pk], code) for pk, code in codes.items()],
        evaluations=_evaluations(called, codes),
        scores=_scores(called, codes),
        decisions=_decisions(called, codes),
    )


def _criteria(round: Round, called: Names) -> list[folder.Criterion]:
    rows = Criterion.objects.filter(round=round).select_related("category")
    return [
        folder.Criterion(row.category.code, called.criteria[row.pk], row.weight, row.name)
        for row in rows.order_by("pk")
    ]


def _counted() -> "QuerySet[Evaluation]":
    """What was handed in and what was abstained from, by those without a conflict."""
    ended = [EvaluationStatus.SUBMITTED, EvaluationStatus.ABSTAINED]
    return Evaluation.objects.without_conflict().filter(status__in=ended)


def _evaluations(called: Names, among: Collection[int]) -> list[folder.Evaluation]:
    columns = ("candidacy", "seat", "recommendation", "submission__digest", "status")
    return [
        folder.Evaluation(
            called.candidacies[candidacy],
            called.seats[seat],
            recommendation if status == EvaluationStatus.SUBMITTED else "",
            submission,
        )
        for candidacy, seat, recommendation, submission, status in _counted()
        .filter(candidacy__in=among)
        .order_by("pk")
        .values_list(*columns)
    ]


def _scores(called: Names, among: Collection[int]) -> list[folder.Score]:
    submitted = Evaluation.objects.submitted().filter(candidacy__in=among)
    rows = Score.objects.filter(evaluation__in=submitted).order_by("pk")
    columns = ("evaluation__candidacy", "evaluation__seat", "criterion", "points")
    return [
        folder.Score(
            called.candidacies[candidacy], called.seats[seat], called.criteria[criterion], points
        )
        for candidacy, seat, criterion, points in rows.values_list(*columns)
    ]


def _decisions(called: Names, among: Collection[int]) -> list[folder.Decision]:
    rows = Decision.objects.filter(candidacy__in=among).order_by("pk")
    return [
        folder.Decision(
            called.candidacies[row.candidacy_id], row.version, row.outcome, row.rank, row.decided_on
        )
        for row in rows
    ]


def settled_at(round: Round) -> dt.datetime | None:
    """When what the folder says was last changed: the closing of the decisions, or a later one.

    A folder made twice in between is the same, byte for byte, and so is its digest.
    """
    closed = round.history.filter(after=RoundStatus.DECIDED).aggregate(last=Max("at"))["last"]
    decisions = Decision.objects.filter(candidacy__round=round)
    newest = decisions.aggregate(last=Max("recorded_at"))["last"]
    return max(filter(None, (closed, newest)), default=None)


@dataclass(frozen=True)
class Figures:
    """A round's figures as far as the reader may see it, with who is meant by each pseudonym."""

    derived: folder.Derived
    record: folder.Record
    candidacies: dict[str, Candidacy]
    seats: dict[str, CommitteeSeat]
    criteria: dict[str, Criterion]


def figures(round: Round, reader: Any) -> Figures:
    """The same function that the folder and `bin/recompute` use, over the rows of the reader."""
    called, among = pseudonyms_of(round), visible(round, reader)
    found = record_of(round, called, among)
    people = among.select_related("application__person", "category")
    criteria = Criterion.objects.filter(round=round).select_related("category")
    return Figures(
        folder.derive(found),
        found,
        {called.candidacies[row.pk]: row for row in people.order_by("pk")},
        {called.seats[row.pk]: row for row in round.seats.select_related("user").order_by("pk")},
        {called.criteria[row.pk]: row for row in criteria.order_by("pk")},
    )
