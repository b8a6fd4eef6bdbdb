"""Krippendorff's alpha: published numbers, the `krippendorff` package, and its interval."""

import random

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recruitment.evaluation.scoring import Agreement, Metric, Undefined, agreement
from recruitment.evaluation.scoring.resampling import resampled

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): data C, four observers,
# twelve units, missing values; the same as the example of R's irr::kripp.alpha.
CLASSICAL = """
A 1 2 3 3 2 1 4 1 2 . . .
B 1 2 3 3 2 2 4 1 2 5 . 3
C . 3 3 3 2 3 4 2 2 5 1 .
D 1 2 3 3 2 4 4 1 2 5 1 .
"""
# The same paper: A, binary, and B, nominal (a–e as 1–5), two observers each.
BINARY = """
Meg  0 1 0 0 0 0 0 0 1 0
Owen 1 1 1 0 0 1 0 0 0 0
"""
NOMINAL = """
Ben   1 1 2 2 4 3 3 3 5 4 4 1
Gerry 2 1 2 2 2 3 3 3 5 4 4 4
"""
# The computational example of the Wikipedia article on the coefficient: three coders, 15 units.
THREE_CODERS = """
A . . . . . 3 4 1 2 1 1 3 3 . 3
B 1 . 2 1 3 3 4 3 . . . . . . .
C . . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""


def units(table: str) -> list[list[int]]:
    rows = [line.split()[1:] for line in table.strip().splitlines()]
    return [[int(cell) for cell in column if cell != "."] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("table", "metric", "alpha"),
    [
        (CLASSICAL, Metric.ORDINAL, 0.815),
        (CLASSICAL, Metric.NOMINAL, 0.743),
        (CLASSICAL, Metric.INTERVAL, 0.849),
        (BINARY, Metric.NOMINAL, 0.095),
        (NOMINAL, Metric.NOMINAL, 0.692),
        (THREE_CODERS, Metric.NOMINAL, 0.691),
        (THREE_CODERS, Metric.INTERVAL, 0.811),
    ],
)
def test_published_examples(table: str, metric: Metric, alpha: float) -> None:
    assert agreement(units(table), metric=metric, resamples=0).alpha == pytest.approx(
        alpha, abs=5e-4
    )


def test_a_unit_with_one_rating_is_not_counted() -> None:
    found = agreement(units(CLASSICAL), resamples=0)
    assert (found.n, found.ratings) == (11, 40)


PANELS = st.lists(st.lists(st.integers(1, 5), max_size=4), min_size=1, max_size=12)


@given(PANELS, st.sampled_from(Metric))
def test_the_package_finds_the_same(panels: list[list[int]], metric: Metric) -> None:
    found = agreement(panels, metric=metric, resamples=0)
    assume(found.reason is None)
    table = np.full((4, len(panels)), np.nan)
    for place, ratings in enumerate(panels):
        table[: len(ratings), place] = ratings
    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=metric.value)
    assert found.alpha == pytest.approx(theirs, abs=1e-9)


@given(PANELS)
def test_the_order_of_panels_and_ratings_does_not_matter(panels: list[list[int]]) -> None:
    turned = [ratings[::-1] for ratings in panels[::-1]]
    assert agreement(turned, resamples=0).alpha == pytest.approx(
        agreement(panels, resamples=0).alpha
    )


@given(PANELS)
def test_ordinal_agreement_knows_order_only(panels: list[list[int]]) -> None:
    stretched = [[rating**3 for rating in ratings] for ratings in panels]
    assert agreement(stretched, resamples=0).alpha == pytest.approx(
        agreement(panels, resamples=0).alpha
    )


def test_perfect_agreement_is_one_with_a_narrow_interval() -> None:
    found = agreement([[points] * 3 for points in (1, 2, 3, 4, 5, 3, 3, 2, 4, 4)])
    assert (found.alpha, found.low, found.high) == (1, 1, 1)


@pytest.mark.parametrize(
    ("panels", "expected"),
    [
        ([], Agreement(0, 0, reason=Undefined.NO_PAIRS)),
        ([[3], [], [4]], Agreement(0, 0, reason=Undefined.NO_PAIRS)),
        ([[3, 3], [3, 3, 3], [5]], Agreement(2, 5, reason=Undefined.NO_VARIATION)),
    ],
)
def test_undefined_has_a_reason(panels: list[list[int]], expected: Agreement) -> None:
    assert agreement(panels) == expected


def test_the_interval_is_that_of_the_package_over_the_same_resamples() -> None:
    """Written out with the standard library's random numbers and somebody else's alpha."""
    panels = [ratings for ratings in units(CLASSICAL) if len(ratings) > 1]
    table = np.full((4, len(panels)), np.nan)
    for place, ratings in enumerate(panels):
        table[: len(ratings), place] = ratings
    chance = random.Random(7)
    theirs = []
    for _ in range(200):
        drawn = [int(chance.random() * len(panels)) for _ in panels]
        theirs.append(krippendorff.alpha(table[:, drawn], level_of_measurement="ordinal"))
    found = agreement(panels, resamples=200, seed=7)
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(theirs, (2.5, 97.5))))
    assert found == agreement(panels, resamples=200, seed=7)


def test_too_many_resamples_without_variation_give_no_interval() -> None:
    found = agreement([[1, 1], [1, 1], [2, 2]])  # one draw in four has only 1s, or only 2s
    assert found.alpha == 1
    assert (found.low, found.high) == (None, None)


def test_resamples_draw_as_many_as_there_are() -> None:
    drawn = resampled(6, 50, 3)
    assert drawn.shape == (50, 6)
    assert (drawn.sum(axis=1) == 6).all()
    chance = random.Random(3)
    first = [int(chance.random() * 6) for _ in range(6)]
    assert drawn[0].tolist() == [first.count(thing) for thing in range(6)]
