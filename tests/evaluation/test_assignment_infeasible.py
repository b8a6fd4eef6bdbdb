"""Where there is no assignment: the right names, the right reason, and ways out that work."""

from dataclasses import replace

import pytest
from hypothesis import given

from recruitment.evaluation.assignment import Infeasible, Reason, Shortage, Solution, solve
from tests.evaluation.committees import (
    Committee,
    allowed,
    committee,
    committees,
    with_cap_raised,
    with_newcomers,
)

HAND = {Reason.PIN_IN_CONFLICT, Reason.TOO_MANY_PINS, Reason.PINS_OVER_CAP}


def answer(problem: Committee) -> Infeasible[str, str]:
    found = solve(problem)
    assert isinstance(found, Infeasible)
    return found


def test_a_committee_smaller_than_a_panel() -> None:
    found = answer(committee(2, 3, 3))
    shortage = Shortage(Reason.TOO_FEW_EVALUATORS, 1, ("a1", "a2", "a3"), ("e1", "e2"))
    assert found == Infeasible((shortage,), more_evaluators=1, smaller_panel=2)


def test_nobody_on_the_committee() -> None:
    shortage = Shortage(Reason.TOO_FEW_EVALUATORS, 2, ("a1",), ())
    assert answer(committee(0, 1, 2)) == Infeasible((shortage,), more_evaluators=2)


def test_only_those_with_too_many_conflicts_are_named() -> None:
    barred = {("e1", "a2"), ("e2", "a2"), ("e1", "a3"), ("e3", "a3"), ("e4", "a3")}
    found = answer(committee(4, 6, 3, barred=barred))
    assert found.shortages == (
        Shortage(Reason.TOO_FEW_EVALUATORS, 1, ("a2",), ("e3", "e4")),
        Shortage(Reason.TOO_FEW_EVALUATORS, 2, ("a3",), ("e2",)),
    )
    assert (found.raised_caps, found.more_evaluators, found.smaller_panel) == ({}, 2, 1)


def test_caps_that_are_too_small_together() -> None:
    found = answer(committee(3, 5, 2, cap=3))
    names = ("a1", "a2", "a3", "a4", "a5")
    shortage = Shortage(Reason.CAPS_IN_TOTAL, 1, names, ("e1", "e2", "e3"))
    assert found.shortages == (shortage,)
    assert list(found.raised_caps.values()) == [4]
    assert (found.more_evaluators, found.smaller_panel) == (1, 1)


def test_a_bottleneck_names_those_who_depend_on_it_and_nobody_else() -> None:
    """a1 to a3 know only e1 and e2, of two places each; a4 to a9 are well served by the others."""
    barred = {(f"e{seat}", f"a{who}") for seat in (3, 4, 5) for who in (1, 2, 3)}
    problem = committee(5, 9, 2, barred=barred)
    caps = [replace(row, cap=2 if row.name in ("e1", "e2") else None) for row in problem.evaluators]
    found = answer(replace(problem, evaluators=caps))
    assert found.shortages == (Shortage(Reason.BOTTLENECK, 2, ("a1", "a2", "a3"), ("e1", "e2")),)
    assert found.raised_caps == {"e1": 3, "e2": 3}
    assert (found.more_evaluators, found.smaller_panel) == (1, 1)


def test_two_bottlenecks_stand_apart() -> None:
    barred = {("e2", "a1"), ("e2", "a2"), ("e1", "a3"), ("e1", "a4")}
    problem = committee(3, 4, 1, cap=1, barred={*barred, *(("e3", f"a{n}") for n in range(1, 5))})
    assert answer(problem).shortages == (
        Shortage(Reason.BOTTLENECK, 1, ("a1", "a2"), ("e1",)),
        Shortage(Reason.BOTTLENECK, 1, ("a3", "a4"), ("e2",)),
    )


