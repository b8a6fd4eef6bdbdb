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
from collections.abc import Collection, Hashable, Iterator
from enum import StrEnum

from recruitment.evaluation.assignment.problem import Bill, Problem, Proof, Seat, Who


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
    fixed = {pair for pair in problem.kept - problem.barred | problem.pinned if pair[1] in names}
    seats = {row.name for row in problem.evaluators} | {seat for seat, _who in fixed}
    for seat, who in pairs:
        if seat not in seats or who not in names:
            yield Rule.STRANGER, (seat, who)
    yield from ((Rule.DOUBLE, pair) for pair, times in Counter(pairs).items() if times > 1)
    yield from ((Rule.CONFLICT, pair) for pair in set(pairs) & problem.barred)
    yield from ((Rule.FIXED, pair) for pair in fixed - set(pairs))
    panels, standing = (Counter(who for _seat, who in rows) for rows in (set(pairs), fixed))
    for who in names:
        if panels[who] != max(problem.panel, standing[who]):
            yield Rule.PANEL, who
    loads, kept = _loads(problem, set(pairs)), _loads(problem, fixed)
    for row in problem.evaluators:
        if row.cap is not None and loads[row.name] > max(row.cap, kept[row.name]):
            yield Rule.CAP, row.name


def _unproven(
    problem: Problem[Seat, Who], pairs: Collection[tuple[Seat, Who]], proof: Proof[Seat, Who]
) -> Iterator[Fault]:
    """Reduced costs of all pairs, desks and evaluators."""
    price, fixed = problem.prices, problem.kept - problem.barred | problem.pinned
    loads, here, moved = _loads(problem, pairs), Counter[Hashable](), Counter[Hashable]()
    for who in problem.applicants:
        for seat in problem.evaluators:
            pair, desk = (seat.name, who.name), (seat.name, who.load)
            used = pair in pairs
            here[desk] += used
            if pair in fixed or pair in problem.barred:
                continue
            moved[desk] += used
            cost = price.outside * len(who.categories - seat.expertise)
            cost += proof.applicants[who.name] - proof.desks[desk]
            cost -= price.change if pair in problem.present else 0
            if cost > 0 if used else cost < 0:
                yield Rule.OPTIMUM, pair
    for desk, potential in proof.desks.items():
        step = proof.evaluators[desk[0]] - potential
        if step > price.uneven * here[desk] or (
            moved[desk] and step < price.uneven * (here[desk] - 1)
        ):
            yield Rule.OPTIMUM, desk
    for seat in problem.evaluators:
        load, step = loads[seat.name], -proof.evaluators[seat.name]
        movable = any(moved[seat.name, kind] for kind in {row.load for row in problem.applicants})
        if (seat.cap is None or load < seat.cap) and step > price.imbalance * load:
            yield Rule.OPTIMUM, seat.name
        elif movable and step < price.imbalance * (load - 1):
            yield Rule.OPTIMUM, seat.name


def _loads(problem: Problem[Seat, Who], pairs: Collection[tuple[Seat, Who]]) -> Counter[Seat]:
    """Panels of each evaluator, with those of applicants outside this run."""
    names = {row.name for row in problem.applicants}
    elsewhere = [pair for pair in problem.kept - problem.barred if pair[1] not in names]
    return Counter(seat for seat, _who in [*pairs, *elsewhere])


def _bill(problem: Problem[Seat, Who], pairs: Collection[tuple[Seat, Who]]) -> Bill:
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
