"""Who stands where, and how much that depends on who judged."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from recruitment.evaluation.scoring.resampling import RESAMPLES, SEED, resampled

C = TypeVar("C", bound=Hashable)
E = TypeVar("E", bound=Hashable)

# Scores that agree so far tie. Two panel means of whole points and whole weights are equal or lie
# more than a ten-thousandth apart; what comes after nine decimals is how binary numbers are stored.
DECIMALS = 9


def ranks(scores: Mapping[C, float | None]) -> dict[C, int | None]:
    """Standard competition ranking ("1224"): 1 + how many stand strictly higher.

    Highest first; those without a score come last and have no rank. Ties keep the order in which
    they were given, so give them in an order that tells nothing.
    """
    known = {name: round(score, DECIMALS) for name, score in scores.items() if score is not None}
    found: dict[C, int | None] = {}
    rank, before = 0, None
    for place, name in enumerate(sorted(known, key=lambda name: -known[name]), start=1):
        if known[name] != before:
            rank, before = place, known[name]
        found[name] = rank
    return found | {name: None for name in scores if name not in known}


@dataclass(frozen=True)
class Stability:
    """`share` of the resamples in which the candidacy stood above the line; `n` resamples gave it a
    score. `evaluators` is the size of the committee that was resampled.

    `share` is None when no resample gave a score.
    """

    share: float | None
    n: int
    evaluators: int


def stability(
    scores: Mapping[tuple[C, E], float],
    line: int,
    *,
    evaluators: Sequence[E] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> dict[C, Stability]:
    """How often each candidacy has a rank of `line` or better when the committee is drawn anew.

    Bootstrap over evaluators: each resample draws as many evaluators as there are, with
    replacement; a candidacy's panel mean counts an evaluator as often as they were drawn, and not
    at all when none of its panel was drawn. Asks: had a committee like this one, but another, sat,
    would the same people have passed? A tie at the line is above it, as with `ranks`.
    (H. Goldstein and D. J. Spiegelhalter, "League tables and their limitations", Journal of the
    Royal Statistical Society A 159, 1996, on why a rank needs such a figure beside it.)

    The result depends on the order of `evaluators`: by default that of their names in `scores`, so
    give them sorted by a fixed name.
    """
    candidacies = list(dict.fromkeys(candidacy for candidacy, _evaluator in scores))
    seats = list(dict.fromkeys(evaluators or (evaluator for _candidacy, evaluator in scores)))
    if not candidacies:
        return {}
    at = {name: place for place, name in enumerate(candidacies)}
    by = {name: place for place, name in enumerate(seats)}
    given = np.zeros((len(seats), len(candidacies)))
    seen = np.zeros_like(given)
    for (candidacy, evaluator), score in scores.items():
        given[by[evaluator], at[candidacy]] = score
        seen[by[evaluator], at[candidacy]] = 1
    drawn = resampled(len(seats), resamples, seed)
    voices = drawn @ seen
    judged = voices > 0
    means = np.where(judged, (drawn @ given) / np.where(judged, voices, 1), -np.inf)
    means = means.round(DECIMALS)
    counted = judged.sum(axis=0)
    above = (judged & (means >= _last_above(means, line))).sum(axis=0)
    return {
        name: Stability(hits / times if times else None, times, len(seats))
        for name, hits, times in zip(candidacies, above.tolist(), counted.tolist(), strict=True)
    }


def _last_above(means: np.ndarray, line: int) -> np.ndarray:
    """The score of the rank `line` in each row, as a column: whoever reaches it is above."""
    size = means.shape[1]
    if line <= 0:
        return np.full((len(means), 1), np.inf)
    if line >= size:
        return np.full((len(means), 1), -np.inf)
    return np.partition(means, size - line, axis=1)[:, size - line : size - line + 1]
