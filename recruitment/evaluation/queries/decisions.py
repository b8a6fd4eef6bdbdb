"""Reads for the committee's decisions: what the scores come to, what is decided, what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from accounts.models import User
from recruitment.applications.models import (
    ApplicationStatus,
    Candidacy,
    CandidacyStatus,
)
from recruitment.calls.models import Round
from recruitment.evaluation import scoring
from recruitment.evaluation.models import (
    Decision,
    Evaluation,
    Outcome,
    Recommendation,
    Score,
)
from recruitment.evaluation.models.evaluations import OPEN

HOLDS = {Outcome.PASS: CandidacyStatus.PASSED, Outcome.FAIL: CandidacyStatus.FAILED}


def candidacies(round: Round) -> "QuerySet[Candidacy]":
    """Candidacies before the committee, with submitted evaluations, their scores, and decisions.

    `submitted` holds the evaluations, `waiting` counts those still open.
    """
    submitted = (
        Evaluation.objects.submitted().select_related("seat__user").order_by("seat__pk", "pk")
    )
    scores = Score.objects.select_related("criterion").order_by("criterion__order", "pk")
    decisions = Decision.objects.select_related("recorded_by", "approved_by").order_by("-version")
    return (
        Candidacy.objects.in_evaluation()
        .filter(round=round)
        .select_related("application__person", "category", "round")
        .prefetch_related(
            Prefetch(
                "evaluations", submitted.prefetch_related(Prefetch("scores", scores)), "submitted"
            ),
            Prefetch("decisions", decisions),
        )
        .annotate(waiting=Count("evaluations", filter=Q(evaluations__status__in=OPEN)))
        .order_by("category__order", "application__receipt_number", "pk")
    )


@dataclass(frozen=True)
class Standing:
    """A candidacy with what its scores come to and the decision that was recorded last."""

    candidacy: Candidacy
    summary: scoring.Summary
    decision: Decision | None
    pending: Decision | None
    weighted: Sequence[float] = ()  # of each evaluator, in the order of the seats

    @property
    def recommendations(self) -> list[tuple[str, int]]:
        """Each recommendation in words with its count, those that nobody gave included."""
        counted = self.summary.recommendations
        return [(str(label), counted[value]) for value, label in Recommendation.choices]


def standing(candidacy: Candidacy) -> Standing:
    """For a row of `candidacies`."""
    marks = [
        scoring.Marks(
            [(score.points, score.criterion.weight) for score in evaluation.scores.all()],
            evaluation.recommendation,
        )
        for evaluation in candidacy.submitted  # type: ignore[attr-defined]
    ]
    decisions = list(candidacy.decisions.all())
    newest = max(decisions, key=lambda row: row.version, default=None)
    pending = pending_correction(decisions, candidacy)
    weighted = [scoring.weighted(each) for each in marks if each.points]
    return Standing(candidacy, scoring.summarise(marks), newest, pending, weighted)


def standings(round: Round) -> list[Standing]:
    """All of a round by category, the highest weighted score first."""
    rows = [standing(candidacy) for candidacy in candidacies(round)]
    return sorted(
        rows, key=lambda row: (row.candidacy.category.order, -(row.summary.weighted or 0))
    )


def undecided(round: Round) -> "QuerySet[Candidacy]":
    """Candidacies before the committee without a decision."""
    rows = (
        Candidacy.objects.undecided().filter(round=round).select_related("application", "category")
    )
    return rows.order_by("application__receipt_number", "category__order", "pk")


def pending_correction(decisions: Iterable[Decision], candidacy: Candidacy) -> Decision | None:
    """The newest decision, when it speaks against the candidacy's status and waits for approval."""
    newest = max(decisions, key=lambda decision: decision.version, default=None)
    if newest is None or newest.approved_by_id or candidacy.status not in HOLDS.values():
        return None
    against = newest.outcome in HOLDS and HOLDS[Outcome(newest.outcome)] != candidacy.status
    return newest if against else None


def corrections_waiting(round: Round) -> list[Candidacy]:
    """Candidacies with a correction that nobody has approved or turned down."""
    rows = Candidacy.objects.filter(round=round, decisions__version__gt=1).distinct()
    found = rows.prefetch_related("decisions").order_by("pk")
    return [row for row in found if pending_correction(row.decisions.all(), row)]


def next_version(candidacy: Candidacy) -> int:
    """The number of the next decision on a candidacy."""
    return (candidacy.decisions.aggregate(last=Max("version"))["last"] or 0) + 1


@dataclass(frozen=True)
class SeatSpread:
    """How one evaluator used the scale: how often 1, 2, 3, 4 and 5, and the mean."""

    label: str
    counts: list[int]
    mean: float

    @property
    def total(self) -> int:
        return sum(self.counts)


def spread_by_seat(round: Round, reader: User) -> list[SeatSpread]:
    """Every evaluator's submitted points, in the order of the seats; without what was given to the
    reader, and without conflicts.
    """
    counted = Evaluation.objects.submitted().filter(
        seat__round=round, candidacy__application__status=ApplicationStatus.ACCEPTED
    )
    counted = counted.exclude(candidacy__application__person__user=reader)
    rows = Score.objects.filter(evaluation__in=counted).select_related("evaluation__seat__user")
    points: dict[str, list[int]] = {}
    for score in rows.order_by("evaluation__seat__pk", "pk"):
        points.setdefault(score.evaluation.seat.user.label, []).append(score.points)
    return [
        SeatSpread(label, scoring.distribution(given), sum(given) / len(given))
        for label, given in points.items()
    ]
