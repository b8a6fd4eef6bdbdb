"""The assignment is optimal, balanced, quiet and the same in any order: against brute force on
small committees, and against another solver on middle ones.
"""

import random
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from recruitment.evaluation.assignment import (
    Applicant,
    Evaluator,
    Infeasible,
    Prices,
    Problem,
    Solution,
    check,
    solve,
)
from recruitment.evaluation.assignment.problem import Bill
from tests.evaluation.committees import CLOSE, Committee, allowed, committee, committees, cost


def solved(problem: Committee) -> Solution[str, str]:
    """The solution, which the checker believes."""
    answer = solve(problem)
    assert isinstance(answer, Solution)
    assert check(problem, answer.pairs, answer.bill, answer.proof) == []
    return answer


@given(committees())
def test_no_assignment_of_all_is_cheaper(problem: Committee) -> None:
    everything = list(allowed(problem))
    if everything:
        answer = solved(problem)
        assert set(answer.pairs) in everything
        assert answer.bill.total == min(cost(problem, pairs) for pairs in everything)
        assert answer.bill.total == cost(problem, set(answer.pairs))
    else:
        assert isinstance(solve(problem), Infeasible)


@given(committees(), st.randoms(use_true_random=False))
def test_the_order_of_names_decides_nothing(problem: Committee, dice: random.Random) -> None:
    people, chairs = list(problem.applicants), list(problem.evaluators)
    dice.shuffle(people)
    dice.shuffle(chairs)
    assert solve(replace(problem, applicants=people, evaluators=chairs)) == solve(problem)


@given(committees())
def test_running_again_changes_nothing(problem: Committee) -> None:
    answer = solve(problem)
    if isinstance(answer, Solution):
        again = solved(replace(problem, present=set(answer.pairs)))
        assert (again.added, again.removed) == ((), ())


@given(committees(pins=False), st.data())
def test_one_new_conflict_changes_as_little_as_balance_allows(
    problem: Committee, data: st.DataObject
) -> None:
    problem = replace(problem, prices=Prices())
    first = solve(problem)
    if not isinstance(first, Solution):
        return
    conflict = data.draw(st.sampled_from(first.pairs))
    then = replace(problem, barred={*problem.barred, conflict}, present=set(first.pairs))
    everything = list(allowed(then))
    if everything:
        prices = Prices(outside=0, uneven=0)
        best = min(cost(replace(then, prices=prices), pairs) for pairs in everything)
        bill = solved(then).bill
        assert replace(bill, prices=prices).total == best


def test_loads_differ_by_one_at_most_and_no_pair_is_a_conflict() -> None:
    dice = random.Random(1)
    barred = {(f"e{dice.randint(1, 8)}", f"a{number}") for number in range(1, 61)}
    answer = solved(committee(8, 60, 3, barred=barred))
    assert sorted(answer.panels.values()) == [22] * 4 + [23] * 4
    assert not set(answer.pairs) & barred


def test_people_with_several_candidacies_are_spread_too() -> None:
    people = [Applicant(f"a{n}", load=3 if n < 8 else 1) for n in range(40)]
    answer = solved(Problem(people, [Evaluator(f"e{n}") for n in range(4)], 1))
    assert set(answer.panels.values()) == {10}
    assert set(answer.candidacies.values()) == {14}


def test_expertise_decides_between_equal_loads() -> None:
    people = [Applicant(f"a{n}", {"x"} if n % 2 else {"y"}) for n in range(6)]
    chairs = [Evaluator("e1", {"x"}), Evaluator("e2", {"y"})]
    answer = solved(Problem(people, chairs, 1))
    assert answer.bill.total == 0
    assert {who for seat, who in answer.pairs if seat == "e1"} == {"a1", "a3", "a5"}


def test_pins_and_submitted_ones_stand_whatever_they_cost() -> None:
    fixed = {("e1", f"a{number}") for number in range(1, 5)}
    answer = solved(committee(4, 4, 2, pinned=fixed))
    assert fixed <= set(answer.pairs)
    answer = solved(committee(4, 4, 2, cap=2, kept=fixed))
    assert (fixed <= set(answer.pairs), answer.panels["e1"]) == (True, 4)


def test_a_submitted_one_in_conflict_is_void_and_its_panel_filled() -> None:
    answer = solved(committee(3, 1, 2, barred={("e1", "a1")}, kept={("e1", "a1")}))
    assert answer.pairs == (("e2", "a1"), ("e3", "a1"))
    assert answer.removed == ()  # it is submitted: nobody takes it back


def test_those_who_left_count_for_the_panel_and_others_for_the_load() -> None:
    kept = {("left", "a1"), ("e1", "elsewhere")}
    answer = solved(committee(2, 1, 2, kept=kept))
    assert set(answer.pairs) == {("left", "a1"), ("e2", "a1")}
    assert answer.panels == {"e1": 1, "e2": 1}


def test_what_was_assigned_to_somebody_who_left_is_taken_away() -> None:
    answer = solved(committee(2, 1, 1, present={("left", "a1"), ("e1", "elsewhere")}))
    assert (answer.added, answer.removed) == ((("e1", "a1"),), (("left", "a1"),))
    assert answer.bill.lines[1] == ("changes", 1, Prices().change)


