"""Ranks with ties, how stable they are, and which figures rest on too little."""

import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from recruitment.evaluation.scoring import (
    Agreement,
    Doubt,
    Figure,
    additive,
    agreement,
    agreement_doubt,
    ranks,
    severity_doubt,
    stability,
    too_small,
)


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    found = ranks({"A": 3.0, "B": None, "C": 4.0, "D": 4.5, "E": 4.0})
    assert list(found.items()) == [("D", 1), ("C", 2), ("E", 2), ("A", 4), ("B", None)]


def test_the_last_binary_digit_breaks_no_tie() -> None:
    assert 0.1 + 0.2 != 0.3
    assert ranks({"A": 0.1 + 0.2, "B": 0.3}) == {"A": 1, "B": 1}


@given(st.dictionaries(st.integers(), st.none() | st.integers(10, 50)))
def test_another_library_ranks_the_same(scores: dict[int, int | None]) -> None:
    known = {name: score for name, score in scores.items() if score is not None}
    theirs = rankdata([-score for score in known.values()], method="min")
    found = ranks(scores)
    assert [found[name] for name in known] == theirs.tolist()
    assert list(found)[len(known) :] == [name for name, score in scores.items() if score is None]


PANELS = {("A", 1): 5.0, ("A", 2): 3.0, ("B", 2): 4.0, ("B", 3): 4.0, ("C", 1): 1.0, ("C", 3): 4.0}


@pytest.mark.parametrize("line", [0, 1, 2, 3, 4])
def test_stability_counted_one_resample_after_the_other(line: int) -> None:
    chance, times, above = random.Random(5), dict.fromkeys("ABC", 0), dict.fromkeys("ABC", 0)
    for _ in range(100):
        drawn = [int(chance.random() * 3) + 1 for _ in range(3)]
        means = {}
        for name in "ABC":
            voices = [PANELS[name, seat] for seat in drawn if (name, seat) in PANELS]
            means[name] = fmean(voices) if voices else None
        for name, rank in ranks(means).items():
            times[name] += rank is not None
            above[name] += rank is not None and rank <= line
    found = stability(PANELS, line, evaluators=[1, 2, 3], resamples=100, seed=5)
    assert {name: one.n for name, one in found.items()} == times
    assert {name: one.share for name, one in found.items()} == pytest.approx(
        {name: above[name] / times[name] for name in "ABC"}
    )
    assert {one.evaluators for one in found.values()} == {3}


def test_who_leads_with_everybody_is_always_above() -> None:
    scores = {(who, seat): float(who) for who in range(1, 6) for seat in range(6)}
    found = stability(scores, 2)
    assert {who: one.share for who, one in found.items()} == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}
    assert stability({}, 2) == {}


def test_too_small_is_a_code_with_a_threshold() -> None:
    assert too_small(Figure.PANEL_MEAN, 1) == Doubt.TOO_FEW_EVALUATORS
    assert too_small(Figure.PANEL_MEAN, 2) is None
    assert too_small(Figure.AGREEMENT, 9) == Doubt.TOO_FEW_CANDIDACIES
    assert too_small(Figure.STABILITY, 4) == Doubt.TOO_FEW_EVALUATORS
    assert all(too_small(figure, 0) for figure in Figure)
    assert not any(too_small(figure, 60) for figure in Figure)


@pytest.mark.parametrize(("n", "reliable"), [(9, False), (10, True)])
def test_below_ten_one_candidacy_makes_agreement_unreliable(n: int, reliable: bool) -> None:
    """What the threshold of `Figure.AGREEMENT` rests on."""
    panels = [[1 + place % 5] * 3 for place in range(n)]
    panels[2] = [1, 3, 5]
    assert ((agreement(panels, resamples=0).alpha or 0) >= 0.8) is reliable


def test_an_interval_from_unreliable_to_reliable_tells_nothing() -> None:
    assert agreement_doubt(Agreement(30, 90, 0.7, 0.5, 0.85)) == Doubt.WIDE_INTERVAL
    assert agreement_doubt(Agreement(30, 90, 0.9, 0.85, 0.95)) is None
    assert agreement_doubt(Agreement(30, 90, 0.3, 0.1, 0.5)) is None
    assert agreement_doubt(Agreement(30, 90, 0.3)) is None
    assert agreement_doubt(Agreement(9, 27, 0.9, 0.85, 0.95)) == Doubt.TOO_FEW_CANDIDACIES
    assert agreement_doubt(Agreement(0, 0)) is None


def test_a_severity_is_doubted_for_the_first_reason_there_is() -> None:
    apart = additive({("A", 1): 3, ("A", 2): 4, ("B", 3): 5})
    assert severity_doubt(apart, apart.severities[1]) == Doubt.NOT_CONNECTED
    exact = additive({("A", 1): 3, ("A", 2): 4})
    assert severity_doubt(exact, exact.severities[1]) == Doubt.NOTHING_LEFT_OVER
    few = additive({(who, by): who % 5 for who in range(5) for by in range(3)})
    assert severity_doubt(few, few.severities[1]) == Doubt.TOO_FEW_EVALUATIONS
    enough = additive({(who, by): who % 5 for who in range(6) for by in range(3)})
    assert severity_doubt(enough, enough.severities[1]) is None
