"""Reads before the evaluation begins: who sits, what is scored by, and what is still missing."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from common.templatetags.ui import localized
from recruitment.applications.models import ApplicationStatus
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation.models import ConflictVerdict, Criterion, EvaluationStatus
from recruitment.evaluation.models.evaluations import ENDED
from recruitment.standards.models import Category

IN_CONFLICT = ~Q(conflicts__verdict=ConflictVerdict.DISMISSED)  # of a seat


def committee(round: Round) -> "QuerySet[CommitteeSeat]":
    """Who sits now, the chair first."""
    return round.seats.taken().select_related("user").order_by("-is_chair", "pk")


def progress(round: Round) -> "QuerySet[CommitteeSeat]":
    """The committee with `assigned`, `done` and `conflicted` (applicants) counted.

    Withdrawn applications are out.
    """
    counts = Q(evaluations__candidacy__application__status=ApplicationStatus.ACCEPTED) & ~Q(
        evaluations__status__in=ENDED
    )
    done = counts & Q(evaluations__status=EvaluationStatus.SUBMITTED)
    return committee(round).annotate(
        assigned=Count("evaluations", filter=counts, distinct=True),
        done=Count("evaluations", filter=done, distinct=True),
        conflicted=Count("conflicts__person", filter=IN_CONFLICT, distinct=True),
    )


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
