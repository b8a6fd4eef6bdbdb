"""The check of pairs that people choose."""

from recruitment.evaluation.assignment import faults


def test_the_check_names_strangers_conflicts_and_doubles() -> None:
    pairs = [("s1", "a"), ("s9", "a"), ("s1", "z"), ("s2", "a"), ("s1", "a")]
    found = faults(pairs, {"s1", "s2"}, {"a"}, {("s2", "a")})
    assert found == [("s9", "a"), ("s1", "z"), ("s2", "a"), ("s1", "a")]
