"""Reads about a round's committee and its evaluations.

What an evaluator may see begins with `readable_by`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet, Sum

from accounts.models import User
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    Candidacy,
    CandidacyStatus,
)
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.evaluation.models import (
    ConflictOfInterest,
    Criterion,
    Decision,
    Evaluation,
    EvaluationStatus,
    Outcome,
)
from recruitment.evaluation.models.evaluations import EvaluationQuerySet, Score
from recruitment.standards.models import Category

READABLE = [
    RoundStatus.EVALUATING,
    RoundStatus.DECIDED,
    RoundStatus.TRAINING,
]  # access ends with the round
HOLDS = {Outcome.PASS: CandidacyStatus.PASSED, Outcome.FAIL: CandidacyStatus.FAILED}


def readable_by(user: User) -> EvaluationQuerySet:
    """An evaluator's own: while seated, until the round is concluded, without conflicted or
    withdrawn applicants.
    """
    return Evaluation.objects.in_force().filter(
        seat__user=user,
        seat__left_at__isnull=True,
        candidacy__round__status__in=READABLE,
        candidacy__application__status=ApplicationStatus.ACCEPTED,
    )


def criteria_of(candidacy: Candidacy) -> "QuerySet[Criterion]":
    """What a candidacy is scored by, in the order of the page."""
    return Criterion.objects.filter(
        round_id=candidacy.round_id, category_id=candidacy.category_id
    ).order_by("order", "pk")


def unscored(evaluation: Evaluation) -> "QuerySet[Criterion]":
    """The criteria to which this evaluation has given no points yet."""
    scored = evaluation.scores.values("criterion")
    return criteria_of(evaluation.candidacy).exclude(pk__in=scored)


def siblings(evaluation: Evaluation) -> EvaluationQuerySet:
    """The same evaluator's evaluations of the same applicant, this one included."""
    return Evaluation.objects.filter(
        seat=evaluation.seat_id, candidacy__application=evaluation.candidacy.application_id
    ).order_by("pk")


def committee(round: Round) -> "QuerySet[CommitteeSeat]":
    """Who sits now, the chair first."""
    return round.seats.taken().select_related("user").order_by("-is_chair", "pk")


