"""What the evaluations of one candidacy come to: plain means, and how far apart they lie."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean

# From here on a panel disagrees. The scale has five points, so two evaluators who lie a point and a
# half apart stand on different sides of an anchor on the average of all criteria, whatever way each
# rounds: at least one of the anchored sentences is disputed. A point apart may be rounding alone.
DISAGREEMENT = 1.5


@dataclass(frozen=True)
class Marks:
    """One submitted evaluation: (points, weight in per cent) for each criterion, and the
    recommendation.
    """

    points: Sequence[tuple[int, int]]
    recommendation: str = ""


@dataclass(frozen=True)
class Summary:
    """Several evaluations of one candidacy, 1 to 5; `count` is the n of every figure in it.

    The figures are None while nothing is submitted.
    """

    count: int
    mean: float | None = None
    weighted: float | None = None
    lowest: float | None = None
    highest: float | None = None
    recommendations: Counter[str] = field(default_factory=Counter)
    deviation: float | None = None

    @property
    def spread(self) -> float | None:
        """How far the most generous and the strictest evaluator lie apart, in weighted points.

        The range is shown first, because with three evaluators everybody can check it by eye and
        because it is what a committee talks about. It grows with the size of the panel, so panels
        of different sizes are compared by `deviation`.
        """
        if self.highest is None or self.lowest is None:
            return None
        return self.highest - self.lowest


def weighted(marks: Marks) -> float:
    """One evaluator's score: sum(points × weight) / sum(weight).

    Divided by the weights of the criteria that were scored, not by 100. Needs one criterion at
    least.
    """
    return sum(points * weight for points, weight in marks.points) / sum(
        weight for _points, weight in marks.points
    )


def deviation(scores: Sequence[float]) -> float | None:
    """The sample standard deviation, √(Σ(x − mean)² / (n − 1)); None for fewer than two.

    n − 1, because a panel is a sample of those who might have judged.
    """
    if len(scores) < 2:
        return None
    mean = fmean(scores)
    return sqrt(sum((score - mean) ** 2 for score in scores) / (len(scores) - 1))


def summarise(evaluations: Sequence[Marks]) -> Summary:
    """`weighted` is the panel mean: the mean of the evaluators' weighted scores, so that each
    evaluator counts once, however many criteria they scored. `mean` is that of all points,
    unweighted. Besides: the lowest and highest weighted score, recommendations.
    """
    scored = [marks for marks in evaluations if marks.points]
    if not scored:
        return Summary(0)
    scores = [weighted(marks) for marks in scored]
    return Summary(
        count=len(scored),
        mean=fmean(points for marks in scored for points, _weight in marks.points),
        weighted=fmean(scores),
        lowest=min(scores),
        highest=max(scores),
        recommendations=Counter(marks.recommendation for marks in scored),
        deviation=deviation(scores),
    )


def disagree(spread: float | None) -> bool:
    """Whether a panel's spread is one to talk about; compared as it is shown, to two decimals."""
    return spread is not None and round(spread, 2) >= DISAGREEMENT


def distribution(points: Sequence[int]) -> list[int]:
    """How often 1, 2, 3, 4 and 5 were given."""
    counted = Counter(points)
    return [counted[point] for point in range(1, 6)]
