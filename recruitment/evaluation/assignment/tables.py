"""A problem as arrays, in an order that does not depend on the order of the names given.

Shapes: A applicants, E evaluators, W different numbers of candidacies ("kinds"). Applicants stand
by kind, so that each kind is one slice.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
import numpy.typing as npt

from recruitment.evaluation.assignment.problem import Applicant, Evaluator, Problem, Seat, Who

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tables(Generic[Seat, Who]):
    applicants: list[Applicant[Who]]
    evaluators: list[Evaluator[Seat]]
    kinds: list[int]  # W: the different numbers of candidacies, ascending
    kind: Integers  # A: index into kinds
    fixed: Flags  # A × E
    free: Flags  # A × E: neither barred nor fixed, so the solver's to decide
    outside: Integers  # A × E: categories that the evaluator has no expertise in
    price: Integers  # A × E: of these, less what keeping a present pair saves
    need: Integers  # A: evaluators still wanted
    cap: Integers  # E: panels allowed; without a cap, more than there could be
    load: Integers  # E: panels that are fixed
    share: Integers  # W × E: fixed panels of each kind

    @property
    def room(self) -> Integers:
        """E: panels still possible, by cap and by conflicts."""
        return np.clip(self.cap - self.load, 0, self.free.sum(axis=0))

    @property
    def starts(self) -> Integers:
        """The first applicant of each kind."""
        return np.searchsorted(self.kind, np.arange(len(self.kinds)))


def key(name: Hashable) -> tuple[int, str]:
    """Shorter first, so that numbers stand by size."""
    text = repr(name)
    return len(text), text


def tables(problem: Problem[Seat, Who]) -> Tables[Seat, Who]:
    applicants = sorted(problem.applicants, key=lambda row: (row.load, key(row.name)))
    evaluators = sorted(problem.evaluators, key=lambda row: key(row.name))
    shape = len(applicants), len(evaluators)
    rows = {row.name: place for place, row in enumerate(applicants)}
    columns = {row.name: place for place, row in enumerate(evaluators)}

    def marked(pairs: Any) -> Flags:
        flags = np.zeros(shape, bool)
        places = [
            (rows[who], columns[seat]) for seat, who in pairs if who in rows and seat in columns
        ]
        if places:
            flags[tuple(np.array(places).T)] = True
        return flags

    kinds = sorted({row.load for row in applicants})
    kind = np.array([kinds.index(row.load) for row in applicants], np.int64)
    fixed = marked(problem.fixed)
    outside = _outside(applicants, evaluators)
    free = ~marked(problem.barred) & ~fixed
    need = np.full(shape[0], problem.panel, np.int64)
    load = np.zeros(shape[1], np.int64)
    for seat, who in problem.fixed:
        if who in rows:
            need[rows[who]] -= 1
        if seat in columns:
            load[columns[seat]] += 1
    endless = len(problem.fixed) + len(applicants) + 1
    caps = [endless if row.cap is None else row.cap for row in evaluators]
    return Tables(
        applicants=applicants,
        evaluators=evaluators,
        kinds=kinds,
        kind=kind,
        fixed=fixed,
        free=free,
        outside=outside,
        price=problem.prices.outside * outside - problem.prices.change * marked(problem.present),
        need=np.maximum(need, 0),
        cap=np.array(caps, np.int64),
        load=load,
        share=np.array(
            [fixed[kind == place].sum(axis=0) for place in range(len(kinds))], np.int64
        ).reshape(len(kinds), shape[1]),
    )


def _outside(applicants: list[Applicant[Who]], evaluators: list[Evaluator[Seat]]) -> Integers:
    """A × E: how many of the applicant's categories the evaluator has no expertise in."""
    known = {name for row in applicants for name in row.categories}
    names = sorted(known, key=key)
    has = [[name in row.categories for name in names] for row in applicants]
    lacks = [[name not in row.expertise for name in names] for row in evaluators]
    return (
        np.array(has, np.int64).reshape(len(applicants), len(names))
        @ np.array(lacks, np.int64).reshape(len(evaluators), len(names)).T
    )
