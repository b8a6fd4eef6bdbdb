import pytest

from accounts.models import User
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.registry.models import Registrant
from tests.registry import situations


@pytest.fixture
def training_round(standard: SkillStandard) -> Round:
    """FY2026, results released, in training."""
    return situations.round_in_training(standard)


@pytest.fixture
def registrant(training_round: Round, staff: User) -> Registrant:
    """Registered today as a producer, with a draft sheet."""
    return situations.registered(training_round, staff)
