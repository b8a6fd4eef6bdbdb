"""The deliberation board of one category: who stands where, and what is read beside it.

Every count, average and rank is over what the reader may see: see `visible`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import Round
from recruitment.evaluation import scoring
from recruitment.evaluation.models import (
    ConflictOfInterest,
    Evaluation,
    Recommendation,
)
from recruitment.evaluation.scoring import Additive, Doubt
from recruitment.standards.models import Category

Fit = Additive[int, int]


def visible(round: Round, reader: Any) -> "QuerySet[Candidacy]":
    """What is before the committee, without the reader's own application and without those whose
    applicant the reader, where they hold a seat, has a conflict with.
    """
    barred = ConflictOfInterest.objects.in_force().filter(
        seat__round=round, seat__user=reader, person=OuterRef("application__person")
    )
    rows = Candidacy.objects.in_evaluation().filter(round=round)
    return rows.exclude(application__person__user=reader).exclude(Exists(barred))


def offered(round: Round) -> "QuerySet[Category]":
    """The categories of a round: each has a board."""
    return Category.objects.filter(pk__in=round.offers.values("category")).order_by("order")


@dataclass(frozen=True)
class Given:
    """One submitted evaluation: a weighted score and the recommendation."""

    candidacy: int
    seat: int
    score: float
    recommendation: str


def given(round: Round, reader: Any) -> list[Given]:
    """All of the round, in a fixed order: severity is a figure over all categories."""
    points, weight = F("scores__points"), F("scores__criterion__weight")
    rows = (
        Evaluation.objects.submitted()
        .filter(candidacy__in=visible(round, reader), scores__isnull=False)
        .values_list("candidacy", "seat", "recommendation")
        .annotate(total=Sum(points * weight), weight=Sum(weight))
        .order_by("candidacy", "seat")
    )
    return [Given(row[0], row[1], row[3] / row[4], row[2]) for row in rows]


@dataclass(frozen=True)
class Place:
    """One candidacy on the board; `n` evaluators gave it a score.

    `adjusted_n` counts the evaluations of that member of its panel who gave fewest.
    """

    pk: int
    public_id: str
    n: int
    rank: int | None
    mean: float | None
    spread: float | None
    disagreement: bool
    adjusted: float | None
    adjusted_rank: int | None
    adjusted_n: int | None
    adjusted_doubt: Doubt | None
    recommendations: Mapping[str, int]

    @property
    def recommended(self) -> list[tuple[str, int]]:
        """Each recommendation that somebody gave, in words, with its count."""
        counted = self.recommendations
        return [(str(label), counted[key]) for key, label in Recommendation.choices if counted[key]]


@dataclass(frozen=True)
class Line:
    """Where the board is cut: `above` have the rank `number` or better, those `at` it the last of
    these ranks. Who ties at the line is above it, so `above` may be more than `number`.
    """

    number: int
    above: int
    at: list[Place]

    @property
    def last(self) -> int | None:
        """The candidacy after which the line is drawn."""
        return self.at[-1].pk if self.at else None


@dataclass(frozen=True)
class Board:
    """A category's places, the best first; those without a score last.

    `passed` counts who has passed so far, `doubts` names each doubt about adjusted means once, with
    the smallest n that it is about.
    """

    places: list[Place]
    passed: int
    connected: bool
    doubts: list[tuple[Doubt, int]]

    def line(self, number: int) -> Line:
        above = [place for place in self.places if place.rank and place.rank <= number]
        last = above[-1].rank if above else None
        return Line(number, len(above), [place for place in above if place.rank == last])

    @property
    def scored(self) -> int:
        return sum(place.rank is not None for place in self.places)


def board_of(round: Round, category: Category, reader: Any) -> Board:
    """Ranked by the panel mean of raw scores, which decides."""
    # Ties keep the order of the random public id: it says nothing about anybody.
    members = (
        visible(round, reader).filter(category=category).values_list("pk", "public_id", "status")
    ).order_by("public_id")
    rows = list(members)
    found = given(round, reader)
    panels: dict[int, list[Given]] = {pk: [] for pk, _public_id, _status in rows}
    for one in found:
        if one.candidacy in panels:
            panels[one.candidacy].append(one)
    fit = scoring.additive({(one.candidacy, one.seat): one.score for one in found})
    adjusted = fit.adjusted_among(panels)
    means = {
        pk: fmean(one.score for one in panel) if panel else None for pk, panel in panels.items()
    }
    rank, adjusted_rank = scoring.ranks(means), scoring.ranks(adjusted)
    public_ids = {pk: public_id for pk, public_id, _status in rows}
    places = [
        _place(pk, public_ids[pk], panels[pk], rank, means, fit, adjusted, adjusted_rank)
        for pk in rank
    ]
    passed = sum(status == CandidacyStatus.PASSED for _pk, _public_id, status in rows)
    return Board(places, passed, fit.connected, _doubts(places))


def _place(
    pk: int,
    public_id: str,
    panel: Sequence[Given],
    rank: Mapping[int, int | None],
    means: Mapping[int, float | None],
    fit: Fit,
    adjusted: Mapping[int, float | None],
    adjusted_rank: Mapping[int, int | None],
) -> Place:
    scores = [one.score for one in panel]
    words = Counter(one.recommendation for one in panel)
    spread = max(scores) - min(scores) if scores else None
    fewest = min((fit.severities[one.seat].n for one in panel), default=None)
    return Place(
        pk=pk,
        public_id=public_id,
        n=len(panel),
        rank=rank[pk],
        mean=means[pk],
        spread=spread,
        disagreement=scoring.disagree(spread)
        or bool(words[Recommendation.PASS] and words[Recommendation.FAIL]),
        adjusted=adjusted[pk],
        adjusted_rank=adjusted_rank[pk],
        adjusted_n=fewest,
        adjusted_doubt=scoring.adjusted_doubt(fit, adjusted[pk], fewest) if panel else None,
        recommendations=words,
    )


def _doubts(places: Collection[Place]) -> list[tuple[Doubt, int]]:
    least: dict[Doubt, int] = {}
    for place in places:
        if place.adjusted_doubt:
            n = place.adjusted_n or 0
            least[place.adjusted_doubt] = min(n, least.get(place.adjusted_doubt, n))
    return sorted(least.items())
