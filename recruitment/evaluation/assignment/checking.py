"""Is this assignment allowed, and is it optimal? Plain Python that shares nothing with the solver.

It takes the problem as stated, the pairs, the bill and the potentials, and derives all prices from
the problem itself, so a network built wrongly cannot pass. Optimality is complementary slackness
for convex costs (Ahuja, Magnanti, Orlin, Network Flows, 1993, theorem 9.3 and section 14.3): with
potentials p, an open pair that is not used must not be worth using (reduced cost ≥ 0), one that is
used must not be worth leaving (≤ 0), and the price between desk and evaluator, and evaluator and
sink, must lie between what the last panel cost and what the next one would. Where all of this
holds, no assignment whatever costs less.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Set
from enum import StrEnum

from recruitment.evaluation.assignment.problem import (
    Applicant,
    Bill,
    Evaluator,
    Problem,
    Proof,
    Seat,
    Who,
)


class Rule(StrEnum):
    STRANGER = "stranger"  # a pair that names nobody of this run
    DOUBLE = "double"  # a pair that stands twice
    CONFLICT = "conflict"
    FIXED = "fixed"  # a submitted or pinned pair is missing
    PANEL = "panel"  # not exactly as many evaluators as a panel has
    CAP = "cap"
    BILL = "bill"  # the cost is not made up as stated
    OPTIMUM = "optimum"  # the potentials do not prove it


Fault = tuple[Rule, Hashable]  # and the name, or pair of names, that it is about


def check(
    problem: Problem[Seat, Who],
    pairs: Collection[tuple[Seat, Who]],
    bill: Bill,
    proof: Proof[Seat, Who],
) -> list[Fault]:
    """Everything wrong with these pairs; empty: allowed, and proven optimal."""
    found = [*_broken(problem, pairs)]
    if _bill(problem, set(pairs)) != bill:
        found.append((Rule.BILL, bill.total))
    return found or [*_unproven(problem, set(pairs), proof)]


def _broken(problem: Problem[Seat, Who], pairs: Collection[tuple[Seat, Who]]) -> Iterator[Fault]:
    """Hard rules, each on its own."""
    names = {row.name for row in problem.applicants}
    fixed = {pair for pair in (problem.kept - problem.barred) | problem.pinned if pair[1] in names}
    seats = {row.name for row in problem.evaluators}
    for seat, who in pairs:
        if who not in names or (seat not in seats and (seat, who) not in fixed):
            yield Rule.STRANGER, (seat, who)
    yield from ((Rule.DOUBLE, pair) for pair, times in Counter(pairs).items() if times > 1)
    yield from ((Rule.CONFLICT, pair) for pair in set(pairs) & problem.barred)
    yield from ((Rule.FIXED, pair) for pair in fixed - set(pairs))
    kept = fixed & problem.kept  # these alone may be more than a panel or a cap allows
    panels, standing = (Counter(who for _seat, who in rows) for rows in (set(pairs), kept))
    for who in names:
        if panels[who] != max(problem.panel, standing[who]):
            yield Rule.PANEL, who
    loads, submitted = _loads(problem, set(pairs)), _loads(problem, kept)
    for row in problem.evaluators:
        if row.cap is not None and loads[row.name] > max(row.cap, submitted[row.name]):
            yield Rule.CAP, row.name


def _unproven(
    problem: Problem[Seat, Who], pairs: Set[tuple[Seat, Who]], proof: Proof[Seat, Who]
) -> Iterator[Fault]:
    kinds = {row.load for row in problem.applicants}
    names, seats = ({row.name for row in rows} for rows in (problem.applicants, problem.evaluators))
    desks = {(seat, kind) for seat in seats for kind in kinds}
    priced = proof.applicants.keys(), proof.desks.keys(), proof.evaluators.keys()
    if priced != (names, desks, seats):
        yield Rule.OPTIMUM, "potentials"
    else:
        yield from _unproven_pairs(problem, pairs, proof)
        yield from _unproven_loads(problem, pairs, proof)


def _unproven_pairs(
    problem: Problem[Seat, Who], pairs: Set[tuple[Seat, Who]], proof: Proof[Seat, Who]
) -> Iterator[Fault]:
    """Reduced costs from applicant to desk."""
    closed = problem.kept | problem.pinned | problem.barred
    for who in problem.applicants:
        for seat in problem.evaluators:
            pair = seat.name, who.name
            cost = proof.applicants[who.name] - proof.desks[seat.name, who.load]
            cost += _price(problem, seat, who)
            if pair not in closed and (cost > 0 if pair in pairs else cost < 0):
                yield Rule.OPTIMUM, pair


def _unproven_loads(
    problem: Problem[Seat, Who], pairs: Set[tuple[Seat, Who]], proof: Proof[Seat, Who]
) -> Iterator[Fault]:
    """Reduced costs from desk to evaluator, and from evaluator to sink."""
    kinds = {row.name: row.load for row in problem.applicants}
    here = Counter((seat, kinds[who]) for seat, who in pairs)
    fixed = problem.kept | problem.pinned
    moved = Counter((seat, kinds[who]) for seat, who in pairs if (seat, who) not in fixed)
    for (seat, kind), potential in proof.desks.items():
        step, load = proof.evaluators[seat] - potential, here[seat, kind]
        if not _between(step, problem.prices.uneven, load, moved[seat, kind] > 0, may_grow=True):
            yield Rule.OPTIMUM, (seat, kind)
    loads, busy = _loads(problem, pairs), {seat for seat, _kind in moved}
    for row in problem.evaluators:
        step, load = -proof.evaluators[row.name], loads[row.name]
        may_grow = row.cap is None or load < row.cap
        if not _between(step, problem.prices.imbalance, load, row.name in busy, may_grow=may_grow):
            yield Rule.OPTIMUM, row.name


def _price(problem: Problem[Seat, Who], seat: Evaluator[Seat], who: Applicant[Who]) -> int:
    stands = (seat.name, who.name) in problem.present
    strange = len(who.categories - seat.expertise)
    return problem.prices.outside * strange - problem.prices.change * stands


def _between(step: int, price: int, load: int, may_shrink: bool, *, may_grow: bool) -> bool:
    """Not below what the last panel cost, not above what the next would."""
    return (not may_grow or step <= price * load) and (not may_shrink or step >= price * (load - 1))


def _loads(problem: Problem[Seat, Who], pairs: Collection[tuple[Seat, Who]]) -> Counter[Seat]:
    """Panels of each evaluator, with those of applicants outside this run."""
    names = {row.name for row in problem.applicants}
    elsewhere = [pair for pair in problem.kept - problem.barred if pair[1] not in names]
    return Counter(seat for seat, _who in [*pairs, *elsewhere])


def _bill(problem: Problem[Seat, Who], pairs: Set[tuple[Seat, Who]]) -> Bill:
    people = {row.name: row for row in problem.applicants}
    seated = {row.name: row for row in problem.evaluators}
    inside = [(seated[s], people[w]) for s, w in pairs if s in seated and w in people]
    loads, kinds = _loads(problem, pairs), Counter((s.name, w.load) for s, w in inside)
    return Bill(
        outside=sum(len(who.categories - seat.expertise) for seat, who in inside),
        uneven=sum(
            _excess([kinds[seat, kind] for seat in seated])
            for kind in {row.load for row in people.values()}
        ),
        changes=sum(
            pair not in pairs and pair[1] in people and pair not in problem.kept
            for pair in problem.present
        ),
        imbalance=_excess([loads[seat] for seat in seated]),
        prices=problem.prices,
    )


def _excess(loads: list[int]) -> int:
    """Σ n (n − 1) / 2, less the least it could be for the same sum."""
    each, over = divmod(sum(loads), len(loads)) if loads else (0, 0)
    least = len(loads) * (each * (each - 1) // 2) + over * each
    return sum(load * (load - 1) // 2 for load in loads) - least
