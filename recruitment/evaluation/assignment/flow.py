"""The assignment as a minimum-cost flow, solved by OR-tools (cost scaling, push-relabel).

Every applicant supplies as many units as its panel still lacks. One unit flows

    applicant → desk (e, w) → evaluator e → sink

over an arc of capacity 1 for each pair that is free, at the price of the pair; the desk collects
e's panels with w candidacies. The convex costs of load stand as parallel arcs of capacity 1 at
rising prices from desk to evaluator and from evaluator to sink (Ahuja, Magnanti, Orlin, Network
Flows, 1993, section 14.3: an optimal flow fills the cheap ones first). Only the steps near the
average are written out; one wide arc at the next step's price stands for the rest, and where more
than one unit uses it, the network is built again with twice the steps, so that the optimum is the
true one.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from recruitment.evaluation.assignment.problem import Prices, Seat, Who
from recruitment.evaluation.assignment.tables import Flags, Integers, Tables

SPARE = 8  # steps beyond twice the average: enough for all but the most lopsided conflicts


@dataclass(frozen=True)
class Arcs:
    tails: Integers
    heads: Integers
    capacities: Integers
    prices: Integers


def cheapest(given: Tables[Seat, Who], prices: Prices) -> Flags | None:
    """A × E: the free pairs of an optimal assignment; None where there is no assignment at all."""
    if not given.need.any():
        return np.zeros_like(given.free)
    if not given.free.any():
        return None
    average = (given.need.sum() + given.load.sum()) // len(given.evaluators)
    steps = int(2 * average + SPARE)
    while True:
        found = _solved(given, prices, steps, int(average))
        if found is None or found[1]:
            return None if found is None else found[0]
        steps *= 2


def _solved(
    given: Tables[Seat, Who], prices: Prices, steps: int, average: int
) -> tuple[Flags, bool] | None:
    """The free pairs chosen, and whether the steps were enough."""
    size, width, kinds = *given.free.shape, len(given.kinds)
    who, seat = np.nonzero(given.free)
    desks = size + np.arange(kinds * width)
    evaluators = size + kinds * width + np.arange(width)
    sink = size + kinds * width + width
    pairs = Arcs(
        who, size + given.kind[who] * width + seat, np.ones_like(who), given.price[who, seat]
    )
    of_kind = np.add.reduceat(given.free, given.starts, axis=0, dtype=np.int64)
    desk_steps = _steps(
        desks,
        np.tile(evaluators, kinds),
        np.minimum(of_kind, given.room).ravel(),
        given.share.ravel(),
        steps,
        prices.uneven,
    )
    load_steps = _steps(
        evaluators,
        np.full(width, sink),
        given.room,
        given.load - average,  # a shift that every unit pays alike keeps the numbers small
        steps,
        prices.imbalance,
    )
    parts = [pairs, desk_steps, load_steps]
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([part.tails for part in parts]).astype(np.int32),
        np.concatenate([part.heads for part in parts]).astype(np.int32),
        np.concatenate([part.capacities for part in parts]),
        np.concatenate([part.prices for part in parts]),
    )
    nodes = np.append(np.arange(size), sink).astype(np.int32)
    solver.set_nodes_supplies(nodes, np.append(given.need, -given.need.sum()))
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise RuntimeError(f"The solver gave up: {status}")
    flow = solver.flows(arcs)
    chosen = np.zeros_like(given.free)
    chosen[who, seat] = flow[: len(who)] > 0
    return chosen, not (flow[len(who) :] > 1).any()


def _steps(
    tails: Integers, heads: Integers, room: Integers, begun: Integers, steps: int, price: int
) -> Arcs:
    """For each (tail, head): arcs of capacity 1 at price × begun, × (begun + 1), … and one for what
    is beyond `steps`. Few enough that a wide one of capacity 1 is exact.
    """
    count = np.minimum(room, steps)
    owner = np.repeat(np.arange(len(room)), count)
    rank = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    wide = np.flatnonzero(room > steps)
    owner = np.append(owner, wide)
    return Arcs(
        tails[owner],
        heads[owner],
        np.append(np.ones_like(rank), room[wide] - steps),
        price * (begun[owner] + np.append(rank, np.full(len(wide), steps))),
    )
