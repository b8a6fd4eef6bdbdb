"""Letters before the scores are due: to whom, when, and once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from procrastinate.contrib.django import app

from accounts.models import User
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import Evaluation
from tests.evaluation import situations

Letters = Callable[[], list[dict[str, Any]]]
DUE = dt.date(2026, 12, 10)


@pytest.fixture
def due(evaluating: Round, evaluations: list[Evaluation]) -> Round:
    Round.objects.filter(pk=evaluating.pk).update(evaluation_due_on=DUE)
    return evaluating


def written_on(days: int, letters: Letters) -> set[str]:
    before = len(letters())
    actions.remind(DUE - dt.timedelta(days=days))
    return {letter["to"] for letter in letters()[before:]}


@pytest.mark.parametrize("days", [7, 3, 1])
def test_everybody_with_open_scores_is_written_to(
    due: Round, evaluations: list[Evaluation], letters: Letters, days: int
) -> None:
    assert written_on(days, letters) == {row.seat.user.email for row in evaluations}


@pytest.mark.parametrize("days", [8, 2, 0, -1])
def test_on_other_days_nobody_is(due: Round, letters: Letters, days: int) -> None:
    assert written_on(days, letters) == set()


def test_nobody_twice_and_nobody_who_has_finished(
    due: Round, evaluations: list[Evaluation], evaluator: User, letters: Letters
) -> None:
    for row in evaluations:
        if row.seat.user == evaluator:
            situations.complete(row)
    assert evaluator.email not in written_on(7, letters)
    assert written_on(7, letters) == set()


def test_the_letter_names_no_applicant(
    due: Round, evaluations: list[Evaluation], letters: Letters
) -> None:
    written_on(3, letters)
    body = letters()[-1]["body"]
    assert "あと3日" in body
    assert not any(row.applicant in body for row in evaluations)


def test_the_worker_reminds_each_morning() -> None:
    found = app.periodic_registry.periodic_tasks.values()
    periodic = {task.task.name: task.cron for task in found}
    assert periodic["recruitment.evaluation.remind"] == "0 0 * * *"
