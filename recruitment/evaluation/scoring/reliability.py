"""How far the evaluators agree on one criterion: Krippendorff's alpha with a bootstrap interval.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E:

    alpha = 1 − D_o / D_e = 1 − (n − 1) Σ_ck o_ck δ²_ck / Σ_ck n_c n_k δ²_ck

where o_ck counts, over all units (candidacies) with two ratings or more, the ordered pairs of
ratings (c, k) by different evaluators, each divided by the unit's number of ratings less one; n_c
are the row sums of o, n their total. 1 is perfect agreement, 0 what chance would give, below 0
worse than that. Evaluators who did not rate a unit are simply absent.

The points of an anchored scale are ordered, but nobody says that 1 and 2 are as far apart as 4 and
5: the metric is the ordinal one, in which the distance of two points is how many ratings lie
between them,

    δ_ck = n_c/2 + n_(c+1) + … + n_(k−1) + n_k/2.

The interval resamples units with replacement (Efron 1979), recomputes alpha with its own δ for each
resample, and takes the percentiles 2.5 and 97.5. (Krippendorff's own algorithm resamples pairs of
ratings; pairs of one candidacy depend on each other, so whole candidacies are drawn here, as in A.
Zapf et al., "Measuring inter-rater reliability for nominal data", BMC Medical Research Methodology
16:93, 2016.) Resamples without any variation have no alpha and are left out; where more than one in
twenty is, there is no interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from recruitment.evaluation.scoring.resampling import RESAMPLES, SEED, resampled

COVERAGE = (2.5, 97.5)
MOST_LEFT_OUT = 0.05


class Undefined(StrEnum):
    """Why there is no alpha."""

    NO_PAIRS = "no_pairs"  # no candidacy with two ratings
    NO_VARIATION = "no_variation"  # all ratings the same: nothing that chance could get wrong


class Metric(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True)
class Agreement:
    """`n` candidacies with two ratings or more, `ratings` on them; `alpha` is None with a reason
    when undefined, the interval None when it was not asked for or rests on too few resamples.
    """

    n: int
    ratings: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    reason: Undefined | None = None


def agreement(
    units: Sequence[Sequence[int]],
    *,
    metric: Metric = Metric.ORDINAL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """Alpha of the ratings that each unit got, in any order; units with fewer than two are left
    out. `resamples=0` leaves out the interval, which is what takes time.

    The interval depends on the order of the units: give them in the order of a fixed name.
    """
    pairable = [ratings for ratings in units if len(ratings) > 1]
    count = sum(len(ratings) for ratings in pairable)
    if not pairable:
        return Agreement(0, 0, reason=Undefined.NO_PAIRS)
    values = sorted({rating for ratings in pairable for rating in ratings})
    if len(values) == 1:
        return Agreement(len(pairable), count, reason=Undefined.NO_VARIATION)
    pairs = _coincidences(pairable, values)
    alpha = float(_alphas(pairs.sum(axis=0)[None], values, metric)[0])
    low, high = None, None
    if resamples:
        drawn = resampled(len(pairable), resamples, seed)
        sums = (drawn @ pairs.reshape(len(pairs), -1)).reshape(-1, *pairs.shape[1:])
        low, high = _interval(_alphas(sums, values, metric))
    return Agreement(len(pairable), count, alpha, low, high)


def _coincidences(units: Sequence[Sequence[int]], values: Sequence[int]) -> np.ndarray:
    """Each unit's share of the coincidence matrix: its pairs, divided by its ratings less one."""
    at = {value: place for place, value in enumerate(values)}
    counts = np.zeros((len(units), len(values)))
    for place, ratings in enumerate(units):
        for rating in ratings:
            counts[place, at[rating]] += 1
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(len(values))
    pairs[:, diagonal, diagonal] -= counts  # nobody is paired with themselves
    return pairs / (counts.sum(axis=1) - 1)[:, None, None]


def _alphas(pairs: np.ndarray, values: Sequence[int], metric: Metric) -> np.ndarray:
    """Alpha for each coincidence matrix of a stack; nan where nothing varies."""
    each = pairs.sum(axis=2)
    total = each.sum(axis=1)
    apart = _squared_distances(each, values, metric)
    observed = (pairs * apart).sum(axis=(1, 2))
    expected = (each[:, :, None] * each[:, None, :] * apart).sum(axis=(1, 2))
    with np.errstate(invalid="ignore"):
        return np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan)


def _squared_distances(each: np.ndarray, values: Sequence[int], metric: Metric) -> np.ndarray:
    """δ² for each stack of counts.

    The ordinal distance of two points is the difference of their middle ranks.
    """
    if metric == Metric.NOMINAL:
        return np.broadcast_to(1 - np.eye(len(values)), (len(each), len(values), len(values)))
    if metric == Metric.INTERVAL:
        places = np.broadcast_to(np.array(values, dtype=float), each.shape)
    else:
        places = each.cumsum(axis=1) - each / 2
    apart: np.ndarray = (places[:, :, None] - places[:, None, :]) ** 2
    return apart


def _interval(alphas: np.ndarray) -> tuple[float | None, float | None]:
    defined = alphas[~np.isnan(alphas)]
    if len(defined) < (1 - MOST_LEFT_OUT) * len(alphas):
        return None, None
    low, high = np.percentile(defined, COVERAGE)
    return float(low), float(high)
