"""Solve a problem: the optimal assignment with its bill and its proof, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

import numpy as np

from recruitment.evaluation.assignment.flow import cheapest
from recruitment.evaluation.assignment.infeasible import Infeasible, contradictions, explain
from recruitment.evaluation.assignment.potentials import prove
from recruitment.evaluation.assignment.problem import Bill, Problem, Proof, Seat, Who
from recruitment.evaluation.assignment.tables import Flags, Integers, Tables, key, tables


@dataclass(frozen=True)
class Solution(Generic[Seat, Who]):
    """Pairs (evaluator, applicant) in a fixed order, against what stands now.

    `standing` stay, of them `kept` and `pinned` whatever they cost; void pairs (kept, but barred)
    are in neither. `panels` and `candidacies` are each evaluator's load with this assignment.
    """

    standing: tuple[tuple[Seat, Who], ...]
    added: tuple[tuple[Seat, Who], ...]
    removed: tuple[tuple[Seat, Who], ...]
    panels: Mapping[Seat, int]
    candidacies: Mapping[Seat, int]
    bill: Bill
    proof: Proof[Seat, Who]

    @property
    def pairs(self) -> tuple[tuple[Seat, Who], ...]:
        return self.standing + self.added


def solve(problem: Problem[Seat, Who]) -> Solution[Seat, Who] | Infeasible[Seat, Who]:
    """The same problem gives the same answer, in whatever order its names come."""
    found = contradictions(problem)
    if found:
        return Infeasible(found)
    given = tables(problem)
    chosen = cheapest(given, problem.prices)
    if chosen is None:
        return explain(problem, given)
    return _solution(problem, given, chosen)


def _solution(
    problem: Problem[Seat, Who], given: Tables[Seat, Who], chosen: Flags
) -> Solution[Seat, Who]:
    loads = {row.name: row.load for row in given.applicants}
    fixed = {pair for pair in problem.fixed if pair[1] in loads}
    pairs = fixed | {
        (given.evaluators[seat].name, given.applicants[who].name)
        for who, seat in np.argwhere(chosen).tolist()
    }
    now = {pair for pair in problem.present if pair[1] in loads} | (fixed & problem.kept)
    removed = now - pairs - problem.kept
    panels = given.load + chosen.sum(axis=0)
    candidacies = dict.fromkeys((row.name for row in given.evaluators), 0)
    for seat, who in pairs:
        if seat in candidacies:
            candidacies[seat] += loads[who]
    return Solution(
        standing=_in_order(pairs & now),
        added=_in_order(pairs - now),
        removed=_in_order(removed),
        panels={row.name: int(load) for row, load in zip(given.evaluators, panels, strict=True)},
        candidacies=candidacies,
        bill=_bill(problem, given, chosen, len(removed)),
        proof=prove(given, chosen, problem.prices),
    )


def _in_order(pairs: Iterable[tuple[Seat, Who]]) -> tuple[tuple[Seat, Who], ...]:
    return tuple(sorted(pairs, key=lambda pair: (key(pair[1]), key(pair[0]))))


def _bill(
    problem: Problem[Seat, Who], given: Tables[Seat, Who], chosen: Flags, removed: int
) -> Bill:
    share = given.share + np.add.reduceat(chosen, given.starts, axis=0, dtype=np.int64)
    return Bill(
        outside=int((given.outside * (chosen | given.fixed)).sum()),
        uneven=sum(_excess(row) for row in share),
        changes=removed,
        imbalance=_excess(given.load + chosen.sum(axis=0)),
        prices=problem.prices,
    )


def _excess(loads: Integers) -> int:
    """How much higher Σ T(n) is than with loads that differ by one at most."""
    each, over = divmod(int(loads.sum()), max(len(loads), 1))
    even = each + (np.arange(len(loads)) < over)
    return int((loads * (loads - 1) - even * (even - 1)).sum()) // 2