@pytest.mark.parametrize(
    ("more", "shortage"),
    [
        (
            {"pinned": {("e1", "a1")}, "barred": {("e1", "a1")}},
            Shortage(Reason.PIN_IN_CONFLICT, 1, ("a1",), ("e1",)),
        ),
        (
            {"pinned": {("e1", "a1"), ("e2", "a1")}, "kept": {("e3", "a1")}},
            Shortage(Reason.TOO_MANY_PINS, 1, ("a1",), ("e1", "e2", "e3")),
        ),
        (
            {"pinned": {("e1", "a1"), ("e1", "a2"), ("e1", "a3")}},
            Shortage(Reason.PINS_OVER_CAP, 1, ("a1", "a2", "a3"), ("e1",)),
        ),
    ],
)
def test_staffs_own_contradictions_come_first(
    more: dict[str, object], shortage: Shortage[str, str]
) -> None:
    assert answer(committee(3, 3, 2, cap=2, **more)) == Infeasible((shortage,))


@given(committees())
def test_infeasible_is_said_exactly_where_nothing_can_be_found(problem: Committee) -> None:
    assert isinstance(solve(problem), Infeasible) == (not any(True for _ in allowed(problem)))


@given(committees())
def test_every_reason_is_true_by_itself(problem: Committee) -> None:
    found = solve(problem)
    if isinstance(found, Infeasible):
        assert found.shortages
        for shortage in found.shortages:
            if shortage.reason not in HAND:
                assert lacking(problem, shortage) == shortage.missing > 0


def lacking(problem: Committee, shortage: Shortage[str, str]) -> int:
    """Needs less what can serve them, counted from the problem: Hall's condition."""
    fixed = (problem.kept - problem.barred) | problem.pinned
    needs, outside = {}, 0
    for who in shortage.applicants:
        free = [
            row.name
            for row in problem.evaluators
            if (row.name, who) not in fixed and (row.name, who) not in problem.barred
        ]
        needs[who] = problem.panel - sum(name == who for _seat, name in fixed)
        if shortage.reason == Reason.TOO_FEW_EVALUATORS:
            assert set(free) == set(shortage.evaluators)
            assert needs[who] - len(free) == shortage.missing
        needs[who] = min(needs[who], len(free))
        outside += len(set(free) - set(shortage.evaluators))
    if shortage.reason == Reason.TOO_FEW_EVALUATORS:
        return shortage.missing
    caps = {row.name: row.cap for row in problem.evaluators}
    taken = [seat for seat, _who in fixed]
    room = sum(max((caps[s] or 0) - taken.count(s), 0) for s in shortage.evaluators)
    return sum(needs.values()) - room - outside


@given(committees(pins=False))
def test_every_way_out_leads_out_and_none_is_wider_than_needed(problem: Committee) -> None:
    found = solve(problem)
    if not isinstance(found, Infeasible):
        return
    assert works(with_newcomers(problem, found.more_evaluators))
    assert not works(with_newcomers(problem, found.more_evaluators - 1))
    if found.smaller_panel:
        assert works(replace(problem, panel=found.smaller_panel))
    for panel in range(found.smaller_panel + 1, problem.panel):
        assert not works(replace(problem, panel=panel))
    if all(row.reason != Reason.TOO_FEW_EVALUATORS for row in found.shortages):
        assert works(with_cap_raised(problem, dict(found.raised_caps)))
        assert places(problem, dict(found.raised_caps)) == sum(r.missing for r in found.shortages)


def places(problem: Committee, raised: dict[str, int]) -> int:
    """What the new caps allow beyond the old ones and beyond what stands already."""
    fixed = [seat for seat, _who in (problem.kept - problem.barred) | problem.pinned]
    caps = {row.name: row.cap or 0 for row in problem.evaluators}
    return sum(new - max(caps[seat], fixed.count(seat)) for seat, new in raised.items())


def works(problem: Committee) -> bool:
    return isinstance(solve(problem), Solution)
