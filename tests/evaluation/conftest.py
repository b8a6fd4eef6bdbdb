"""Situations of the evaluation."""

from collections.abc import Callable
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from common.mail import SEND
from recruitment.calls.models import Round
from recruitment.evaluation.models import Evaluation
from recruitment.standards.models import SkillStandard
from tests.evaluation import situations


@pytest.fixture
def evaluating(standard: SkillStandard, staff: User, evaluators: list[User]) -> Round:
    """FY2026 in evaluation: four evaluators, two applicants, a panel of three, nothing assigned."""
    return situations.evaluating_round(standard, staff, evaluators)


@pytest.fixture
def evaluations(evaluating: Round, staff: User) -> list[Evaluation]:
    """Six evaluations: three of each applicant."""
    return situations.assigned(evaluating, staff)


@pytest.fixture
def evaluation(evaluations: list[Evaluation], evaluator: User) -> Evaluation:
    """The first evaluator's first."""
    return next(row for row in evaluations if row.seat.user == evaluator)


@pytest.fixture
def letters(db: None) -> Callable[[], list[dict[str, Any]]]:
    """`letters()` is what waits in the queue: to, subject and body of each."""
    return lambda: list(
        ProcrastinateJob.objects.filter(task_name=SEND)
        .order_by("pk")
        .values_list("args", flat=True)
    )
