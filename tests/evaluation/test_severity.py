"""The two-way additive model: a textbook's numbers, another solver, and what must hold always."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.sparse.linalg import lsqr

from recruitment.evaluation.scoring import additive

# D. C. Montgomery, Design and Analysis of Experiments, the catalyst experiment: four catalysts in
# four batches of three. Candidacies are catalysts, evaluators batches. Published: treatment effects
# −9/8, −7/8, −4/8, 20/8 on a grand mean of 72.5, an error mean square of 3.25 / 5.
CATALYSTS = {
    (1, 1): 73, (1, 2): 74, (1, 4): 71,
    (2, 2): 75, (2, 3): 67, (2, 4): 72,
    (3, 1): 73, (3, 2): 75, (3, 3): 68,
    (4, 1): 75, (4, 3): 72, (4, 4): 75,
}  # fmt: skip


def test_the_catalyst_experiment_has_its_published_effects() -> None:
    fit = additive(CATALYSTS)
    assert fit.adjusted == pytest.approx({1: 71.375, 2: 71.625, 3: 72.0, 4: 75.0})
    assert fit.raw == pytest.approx({1: 218 / 3, 2: 214 / 3, 3: 72.0, 4: 74.0})
    assert (fit.freedom, fit.parts, fit.connected) == (5, 1, True)
    assert fit.residual == pytest.approx((3.25 / 5) ** 0.5)
    # The variance of a treatment effect in a balanced design: k (a − 1) / (λ a²) × 0.65; batches
    # and catalysts stand symmetrically here.
    assert fit.severities[1].error == pytest.approx((3 * 3 / (2 * 16) * 0.65) ** 0.5)
    assert {batch: found.n for batch, found in fit.severities.items()} == dict.fromkeys(
        (1, 2, 3, 4), 3
    )


def test_a_strict_panel_is_raised_and_a_mild_one_lowered() -> None:
    """Worked by hand: 1 and 2 both judge B; 1 gives one point less. A had the strict one alone."""
    fit = additive({("A", 1): 3, ("B", 1): 3, ("B", 2): 4, ("C", 2): 4})
    assert fit.raw == {"A": 3, "B": 3.5, "C": 4}
    assert {name: found.severity for name, found in fit.severities.items()} == pytest.approx(
        {1: 0.5, 2: -0.5}
    )
    assert fit.adjusted == pytest.approx({"A": 3.5, "B": 3.5, "C": 3.5})
    assert fit.residual is None  # nothing is left over
    assert fit.severities[1].error is None


def test_parts_that_nobody_links_are_not_compared() -> None:
    fit = additive({("A", 1): 3, ("A", 2): 4, ("B", 3): 5, ("B", 4): 3})
    assert (fit.parts, fit.connected) == (2, False)
    assert fit.adjusted_among(["A", "B"]) == {"A": None, "B": None}
    assert fit.adjusted_among(["A"]) == {"A": pytest.approx(3.5)}
    assert [fit.severities[name].part for name in (1, 2, 3, 4)] == [0, 0, 1, 1]
    assert fit.severities[3].severity == pytest.approx(-1)


def test_without_scores_there_is_nothing() -> None:
    fit = additive({})
    assert (fit.severities, fit.parts, fit.residual) == ({}, 0, None)
    assert fit.adjusted_among(["A"]) == {"A": None}


def test_who_has_no_score_is_none_among_those_who_have() -> None:
    fit = additive({("A", 1): 3, ("A", 2): 4})
    assert fit.adjusted_among(["A", "Z"]) == {"A": pytest.approx(3.5), "Z": None}


@st.composite
def designs(draw: st.DrawFn) -> dict[tuple[int, int], float]:
    """Panels of one to four out of two to six evaluators, with scores to a tenth."""
    evaluators = draw(st.integers(2, 6))
    panels = draw(st.lists(st.sets(st.integers(1, evaluators), min_size=1, max_size=4), min_size=1))
    return {
        (candidacy, evaluator): draw(st.integers(10, 50)) / 10
        for candidacy, panel in enumerate(panels)
        for evaluator in sorted(panel)
    }


@given(designs())
def test_another_solver_finds_the_same_fit(scores: dict[tuple[int, int], float]) -> None:
    fit = additive(scores)
    candidacies, evaluators = sorted(fit.raw), sorted(fit.severities)
    width = len(candidacies) + len(evaluators)
    design = np.zeros((len(scores), width))
    for place, (candidacy, evaluator) in enumerate(scores):
        design[place, candidacies.index(candidacy)] = 1
        design[place, len(candidacies) + evaluators.index(evaluator)] = 1
    given_ = np.array(list(scores.values()))
    ours = np.array(
        [fit.adjusted[who] - fit.severities[by].severity for who, by in scores], dtype=float
    )
    dense, _rest, rank, _values = np.linalg.lstsq(design, given_)
    assert design @ dense == pytest.approx(ours, abs=1e-8)
    sparse = lsqr(design, given_, atol=1e-13, btol=1e-13, iter_lim=10_000)[0]
    assert design @ sparse == pytest.approx(ours, abs=1e-6)
    assert fit.parts == width - rank
    assert fit.freedom == len(scores) - rank


@given(designs(), st.integers(-20, 20))
def test_a_stricter_evaluator_changes_no_difference(
    scores: dict[tuple[int, int], float], tenths: int
) -> None:
    """All adjusted means move by the same: what the evaluator took away, spread over all scores."""
    before = additive(scores)
    assume(before.connected)
    who = next(iter(before.severities))
    moved = {pair: score + (pair[1] == who) * tenths / 10 for pair, score in scores.items()}
    after = additive(moved)
    shift = tenths / 10 * before.severities[who].n / len(scores)
    assert after.adjusted == pytest.approx(
        {name: score + shift for name, score in before.adjusted.items()}, abs=1e-8
    )
    assert after.residual == pytest.approx(before.residual, abs=1e-6)


@given(designs())
def test_an_adjustment_hands_out_nothing(scores: dict[tuple[int, int], float]) -> None:
    fit = additive(scores)
    assert sum(fit.adjusted[who] for who, _by in scores) == pytest.approx(sum(scores.values()))
    centre = sum(found.n * found.severity for found in fit.severities.values())
    assert centre == pytest.approx(0, abs=1e-8)


@given(designs())
def test_the_order_of_the_rows_does_not_matter(scores: dict[tuple[int, int], float]) -> None:
    fit, other = additive(scores), additive(dict(reversed(scores.items())))
    assert other.adjusted == pytest.approx(fit.adjusted, abs=1e-8)


def test_when_everybody_judges_everybody_nothing_is_adjusted() -> None:
    fit = additive({(who, by): (who * by) % 5 + 1 for who in range(6) for by in range(4)})
    assert fit.adjusted == pytest.approx(fit.raw)
