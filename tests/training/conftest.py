"""Situations of the training."""

import pytest

from accounts.models import User
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests.training import situations
from training.models import Enrolment, Programme


@pytest.fixture
def released(standard: SkillStandard) -> Round:
    """FY2026, two passed and one undecided, results released."""
    return situations.released_round(standard)


@pytest.fixture
def programme(released: Round, staff: User) -> Programme:
    return situations.started(released, staff)


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    row = programme.enrolments.order_by("pk").first()
    assert row is not None
    return row
