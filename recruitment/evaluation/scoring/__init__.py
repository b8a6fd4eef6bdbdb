"""The arithmetic of scores, in the open: pure functions, each with its formula and its source.

Raw scores decide; adjusted ones inform. Every figure has its n, and `smallness` says when that is
too small to mean anything.
"""

from recruitment.evaluation.scoring.means import (
    DISAGREEMENT,
    Marks,
    Summary,
    deviation,
    disagree,
    distribution,
    summarise,
    weighted,
)
from recruitment.evaluation.scoring.ranking import Stability, ranks, stability
from recruitment.evaluation.scoring.reliability import Agreement, Metric, Undefined, agreement
from recruitment.evaluation.scoring.resampling import RESAMPLES, SEED
from recruitment.evaluation.scoring.severity import Additive, Severity, additive
from recruitment.evaluation.scoring.smallness import (
    RELIABLE,
    TENTATIVE,
    Doubt,
    Figure,
    adjusted_doubt,
    agreement_doubt,
    severity_doubt,
    too_small,
)

__all__ = [
    "RELIABLE",
    "TENTATIVE",
    "DISAGREEMENT",
    "RESAMPLES",
    "SEED",
    "Additive",
    "Agreement",
    "Doubt",
    "Figure",
    "Marks",
    "Metric",
    "Severity",
    "Stability",
    "Summary",
    "Undefined",
    "additive",
    "adjusted_doubt",
    "agreement",
    "agreement_doubt",
    "deviation",
    "disagree",
    "distribution",
    "ranks",
    "severity_doubt",
    "stability",
    "summarise",
    "too_small",
    "weighted",
]
