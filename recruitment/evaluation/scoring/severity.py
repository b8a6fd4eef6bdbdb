"""How strict each evaluator is, and what the panel means would be had all been equally strict.

The two-way additive model of an incomplete block design:

    score_ij = mu + candidacy_i + evaluator_j + rest_ij

fitted by least squares to the weighted scores that exist. An evaluator's *severity* is the negative
of their effect: 0.3 means "gave three tenths of a point less than the others would have", as in
J. M. Linacre, Many-Facet Rasch Measurement (MESA Press, 1989), where severity is subtracted.

Only differences of effects are determined (R. C. Bose, "Least square aspects of analysis of
variance", 1949: the design must be connected). Two conventions fix the rest:

- Severities are centred so that their mean, weighted by how many evaluations each evaluator gave,
  is 0. Then the adjusted scores of all evaluations sum to what was given: an adjustment moves
  points between candidacies and hands out none.
- Where the design falls into parts that share neither a candidacy nor an evaluator, each part is
  centred by itself. A severity says something only within its part, and nothing is adjusted across:
  see `Additive.adjusted_among`.

The model knows no taste: an evaluator who is stricter with some applicants only is not understood
by it. That is why adjusted figures inform and raw ones decide.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

C = TypeVar("C", bound=Hashable)
E = TypeVar("E", bound=Hashable)


@dataclass(frozen=True)
class Severity:
    """One evaluator: severity (positive is strict), the n evaluations it rests on, its standard
    error (None where nothing is left over to estimate it from), and the part of the design.
    """

    n: int
    severity: float
    error: float | None
    part: int


@dataclass(frozen=True)
class Additive(Generic[C, E]):
    """The fitted model.

    `raw` and `adjusted` are panel means of each scored candidacy, `n` the size of its panel. `part`
    is the part of the design a candidacy belongs to, from 0. `freedom` is what is left over: number
    of scores − candidacies − evaluators + parts; `residual` the standard deviation of what the
    model does not explain, None when nothing is left over.
    """

    severities: Mapping[E, Severity]
    raw: Mapping[C, float]
    adjusted: Mapping[C, float]
    n: Mapping[C, int]
    part: Mapping[C, int]
    parts: int
    freedom: int
    residual: float | None

    @property
    def connected(self) -> bool:
        return self.parts <= 1

    def adjusted_among(self, candidacies: Collection[C]) -> dict[C, float | None]:
        """The adjusted panel means of these, to be compared with one another.

        None for those without a score, and None for all when they lie in different parts of the
        design: no evaluator links them, so no difference in severity can be told from one in merit.
        """
        comparable = len({self.part[name] for name in candidacies if name in self.part}) == 1
        return {name: self.adjusted.get(name) if comparable else None for name in candidacies}


def additive(scores: Mapping[tuple[C, E], float]) -> Additive[C, E]:
    """Fit the model to one weighted score for each (candidacy, evaluator).

    By the reduced normal equations of the block design ("intrablock analysis", D. C. Montgomery,
    Design and Analysis of Experiments, on balanced incomplete blocks): with the candidacies
    eliminated, evaluator effects b solve A b = q, where

        A = diag(n_j) − Nᵀ diag(1 / n_i) N        N_ij = 1 where j scored i
        q_j = Σ_i (score_ij − mean_i)             over the candidacies that j scored

    A is singular once for each part of the design; adding the part's matrix of ones makes it
    regular without touching any difference. The adjusted panel mean of i is its raw mean plus the
    mean severity of its panel. Takes one system in the number of evaluators, however many
    candidacies there are.
    """
    candidacies = list(dict.fromkeys(candidacy for candidacy, _evaluator in scores))
    evaluators = list(dict.fromkeys(evaluator for _candidacy, evaluator in scores))
    if not scores:
        return Additive({}, {}, {}, {}, {}, 0, 0, None)
    at = {name: place for place, name in enumerate(candidacies)}
    by = {name: place for place, name in enumerate(evaluators)}
    rows = np.array([at[candidacy] for candidacy, _evaluator in scores])
    columns = np.array([by[evaluator] for _candidacy, evaluator in scores])
    given = np.array(list(scores.values()), dtype=float)

    panel, load = np.bincount(rows), np.bincount(columns)
    raw = np.bincount(rows, given) / panel
    seen = np.zeros((len(candidacies), len(evaluators)))
    seen[rows, columns] = 1
    part_of_candidacy, part_of_evaluator = _parts(seen)
    ones = (part_of_evaluator[:, None] == part_of_evaluator).astype(float)

    inverse = np.linalg.inv(np.diag(load) - seen.T @ (seen / panel[:, None]) + ones)
    centring = np.eye(len(evaluators)) - ones * load / (ones @ load)[:, None]
    severity = -centring @ inverse @ np.bincount(columns, given - raw[rows])
    adjusted = raw + seen @ severity / panel

    parts = int(part_of_evaluator.max()) + 1
    freedom = len(scores) - len(candidacies) - len(evaluators) + parts
    residual = None
    errors: Sequence[float | None] = [None] * len(evaluators)
    if freedom:
        rest = given - adjusted[rows] + severity[columns]
        residual = float(np.sqrt(rest @ rest / freedom))
        variances = np.diag(centring @ inverse @ centring.T).clip(0)
        errors = (residual * np.sqrt(variances)).tolist()
    severities = zip(
        load.tolist(), severity.tolist(), errors, part_of_evaluator.tolist(), strict=True
    )
    return Additive(
        severities={
            name: Severity(*found) for name, found in zip(evaluators, severities, strict=True)
        },
        raw=dict(zip(candidacies, raw.tolist(), strict=True)),
        adjusted=dict(zip(candidacies, adjusted.tolist(), strict=True)),
        n=dict(zip(candidacies, panel.tolist(), strict=True)),
        part=dict(zip(candidacies, part_of_candidacy.tolist(), strict=True)),
        parts=parts,
        freedom=freedom,
        residual=residual,
    )


def _parts(seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which connected part each row and each column of the incidence matrix belongs to, from 0."""
    rows, columns = np.full(len(seen), -1), np.full(seen.shape[1], -1)
    number = 0
    for first in range(seen.shape[1]):
        if columns[first] >= 0:
            continue
        reached = np.arange(seen.shape[1]) == first
        size = 0
        while reached.sum() > size:
            size = reached.sum()
            linked = seen[:, reached].any(axis=1)
            reached = seen[linked].any(axis=0)
        rows[linked], columns[reached] = number, number
        number += 1
    return rows, columns
