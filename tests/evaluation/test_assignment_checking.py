"""The checker believes nobody: pairs, cost and proof, each tampered with."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.evaluation.assignment import (
    Applicant,
    Evaluator,
    Problem,
    Proof,
    Rule,
    Solution,
    check,
    solve,
)
from recruitment.evaluation.assignment.checking import _bill
from recruitment.evaluation.assignment.potentials import prove
from recruitment.evaluation.assignment.tables import tables
from tests.evaluation.committees import Committee, allowed, committee, committees, cost

PROBLEM: Committee = Problem(
    [Applicant(f"a{n}", {"x"} if n % 2 else {"y"}, 1 + n // 4) for n in range(6)],
    [
        Evaluator("e1", {"x"}, cap=4),
        Evaluator("e2", {"y"}),
        Evaluator("e3", {"x"}),
        Evaluator("e4"),
    ],
    2,
    barred={("e3", "a0")},
    kept={("e1", "a1"), ("left", "a4")},
    pinned={("e2", "a3")},
)
ANSWER = solve(PROBLEM)
assert isinstance(ANSWER, Solution)
PAIRS = set(ANSWER.pairs)


def rules(pairs: list[tuple[str, str]] | set[tuple[str, str]]) -> set[Rule]:
    return {rule for rule, _name in check(PROBLEM, pairs, ANSWER.bill, ANSWER.proof)}


def test_the_true_one_passes() -> None:
    assert rules(PAIRS) == set()


@pytest.mark.parametrize(
    ("lost", "extra", "rule"),
    [
        ([("e1", "a0")], [("e3", "a0")], Rule.CONFLICT),
        ([("e1", "a1")], [("e2", "a1"), ("e3", "a1")], Rule.FIXED),
        ([("e2", "a3")], [("e1", "a3"), ("e3", "a3")], Rule.FIXED),
        ([("e1", "a1")], [], Rule.PANEL),
        ([], [(f"e{n}", "a1") for n in range(1, 5)], Rule.PANEL),
        ([], [("e9", "a0")], Rule.STRANGER),
        ([], [("e1", "a9")], Rule.STRANGER),
        ([("e2", "a0")], [("left", "a0")], Rule.STRANGER),  # submitted for a4, and gone
        ([], [("e1", f"a{n}") for n in range(6)], Rule.CAP),
    ],
)
def test_every_hard_rule_is_checked(
    lost: list[tuple[str, str]], extra: list[tuple[str, str]], rule: Rule
) -> None:
    assert rule in rules(PAIRS.difference(lost).union(extra))


@pytest.mark.parametrize(("cap", "rule"), [(1, Rule.CAP), (None, Rule.PANEL)])
def test_pins_excuse_neither_a_cap_nor_a_panel(cap: int | None, rule: Rule) -> None:
    pinned = {(seat, who) for seat in ("e1", "e2") for who in ("a1", "a2")}
    problem = committee(2, 2, 2 if cap else 1, cap=cap, pinned=pinned)
    bill, proof = ANSWER.bill, ANSWER.proof
    assert rule in {name for name, _subject in check(problem, pinned, bill, proof)}


def test_a_pair_twice_is_found() -> None:
    assert rules([*PAIRS, ("e2", "a3")]) == {Rule.DOUBLE}


def test_a_polished_bill_is_found() -> None:
    bill = replace(ANSWER.bill, outside=ANSWER.bill.outside - 1)
    assert check(PROBLEM, PAIRS, bill, ANSWER.proof) == [(Rule.BILL, bill.total)]


@given(committees(most=3))
def test_no_dearer_assignment_passes_with_the_proof_of_the_optimum(problem: Committee) -> None:
    """Strong: every other assignment, with an honest bill, passes exactly if it costs as little."""
    answer = solve(problem)
    if isinstance(answer, Solution):
        for pairs in allowed(problem):
            found = check(problem, pairs, _bill(problem, pairs), answer.proof)
            assert (found == []) == (cost(problem, pairs) == answer.bill.total)


@given(committees(most=3), st.data())
def test_no_potentials_prove_a_dearer_assignment(problem: Committee, data: st.DataObject) -> None:
    everything = list(allowed(problem))
    if everything:
        pairs = data.draw(st.sampled_from(everything))
        answer = solve(problem)
        assert isinstance(answer, Solution)
        numbers = st.integers(-3, 3)

        def shaken(values: dict) -> dict:  # type: ignore[type-arg]
            return {name: value + data.draw(numbers) for name, value in values.items()}

        proof = Proof(
            shaken(dict(answer.proof.applicants)),
            shaken(dict(answer.proof.desks)),
            shaken(dict(answer.proof.evaluators)),
        )
        if check(problem, pairs, _bill(problem, pairs), proof) == []:
            assert cost(problem, pairs) == answer.bill.total


@pytest.mark.parametrize("part", ["applicants", "desks", "evaluators"])
def test_tampered_potentials_are_found(part: str) -> None:
    values = dict(getattr(ANSWER.proof, part))
    for name in values:
        for change in (-(10**12), 10**12):
            proof = replace(ANSWER.proof, **{part: values | {name: values[name] + change}})
            assert check(PROBLEM, PAIRS, ANSWER.bill, proof) != []
    values.popitem()
    proof = replace(ANSWER.proof, **{part: values})
    assert check(PROBLEM, PAIRS, ANSWER.bill, proof) == [(Rule.OPTIMUM, "potentials")]


def test_a_flow_that_is_not_optimal_has_no_proof() -> None:
    given = tables(replace(PROBLEM, kept=frozenset(), pinned=frozenset()))
    chosen = np.zeros_like(given.free)
    chosen[:, :2] = True  # everybody to the first two, the third idle
    with pytest.raises(RuntimeError, match="not optimal"):
        prove(given, chosen, PROBLEM.prices)