def test_a_newcomer_takes_over_no_more_than_a_fair_share() -> None:
    first = solved(committee(3, 12, 2))
    then = solved(committee(4, 12, 2, present=set(first.pairs)))
    assert set(then.panels.values()) == {6}
    assert len(then.removed) == len(then.added) == 6
    assert {seat for seat, _who in then.added} == {"e4"}


@pytest.mark.parametrize("steps", [1, 2])
def test_lopsided_conflicts_are_solved_beyond_the_first_steps(
    steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two evaluators must read nearly all, and share it evenly all the same."""
    monkeypatch.setattr("recruitment.evaluation.assignment.flow.SPARE", steps)
    barred = {(f"e{e}", f"a{a}") for e in range(3, 21) for a in range(1, 41)}
    answer = solved(committee(20, 41, 1, barred=barred))
    assert {answer.panels["e1"], answer.panels["e2"]} == {20}


@pytest.mark.parametrize("seed", range(6))
def test_another_solver_finds_nothing_cheaper(seed: int) -> None:
    problem = middle(seed)
    assert solved(problem).bill.total == pytest.approx(by_highs(problem))


def middle(seed: int) -> Committee:
    dice = random.Random(seed)
    seats, people = [f"e{n}" for n in range(8)], [f"a{n}" for n in range(30)]
    pairs = [(seat, who) for seat in seats for who in people]
    barred = set(dice.sample(pairs, 40))
    kept = {pair for pair in dice.sample(pairs, 8) if pair not in barred}

    def some() -> set[str]:
        return set(dice.sample("vwxyz", dice.randint(1, 3)))

    return Problem(
        [Applicant(who, some(), dice.randint(1, 3)) for who in people],
        [Evaluator(seat, some(), cap=dice.choice([None, 14, 16])) for seat in seats],
        3,
        barred=barred,
        kept=kept,
        present=set(dice.sample(pairs, 60)) | kept,
        prices=CLOSE,
    )


def by_highs(problem: Committee) -> float:
    """The least cost as an integer programme: a variable for each pair and each step of load."""
    pairs = [(seat, who) for seat in problem.evaluators for who in problem.applicants]
    kinds = sorted({who.load for who in problem.applicants})
    counters = [(seat, kind) for seat in problem.evaluators for kind in [None, *kinds]]
    most, price = len(problem.applicants), problem.prices
    costs = [
        price.outside * len(who.categories - seat.expertise)
        - price.change * ((seat.name, who.name) in problem.present - problem.kept)
        for seat, who in pairs
    ]
    for _seat, kind in counters:
        costs += [(price.uneven if kind else price.imbalance) * step for step in range(most)]
    rows, low, high = [], [], []

    def rule(of_pairs: list[bool], of_steps: int | None, least: float, greatest: float) -> None:
        steps = np.zeros((len(counters), most))
        if of_steps is not None:
            steps[of_steps] = -1
        rows.append(np.concatenate([np.array(of_pairs, float), steps.ravel()]))
        low.append(least)
        high.append(greatest)

    for someone in problem.applicants:
        rule([who is someone for _seat, who in pairs], None, problem.panel, problem.panel)
    for place, (chair, kind) in enumerate(counters):
        mine = [seat is chair and kind in (None, who.load) for seat, who in pairs]
        rule(mine, place, 0, 0)
        if kind is None and chair.cap is not None:
            rule(mine, None, 0, chair.cap)
    fixed = [(seat.name, who.name) in problem.kept for seat, who in pairs]
    shut = [(seat.name, who.name) in problem.barred for seat, who in pairs]
    steps = len(costs) - len(pairs)
    found = milp(
        costs,
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(fixed + [0] * steps, [not no for no in shut] + [1] * steps),
        integrality=np.ones(len(costs)),
    )
    gone = problem.present - problem.kept
    return found.fun + price.change * len(gone) - least_steps(problem, kinds)


def least_steps(problem: Committee, kinds: list[int]) -> int:
    """What the steps cost at the least, which the bill leaves out."""
    seats, price, total = len(problem.evaluators), problem.prices, 0
    for kind in [None, *kinds]:
        people = sum(kind in (None, who.load) for who in problem.applicants)
        each = [place // seats for place in range(people * problem.panel)]
        total += sum(each) * (price.uneven if kind else price.imbalance)
    return total


def test_the_bill_adds_up() -> None:
    bill = Bill(outside=7, uneven=2, changes=3, imbalance=1, prices=Prices(1, 10, 100, 1000))
    assert bill.total == 1327
    assert [name for name, _count, _price in bill.lines] == [
        "imbalance",
        "changes",
        "uneven",
        "outside",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"panel": 0},
        {"applicants": [Applicant("a1"), Applicant("a1")]},
        {"applicants": [Applicant("a1", load=0)]},
        {"evaluators": [Evaluator("e1"), Evaluator("e1")]},
        {"evaluators": [Evaluator("e1", cap=-1)]},
        {"pinned": {("e1", "nobody")}},
    ],
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        replace(committee(1, 1, 1), **wrong)  # type: ignore[arg-type]


def test_nobody_to_assign_is_an_empty_assignment() -> None:
    assert solved(committee(2, 0, 3)).pairs == ()
    assert solved(committee(0, 0, 3)).pairs == ()


def test_the_assignment_knows_no_database() -> None:
    code = "import sys, recruitment.evaluation.assignment; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
