"""Small committees for the tests of the assignment, and their cost written out a second time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from hypothesis import strategies as st

from recruitment.evaluation.assignment import Applicant, Evaluator, Prices, Problem

Pair = tuple[str, str]
Committee = Problem[str, str]
CATEGORIES = ["x", "y", "z"]
# Close together, so that the properties do not live on one term alone.
CLOSE = Prices(outside=3, uneven=2, change=4, imbalance=5)


def committee(
    seats: int, applicants: int, panel: int, cap: int | None = None, **more: object
) -> Committee:
    """`a1`, `a2`, … with one candidacy each, before evaluators `e1`, `e2`, …"""
    return Problem(
        [Applicant(f"a{number}") for number in range(1, applicants + 1)],
        [Evaluator(f"e{number}", cap=cap) for number in range(1, seats + 1)],
        panel,
        **more,  # type: ignore[arg-type]
    )


@st.composite
def committees(draw: st.DrawFn, most: int = 4, *, pins: bool = True) -> Committee:
    categories = st.frozensets(st.sampled_from(CATEGORIES), max_size=3)
    people = [
        Applicant(f"a{number}", draw(categories), draw(st.integers(1, 2)))
        for number in range(1, draw(st.integers(1, most)) + 1)
    ]
    chairs = [
        Evaluator(f"e{number}", draw(categories), draw(st.none() | st.integers(0, most)))
        for number in range(1, draw(st.integers(1, most)) + 1)
    ]
    pairs = st.sampled_from([(seat.name, who.name) for seat in chairs for who in people])
    few = st.sets(pairs, max_size=3)
    kept = draw(st.sets(pairs, max_size=2)) | draw(st.sets(st.just(("left", "a1")), max_size=1))
    return Problem(
        people,
        chairs,
        draw(st.integers(1, 3)),
        barred=draw(few),
        kept=kept | draw(st.sets(st.just(("e1", "elsewhere")), max_size=1)),
        pinned=draw(st.sets(pairs, max_size=2)) if pins else frozenset(),
        present=draw(st.sets(pairs, max_size=8)) | kept,
        prices=draw(st.sampled_from([CLOSE, Prices()])),
    )


def allowed(problem: Committee) -> Iterator[set[Pair]]:
    """Every assignment there is, by trying all panels of everybody."""
    fixed = {pair for pair in problem.kept if pair not in problem.barred} | set(problem.pinned)
    if fixed & problem.barred:
        return
    choices = []
    for who in problem.applicants:
        panel = {seat for seat, name in fixed if name == who.name}
        pinned = any(pair[1] == who.name and pair not in problem.kept for pair in problem.pinned)
        if len(panel) > problem.panel and pinned:
            return
        others = [
            row.name
            for row in problem.evaluators
            if row.name not in panel and (row.name, who.name) not in problem.barred
        ]
        missing = max(problem.panel - len(panel), 0)
        choices.append(
            [
                {(seat, who.name) for seat in panel.union(more)}
                for more in combinations(others, missing)
            ]
        )
    for panels in product(*choices):
        pairs = set().union(*panels)
        if all(within_cap(problem, fixed, pairs, row) for row in problem.evaluators):
            yield pairs


def within_cap(problem: Committee, fixed: set[Pair], pairs: set[Pair], row: Evaluator[str]) -> bool:
    """Kept ones may exceed a cap; nothing else may."""
    kept = sum(seat == row.name for seat, who in fixed if (seat, who) in problem.kept)
    load = load_of(problem, pairs, row.name)
    return row.cap is None or load <= row.cap or load == kept


def load_of(problem: Committee, pairs: set[Pair], name: str) -> int:
    names = {row.name for row in problem.applicants}
    other = [pair for pair in problem.kept if pair[1] not in names and pair not in problem.barred]
    return sum(seat == name for seat, _who in [*pairs, *other])


def cost(problem: Committee, pairs: set[Pair]) -> int:
    """The formula of problem.py with pairs of loads instead of triangular numbers: for a given sum,
    Σ n² counts every difference between two evaluators.
    """
    people = {row.name: row for row in problem.applicants}
    seats = {row.name: row for row in problem.evaluators}
    inside = [(seats[seat], people[who]) for seat, who in pairs if seat in seats]
    loads = [load_of(problem, pairs, name) for name in seats]
    kinds = [
        [sum(seat.name == name and who.load == kind for seat, who in inside) for name in seats]
        for kind in {row.load for row in problem.applicants}
    ]
    gone = [pair for pair in problem.present - pairs - problem.kept if pair[1] in people]
    return (
        problem.prices.outside * sum(len(who.categories - seat.expertise) for seat, who in inside)
        + problem.prices.uneven * sum(unevenness(row) for row in kinds)
        + problem.prices.change * len(gone)
        + problem.prices.imbalance * unevenness(loads)
    )


def unevenness(loads: list[int]) -> int:
    """Half of Σ n² above the least that the same sum allows, found by levelling step by step."""
    level, spent = sorted(loads), 0
    while level[-1] - level[0] > 1:
        spent += level[-1] - level[0] - 1
        level[0], level[-1] = level[0] + 1, level[-1] - 1
        level.sort()
    return spent


def with_cap_raised(problem: Committee, raised: dict[str, int]) -> Committee:
    rows = [replace(row, cap=raised.get(row.name, row.cap)) for row in problem.evaluators]
    return replace(problem, evaluators=rows)


def with_newcomers(problem: Committee, count: int) -> Committee:
    new = [Evaluator(f"new{number}") for number in range(count)]
    return replace(problem, evaluators=[*problem.evaluators, *new])
