"""When a figure rests on too little to mean anything.

Real rounds have 18 to 60 applicants, three evaluators each and committees of about six, so most of
these figures live near the edge. Each threshold says from where on the figure can be wrong by less
than what one would read into it; none of them makes it right. Codes only: the sentence is written
by the page that shows it.
"""

from enum import StrEnum

from recruitment.evaluation.scoring.reliability import Agreement
from recruitment.evaluation.scoring.severity import Additive, Severity


class Figure(StrEnum):
    """What is shown with an n beside it."""

    PANEL_MEAN = "panel_mean"  # n evaluators of the candidacy
    SPREAD = "spread"  # n evaluators of the candidacy
    DEVIATION = "deviation"  # n evaluators of the candidacy
    SEVERITY = "severity"  # n evaluations of the evaluator
    ADJUSTED = "adjusted"  # n evaluations of that evaluator of the panel who has fewest
    AGREEMENT = "agreement"  # n candidacies with two ratings or more
    RANK = "rank"  # n candidacies ranked
    STABILITY = "stability"  # n evaluators of the committee


class Doubt(StrEnum):
    """Why a figure should not be read as it stands."""

    TOO_FEW_EVALUATORS = "too_few_evaluators"
    TOO_FEW_EVALUATIONS = "too_few_evaluations"
    TOO_FEW_CANDIDACIES = "too_few_candidacies"
    NOT_CONNECTED = "not_connected"
    NOTHING_LEFT_OVER = "nothing_left_over"
    WIDE_INTERVAL = "wide_interval"


MINIMUM: dict[Figure, tuple[int, Doubt]] = {
    # One opinion is no panel.
    Figure.PANEL_MEAN: (2, Doubt.TOO_FEW_EVALUATORS),
    Figure.SPREAD: (2, Doubt.TOO_FEW_EVALUATORS),
    # Of two scores the standard deviation is their distance over √2: nothing the spread hides.
    Figure.DEVIATION: (3, Doubt.TOO_FEW_EVALUATORS),
    # In panels of three the standard error is near s × √(3/2) / √n. With s assumed half a
    # point, n = 6 is the first at which a severity of half a point is two of its
    # standard errors from none.
    Figure.SEVERITY: (6, Doubt.TOO_FEW_EVALUATIONS),
    Figure.ADJUSTED: (6, Doubt.TOO_FEW_EVALUATIONS),
    # Below ten, a single candidacy with 1, 3 and 5 takes alpha below Krippendorff's 0.800, though
    # the panels agree perfectly on all others (a test holds it).
    Figure.AGREEMENT: (10, Doubt.TOO_FEW_CANDIDACIES),
    # Alone one is always first.
    Figure.RANK: (2, Doubt.TOO_FEW_CANDIDACIES),
    # Three evaluators can be drawn in 10 ways, four in 35, five in 126: below that, shares come in
    # steps one would take for findings.
    Figure.STABILITY: (5, Doubt.TOO_FEW_EVALUATORS),
}

# K. Krippendorff, Content Analysis (2nd ed. 2004, p. 241): rely on variables of 0.800 and more,
# draw tentative conclusions from 0.667 on.
TENTATIVE, RELIABLE = 0.667, 0.800


def too_small(figure: Figure, n: int) -> Doubt | None:
    """Why n is too small for the figure to mean anything, or None when it is not."""
    least, doubt = MINIMUM[figure]
    return doubt if n < least else None


def severity_doubt(fit: Additive, found: Severity) -> Doubt | None:
    """What stands against reading one evaluator's severity."""
    if not fit.connected:
        return Doubt.NOT_CONNECTED
    if fit.freedom < 1:
        return Doubt.NOTHING_LEFT_OVER
    return too_small(Figure.SEVERITY, found.n)


def adjusted_doubt(fit: Additive, adjusted: float | None, fewest: int | None) -> Doubt | None:
    """What stands against reading an adjusted mean: it is as weak as the severity of its panel that
    rests on fewest evaluations. `fewest` is None where nobody scored.
    """
    if fewest is None:
        return Doubt.TOO_FEW_EVALUATORS
    if adjusted is None:
        return Doubt.NOT_CONNECTED
    if fit.freedom < 1:
        return Doubt.NOTHING_LEFT_OVER
    return too_small(Figure.ADJUSTED, fewest)


def agreement_doubt(found: Agreement) -> Doubt | None:
    """What stands against reading an alpha: few candidacies, or an interval that reaches from
    "unreliable" to "reliable" and so tells neither. An undefined alpha has its own `reason`.
    """
    if found.alpha is None:
        return None
    if doubt := too_small(Figure.AGREEMENT, found.n):
        return doubt
    if found.low is None or found.high is None:
        return None
    return Doubt.WIDE_INTERVAL if found.low < TENTATIVE and found.high >= RELIABLE else None