def progress(round: Round) -> "QuerySet[CommitteeSeat]":
    """The committee with `assigned`, `done` and `conflicted` (applicants) counted; withdrawn
    applications are out.
    """
    counts = Q(evaluations__candidacy__application__status=ApplicationStatus.ACCEPTED) & ~Q(
        evaluations__status__in=[EvaluationStatus.DECLINED, EvaluationStatus.TAKEN_BACK]
    )
    done = counts & Q(evaluations__status=EvaluationStatus.SUBMITTED)
    return committee(round).annotate(
        assigned=Count("evaluations", filter=counts, distinct=True),
        done=Count("evaluations", filter=done, distinct=True),
        conflicted=Count("conflicts", distinct=True),
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
    return [offer.category.name for offer in offers if sums.get(offer.category_id) != 100]


def in_screening(round: Round) -> int:
    """How many applications are neither accepted nor refused yet."""
    waiting = [ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED]
    return round.applications.filter(status__in=waiting).count()


def last_deadline(round: Round) -> dt.datetime | None:
    """The closing, or the latest instant that a single person was given."""
    extended = round.extensions.aggregate(until=Max("until"))["until"]
    return max(filter(None, [round.closes_at, extended]), default=None)


def applicants(round: Round) -> "QuerySet[Application]":
    """Accepted applications with their person and candidacies, in the order of receipt."""
    return (
        round.applications.filter(status=ApplicationStatus.ACCEPTED)
        .select_related("person", "round")
        .prefetch_related(
            Prefetch(
                "candidacies",
                Candidacy.objects.select_related("category").order_by("category__order", "pk"),
            )
        )
        .order_by("receipt_number", "pk")
    )


def assigned_pairs(round: Round) -> set[tuple[int, int]]:
    """(seat, application) of every evaluation in force of somebody who still sits, or whose scores
    are in.
    """
    rows = Evaluation.objects.in_force().filter(
        Q(seat__left_at__isnull=True) | Q(status=EvaluationStatus.SUBMITTED),
        seat__round=round,
        candidacy__application__status=ApplicationStatus.ACCEPTED,
    )
    return set(rows.values_list("seat", "candidacy__application"))


def barred_pairs(round: Round) -> set[tuple[int, int]]:
    """(seat, application) of every declared conflict.

    It is between persons: other rows of the person count too.
    """
    rows = ConflictOfInterest.objects.filter(seat__round=round, person__applications__round=round)
    return set(rows.values_list("seat", "person__applications"))


def own_pairs(round: Round) -> set[tuple[int, int]]:
    """(seat, application) where evaluator and applicant are one person, whatever address the
    application came from.
    """
    rows = round.seats.filter(user__person__applications__round=round)
    return set(rows.values_list("pk", "user__person__applications"))


def evaluations_of(round: Round) -> EvaluationQuerySet:
    """Every evaluation of the round's accepted applications that is in force, for the assignment
    page.
    """
    return (
        Evaluation.objects.in_force()
        .filter(seat__round=round, candidacy__application__status=ApplicationStatus.ACCEPTED)
        .select_related("seat__user", "candidacy__category", "candidacy__application__person")
        .order_by(
            "candidacy__application__receipt_number", "seat__pk", "candidacy__category__order", "pk"
        )
    )


def open_evaluations(candidacy: Candidacy) -> EvaluationQuerySet:
    """Evaluations of a candidacy that are assigned and not submitted."""
    return Evaluation.objects.open().filter(candidacy=candidacy)


def candidacies(round: Round) -> "QuerySet[Candidacy]":
    """Candidacies before the committee, with submitted evaluations, their scores, and decisions."""
    submitted = Evaluation.objects.submitted().select_related("seat__user").order_by("seat__pk")
    scores = Score.objects.select_related("criterion").order_by("criterion__order", "pk")
    return (
        Candidacy.objects.in_evaluation()
        .filter(round=round)
        .select_related("application__person", "category", "round")
        .prefetch_related(
            Prefetch(
                "evaluations",
                submitted.prefetch_related(Prefetch("scores", scores)),
                to_attr="submitted",
            ),
            Prefetch(
                "decisions",
                Decision.objects.order_by("-version").select_related("recorded_by", "approved_by"),
            ),
        )
        .annotate(
            waiting=Count("evaluations", filter=Q(evaluations__status__in=OPEN_STATUSES)),
        )
        .order_by("category__order", "application__receipt_number", "pk")
    )


OPEN_STATUSES = [EvaluationStatus.ASSIGNED, EvaluationStatus.DRAFT, EvaluationStatus.REOPENED]


def undecided(round: Round) -> "QuerySet[Candidacy]":
    """Candidacies before the committee without a decision."""
    rows = (
        Candidacy.objects.undecided().filter(round=round).select_related("application", "category")
    )
    return rows.order_by("application__receipt_number", "category__order", "pk")


def pending_correction(decisions: Iterable[Decision], candidacy: Candidacy) -> Decision | None:
    """The newest decision, when it says pass or fail against the candidacy's status and waits for a
    second approver.
    """
    newest = max(decisions, key=lambda decision: decision.version, default=None)
    if newest is None or newest.approved_by_id or candidacy.status not in HOLDS.values():
        return None
    against = newest.outcome in HOLDS and HOLDS[Outcome(newest.outcome)] != candidacy.status
    return newest if against else None


def corrections_waiting(round: Round) -> list[Candidacy]:
    """Candidacies with a correction that nobody has approved or turned down."""
    rows = (
        Candidacy.objects.filter(round=round, decisions__version__gt=1)
        .distinct()
        .prefetch_related("decisions")
    )
    return [row for row in rows.order_by("pk") if pending_correction(row.decisions.all(), row)]


def released_to(round: Round) -> "QuerySet[Application]":
    """The applications whose applicants are told that their result is there."""
    return applicants(round).select_related("person__user")


def next_version(candidacy: Candidacy) -> int:
    """The number of the next decision on a candidacy."""
    return (candidacy.decisions.aggregate(last=Max("version"))["last"] or 0) + 1


def scores_by_seat(round: Round) -> "QuerySet[Score, tuple[int, str, str, int]]":
    """Every submitted score as (seat, display name, address, points)."""
    rows = Score.objects.filter(
        evaluation__seat__round=round,
        evaluation__status=EvaluationStatus.SUBMITTED,
        evaluation__candidacy__application__status=ApplicationStatus.ACCEPTED,
    ).order_by("evaluation__seat__pk", "pk")
    return rows.values_list(
        F("evaluation__seat"),
        F("evaluation__seat__user__display_name"),
        F("evaluation__seat__user__email"),
        F("points"),
    )
