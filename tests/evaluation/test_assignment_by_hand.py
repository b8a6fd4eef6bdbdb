"""The proposal is balanced, free of conflicts and stable; the check believes nobody."""

from hypothesis import given
from hypothesis import strategies as st

from recruitment.evaluation.assignment import faults, propose, shortfalls

SEATS = ["s1", "s2", "s3", "s4", "s5", "s6"]


def loads(pairs: list[tuple[str, str]], candidacies: dict[str, int]) -> list[int]:
    return [sum(candidacies[who] for seat, who in pairs if seat == chair) for chair in SEATS]


def test_every_applicant_gets_a_panel_and_loads_are_even() -> None:
    candidacies = {f"a{number}": 1 for number in range(30)}
    pairs = propose(SEATS, candidacies, [], [], 3)
    assert loads(pairs, candidacies) == [15] * 6
    assert shortfalls(candidacies, pairs, 3) == {}


def test_a_person_with_several_candidacies_counts_for_all_of_them() -> None:
    candidacies = {"a": 3, "b": 1, "c": 1, "d": 1}
    pairs = propose(["s1", "s2"], candidacies, [], [], 1)
    heavy = next(seat for seat, who in pairs if who == "a")
    assert [seat for seat, who in pairs if who != "a"] == [
        seat for seat in ("s1", "s2") if seat != heavy
    ] * 3


def test_conflicts_are_never_proposed_and_a_short_panel_is_named() -> None:
    barred = [("s1", "a"), ("s2", "a")]
    pairs = propose(["s1", "s2", "s3"], {"a": 1, "b": 1}, barred, [], 2)
    assert not set(pairs) & set(barred)
    assert shortfalls({"a": 1, "b": 1}, pairs, 2) == {"a": 1}


def test_what_is_assigned_stands_and_counts() -> None:
    assert propose(SEATS, {"a": 1}, [], [("s1", "a"), ("s2", "a")], 3) == [("s3", "a")]
    assert propose(SEATS, {"a": 1}, [], [("s1", "a"), ("s2", "a"), ("s9", "a")], 3) == []


def test_the_check_names_strangers_conflicts_and_doubles() -> None:
    pairs = [("s1", "a"), ("s9", "a"), ("s1", "z"), ("s2", "a"), ("s1", "a")]
    found = faults(pairs, {"s1", "s2"}, {"a"}, {("s2", "a")})
    assert found == [("s9", "a"), ("s1", "z"), ("s2", "a"), ("s1", "a")]


@given(
    st.integers(1, 8),
    st.lists(st.integers(1, 3), max_size=15),
    st.integers(1, 4),
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 14)), max_size=30),
)
def test_a_proposal_always_passes_the_check(
    seats: int, sizes: list[int], panel: int, barred: set[tuple[int, int]]
) -> None:
    candidacies = dict(enumerate(sizes))
    chairs = list(range(seats))
    pairs = propose(chairs, candidacies, barred, [], panel)
    assert faults(pairs, chairs, list(candidacies), barred) == []
    for who, missing in shortfalls(candidacies, pairs, panel).items():
        free = sum((chair, who) not in barred for chair in chairs)
        assert panel - missing == free  # short only where nobody else could have been asked
