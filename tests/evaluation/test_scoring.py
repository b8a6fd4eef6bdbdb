"""The arithmetic of scores."""

import pytest

from recruitment.evaluation.scoring import Marks, Summary, distribution, summarise, weighted


def test_points_are_weighed() -> None:
    assert weighted(Marks([(5, 80), (1, 20)])) == pytest.approx(4.2)


def test_a_summary_has_mean_weighted_score_spread_and_recommendations() -> None:
    summary = summarise([Marks([(5, 80), (1, 20)], "pass"), Marks([(3, 80), (3, 20)], "reserve")])
    assert summary.count == 2
    assert summary.mean == pytest.approx(3.0)
    assert summary.weighted == pytest.approx(3.6)
    assert summary.spread == pytest.approx(1.2)
    assert summary.recommendations == {"pass": 1, "reserve": 1}


def test_nothing_submitted_is_unknown_and_not_zero() -> None:
    assert summarise([]) == Summary(0)
    assert summarise([Marks([])]).weighted is None
    assert Summary(0).spread is None


def test_points_are_counted() -> None:
    assert distribution([1, 5, 5, 3]) == [1, 0, 1, 0, 2]


def test_the_deviation_is_that_of_a_sample() -> None:
    panel = [Marks([(points, 100)]) for points in (2, 4, 4, 4, 5, 5)]
    assert summarise(panel).deviation == pytest.approx(1.0954451)  # √(6 / 5)
    assert summarise(panel[:1]).deviation is None
