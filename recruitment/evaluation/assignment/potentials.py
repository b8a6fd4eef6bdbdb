"""Node potentials from a flow: shortest paths in the residual network, by Bellman–Ford.

A flow is optimal exactly when its residual network has no cycle of negative cost, and then the
shortest distances d from anywhere satisfy d(j) ≤ d(i) + c(i, j) on every residual arc: reduced
costs of zero or more, which is the proof (Ahuja, Magnanti, Orlin, Network Flows, 1993, theorems 9.1
and 9.3). All distances begin at 0, as from a source with a free arc to every node, and every round
relaxes all arcs of one layer at once as a matrix of A × E. There is no fixed number of rounds: the
distances stop changing after as many as the longest shortest path has arcs.
"""

import numpy as np

from recruitment.evaluation.assignment.problem import Prices, Proof, Seat, Who
from recruitment.evaluation.assignment.tables import Flags, Integers, Tables

FAR = np.int64(2**60)  # no arc; twice that still fits into 64 bits


def prove(given: Tables[Seat, Who], chosen: Flags, prices: Prices) -> Proof[Seat, Who]:
    """Raises where the chosen pairs are not optimal: then there are no potentials."""
    distances = _shortest(given, chosen, prices)
    if distances is None:
        raise RuntimeError("The residual network has a negative cycle: the flow is not optimal.")
    applicants, desks, evaluators, sink = distances
    seats = [row.name for row in given.evaluators]
    return Proof(
        applicants={
            row.name: int(value - sink)
            for row, value in zip(given.applicants, applicants, strict=True)
        },
        desks={
            (seat, load): int(desks[kind, place] - sink)
            for kind, load in enumerate(given.kinds)
            for place, seat in enumerate(seats)
        },
        evaluators={seat: int(value - sink) for seat, value in zip(seats, evaluators, strict=True)},
    )


def _shortest(
    given: Tables[Seat, Who], chosen: Flags, prices: Prices
) -> tuple[Integers, Integers, Integers, int] | None:
    """Distances of A applicants, W × E desks, E evaluators and the sink; None if they never
    settle.
    """
    size, width = given.free.shape
    kinds = len(given.kinds)
    there = np.where(given.free & ~chosen, given.price, FAR)
    who, seat = np.nonzero(chosen)
    back = given.kind[who], seat, -given.price[who, seat]
    moved = np.zeros((kinds, width), np.int64)
    np.add.at(moved, (given.kind[who], seat), 1)
    held, load = given.share + moved, given.load + moved.sum(axis=0)
    desk_back = np.where(moved > 0, -prices.uneven * (held - 1), FAR)
    sink_on = np.where(load < given.cap, prices.imbalance * load, FAR)
    sink_back = np.where(moved.sum(axis=0) > 0, -prices.imbalance * (load - 1), FAR)
    applicants, desks = np.zeros(size, np.int64), np.zeros((kinds, width), np.int64)
    evaluators, sink, total = np.zeros(width, np.int64), 0, np.int64(0)
    for _round in range(size + kinds * width + width + 2):
        if size:
            reached = np.minimum.reduceat(applicants[:, None] + there, given.starts, axis=0)
            desks = np.minimum(desks, reached)
        evaluators = np.minimum(evaluators, (desks + prices.uneven * held).min(axis=0, initial=FAR))
        sink = min(sink, int((evaluators + sink_on).min(initial=FAR)))
        evaluators = np.minimum(evaluators, sink + sink_back)
        desks = np.minimum(desks, evaluators + desk_back)
        np.minimum.at(applicants, who, desks[back[0], back[1]] + back[2])
        before, total = total, applicants.sum() + desks.sum() + evaluators.sum() + sink
        if total == before:  # distances only ever fall, so none did
            return applicants, desks, evaluators, sink
    return None
