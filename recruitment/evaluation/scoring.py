"""The arithmetic of scores: what the evaluations of one candidacy come to. Pure functions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean


@dataclass(frozen=True)
class Marks:
    """One submitted evaluation: (points, weight in per cent) for each criterion, and the
    recommendation.
    """

    points: Sequence[tuple[int, int]]
    recommendation: str = ""


@dataclass(frozen=True)
class Summary:
    """Several evaluations of one candidacy, 1 to 5.

    The figures are None while nothing is submitted.
    """

    count: int
    mean: float | None = None
    weighted: float | None = None
    lowest: float | None = None
    highest: float | None = None
    recommendations: Counter[str] = field(default_factory=Counter)

    @property
    def spread(self) -> float | None:
        """How far the most generous and the strictest evaluator lie apart, in weighted points."""
        if self.highest is None or self.lowest is None:
            return None
        return self.highest - self.lowest


def weighted(marks: Marks) -> float:
    """One evaluator's score: the points weighed by the criteria's percentages.

    Needs one criterion at least.
    """
    return sum(points * weight for points, weight in marks.points) / sum(
        weight for _points, weight in marks.points
    )


def summarise(evaluations: Sequence[Marks]) -> Summary:
    """Mean of all points, mean of the evaluators' weighted scores, the lowest and highest of these,
    recommendations.
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
    )


def distribution(points: Sequence[int]) -> list[int]:
    """How often 1, 2, 3, 4 and 5 were given."""
    counted = Counter(points)
    return [counted[point] for point in range(1, 6)]
