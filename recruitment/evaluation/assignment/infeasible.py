"""Why there is no assignment: whom it concerns, by how much, and what would allow one.

First the contradictions of staff's own hand. Then applicants who have fewer evaluators without
conflict than their panel lacks. What is left is about caps: with as many of each panel filled as
the conflicts allow, a maximum flow (OR-tools) leaves some applicants short, and its minimum cut
names a bottleneck in Hall's sense: applicants S who depend on evaluators R, where

    what S needs  >  room of R + pairs of S with evaluators outside R

(max-flow min-cut: L. R. Ford, D. R. Fulkerson, 1956; Ahuja, Magnanti, Orlin, Network Flows, 1993,
theorem 6.3). S is what can be reached from the short applicants in the residual network, which is
the smallest cut and does not depend on the flow found; each connected part of it is a bottleneck of
its own. Evaluators without a cap are never in R.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from recruitment.evaluation.assignment.problem import Problem, Seat, Who
from recruitment.evaluation.assignment.tables import Flags, Integers, Tables, key


class Reason(StrEnum):
    PIN_IN_CONFLICT = "pin_in_conflict"  # a pinned pair is barred
    TOO_MANY_PINS = "too_many_pins"  # pinned and submitted ones are more than a panel
    PINS_OVER_CAP = "pins_over_cap"  # pinned and submitted ones are more than a cap
    TOO_FEW_EVALUATORS = "too_few_evaluators"  # all without conflict are not enough for a panel
    CAPS_IN_TOTAL = "caps_in_total"  # all caps together are too small
    BOTTLENECK = (
        "bottleneck"  # these applicants depend on these evaluators, whose caps are too small
    )


@dataclass(frozen=True)
class Shortage(Generic[Seat, Who]):
    """One reason: by how much, for which applicants, and the evaluators it concerns.

    `missing` is: pairs to give up (pin in conflict, too many pins, pins over a cap: or as much cap
    to add); evaluators that each of these applicants lacks (too few: `evaluators` are those they
    have); places that the caps lack together (caps).
    """

    reason: Reason
    missing: int
    applicants: tuple[Who, ...]
    evaluators: tuple[Seat, ...]


@dataclass(frozen=True)
class Infeasible(Generic[Seat, Who]):
    """No assignment, for these reasons.

    Ways out, where staff's hand is not the reason. The caps in `raised_caps` (evaluator: new cap;
    no fewer places would do) cure all reasons but too few evaluators. Either of the others cures
    all: so many more evaluators, without a cap or conflicts with the applicants named; or the
    largest panel that is possible (0: none is).
    """

    shortages: tuple[Shortage[Seat, Who], ...]
    raised_caps: Mapping[Seat, int] = field(default_factory=dict)
    more_evaluators: int = 0
    smaller_panel: int = 0


def contradictions(problem: Problem[Seat, Who]) -> tuple[Shortage[Seat, Who], ...]:
    """Pins that contradict a conflict, the size of the panel, or a cap."""
    fixed = sorted(problem.fixed, key=lambda pair: (key(pair[1]), key(pair[0])))
    found: list[Shortage[Seat, Who]] = [
        Shortage(Reason.PIN_IN_CONFLICT, 1, (who,), (seat,))
        for seat, who in fixed
        if (seat, who) in problem.barred
    ]
    seats, names = defaultdict(list), defaultdict(list)
    for seat, who in fixed:
        names[seat].append(who)
        seats[who].append(seat)
    for who in sorted({who for _seat, who in problem.pinned - problem.kept}, key=key):
        if len(seats[who]) > problem.panel:
            over = len(seats[who]) - problem.panel
            found.append(Shortage(Reason.TOO_MANY_PINS, over, (who,), tuple(seats[who])))
    caps = {row.name: row.cap for row in problem.evaluators}
    for seat in sorted({seat for seat, _who in problem.pinned - problem.kept}, key=key):
        cap = caps[seat]
        if cap is not None and len(names[seat]) > cap:
            over = len(names[seat]) - cap
            found.append(Shortage(Reason.PINS_OVER_CAP, over, tuple(names[seat]), (seat,)))
    return tuple(found)


def explain(problem: Problem[Seat, Who], given: Tables[Seat, Who]) -> Infeasible[Seat, Who]:
    available = np.minimum(given.need, given.free.sum(axis=1))
    few = [*_too_few(given, given.need - available)]
    used, reached = _fill(given, available)
    short = available - used.sum(axis=1)
    return Infeasible(
        shortages=(*few, *_bottlenecks(given, short, reached)),
        raised_caps=_raised(given, used, short),
        more_evaluators=_more(given),
        smaller_panel=_smaller(problem, given),
    )


def _too_few(given: Tables[Seat, Who], lacking: Integers) -> Iterator[Shortage[Seat, Who]]:
    """Applicants with the same evaluators to choose from stand together."""
    alike = defaultdict(list)
    for place in np.flatnonzero(lacking).tolist():
        alike[int(lacking[place]), given.free[place].tobytes()].append(place)
    for (missing, _free), places in alike.items():
        yield Shortage(
            Reason.TOO_FEW_EVALUATORS,
            missing,
            tuple(given.applicants[place].name for place in places),
            _named(given, given.free[places[0]]),
        )


def _named(given: Tables[Seat, Who], seats: Flags) -> tuple[Seat, ...]:
    return tuple(given.evaluators[place].name for place in np.flatnonzero(seats).tolist())


def _bottlenecks(
    given: Tables[Seat, Who], short: Integers, reached: tuple[Flags, Flags]
) -> Iterator[Shortage[Seat, Who]]:
    """The connected parts of the minimum cut, each with its own shortage."""
    people, seats = reached[0].copy(), reached[1]
    while (short * people).any():
        part = np.zeros_like(people)
        part[np.flatnonzero(short * people)[0]] = True
        size = 0
        while part.sum() > size:
            size = part.sum()
            around = seats & given.free[part].any(axis=0)
            part |= people & given.free[:, around].any(axis=1)
        yield Shortage(
            Reason.CAPS_IN_TOTAL if around.all() else Reason.BOTTLENECK,
            int(short[part].sum()),
            tuple(row.name for row, named in zip(given.applicants, part, strict=True) if named),
            _named(given, around),
        )
        people &= ~part


def _raised(given: Tables[Seat, Who], used: Flags, short: Integers) -> dict[Seat, int]:
    """A place more for each that is short, at a free evaluator with the fewest panels."""
    load = given.load + used.sum(axis=0)
    raised: dict[Seat, int] = {}
    for place in np.flatnonzero(short).tolist():
        left = np.flatnonzero(given.free[place] & ~used[place])
        for seat in left[np.argsort(load[left], kind="stable")][: short[place]].tolist():
            load[seat] += 1  # full until now, perhaps beyond the cap by submitted ones
            raised[given.evaluators[seat].name] = int(load[seat])
    return raised


def _more(given: Tables[Seat, Who]) -> int:
    """The fewest new evaluators, without cap and conflicts, with whom every panel could be full."""
    most = int(given.need.max())
    return next(new for new in range(1, most + 1) if _fits(given, np.maximum(given.need - new, 0)))


def _smaller(problem: Problem[Seat, Who], given: Tables[Seat, Who]) -> int:
    """The largest panel that is possible and holds all pins; 0 where there is none."""
    pinned = {who for _seat, who in problem.pinned - problem.kept}
    least = max((sum(w == who for _s, w in problem.fixed) for who in pinned), default=1)
    for less in range(1, problem.panel - least + 1):
        if _fits(given, np.maximum(given.need - less, 0)):
            return problem.panel - less
    return 0


def _fits(given: Tables[Seat, Who], need: Integers) -> bool:
    if (given.free.sum(axis=1) < need).any():
        return False
    return int(_fill(given, need)[0].sum()) == int(need.sum())


def _fill(given: Tables[Seat, Who], need: Integers) -> tuple[Flags, tuple[Flags, Flags]]:
    """As many pairs as needs and room allow, and the applicants and evaluators in the minimum cut
    nearest to those who need.
    """
    size, width = given.free.shape
    who, seat = np.nonzero(given.free)
    source, sink = size + width, size + width + 1
    used = np.zeros_like(given.free)
    solver = SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(
        np.concatenate([who, np.full(size, source), size + np.arange(width)]).astype(np.int32),
        np.concatenate([size + seat, np.arange(size), np.full(width, sink)]).astype(np.int32),
        np.concatenate([np.ones_like(who), need, given.room]),
    )
    status = solver.solve(source, sink)
    if status != solver.OPTIMAL:
        raise RuntimeError(f"The solver gave up: {status}")
    used[who, seat] = solver.flows(arcs)[: len(who)] > 0
    near = np.zeros(size + width + 2, bool)
    near[solver.get_source_side_min_cut()] = True
    return used, (near[:size], near[size : size + width])
