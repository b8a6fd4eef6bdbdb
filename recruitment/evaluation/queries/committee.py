"""Reads before the evaluation begins: who sits, what is scored by, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from common.templatetags.ui import localized
from recruitment.applications.models import ApplicationStatus
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.evaluation.models import (
    ConflictOfInterest,
    Criterion,
    Evaluation,
    EvaluationStatus,
)
from recruitment.standards.models import Category


def committee(round: Round) -> "QuerySet[CommitteeSeat]":
    """Who sits now, the chair first."""
    return round.seats.taken().select_related("user").order_by("-is_chair", "pk")


def sits_somewhere(user: User) -> bool:
    """Whether the account has a seat in a committee that is at work, or whose results wait."""
    at_work = [RoundStatus.EVALUATING, RoundStatus.DECIDED]
    return CommitteeSeat.objects.taken().filter(user=user, round__status__in=at_work).exists()


def progress(round: Round, reader: User) -> "QuerySet[CommitteeSeat]":
    """The committee with `assigned`, `done` and `conflicted` (applicants) counted.

    Over what the reader may see: without their own application. Withdrawn ones are out, and what
    an evaluator with a conflict once handed in.
    """
    theirs = Evaluation.objects.in_force().without_conflict().filter(seat=OuterRef("pk"))
    theirs = theirs.filter(candidacy__application__status=ApplicationStatus.ACCEPTED)
    theirs = theirs.exclude(candidacy__application__person__user=reader)
    conflicts = ConflictOfInterest.objects.in_force().filter(seat=OuterRef("pk"))
    conflicts = conflicts.exclude(person__user=reader)
    return committee(round).annotate(
        assigned=_number(theirs, "pk"),
        done=_number(theirs.filter(status=EvaluationStatus.SUBMITTED), "pk"),
        conflicted=_number(conflicts, "person"),
    )


def _number(rows: "QuerySet[Any]", column: str) -> Coalesce:
    """How many different ones, for each seat."""
    counted = rows.order_by().values("seat").annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True)
class CategoryCriteria:
    """The criteria of one offered category and what their weights come to."""

    category: Category
    criteria: list[Criterion]

    @property
    def total(self) -> int:
        return sum(criterion.weight for criterion in self.criteria)

    @property
    def complete(self) -> bool:
        return self.total == 100


def criteria_by_category(round: Round) -> list[CategoryCriteria]:
    """Every category the round offers, with its criteria, also when it has none."""
    criteria = list(round.criteria.select_related("category", "skill_item").order_by("order", "pk"))
    offers = round.offers.select_related("category").order_by("category__order", "pk")
    return [
        CategoryCriteria(
            offer.category, [row for row in criteria if row.category_id == offer.category_id]
        )
        for offer in offers
    ]


def incomplete_categories(round: Round) -> list[str]:
    """Names of the offered categories whose weights do not come to 100."""
    sums = dict(round.criteria.values_list("category").annotate(total=Sum("weight")).order_by())
    offers = round.offers.select_related("category").order_by("category__order", "pk")
    return [
        localized(offer.category, "name") for offer in offers if sums.get(offer.category_id) != 100
    ]


def in_screening(round: Round) -> int:
    """How many applications are neither accepted nor refused yet."""
    waiting = [ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED]
    return round.applications.filter(status__in=waiting).count()
