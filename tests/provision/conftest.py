import datetime as dt

import pytest
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import LocalGovernment, User
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.provision import actions
from roster.provision.models import ProvisionRequest
from tests import factories
from tests.registry import situations

TEXTS = {"problem": "窓口が混む。", "person_wanted": "窓口改革を率いた人。"}


@pytest.fixture
def training_round(standard: SkillStandard) -> Round:
    return situations.round_in_training(standard)


@pytest.fixture
def submitted(officer: User, kawazu: LocalGovernment) -> ProvisionRequest:
    """The officer's request, waiting for the ministry."""
    row = actions.ask(by=officer, local_government=kawazu, **TEXTS)
    return actions.submit(row, by=officer)


@pytest.fixture
def granted(submitted: ProvisionRequest, staff: User) -> ProvisionRequest:
    """… and granted for ninety days."""
    actions.grant(submitted, by=staff, until=timezone.localdate() + dt.timedelta(days=90))
    return submitted


@pytest.fixture
def neighbour(roles: None) -> User:
    """An officer of another body, 静岡県 東伊豆町, who has asked for nothing."""
    body = factories.LocalGovernmentFactory(code="223018", name="東伊豆町", kana="ヒガシイズチョウ")
    user = factories.UserFactory(email="neighbour@tests.example")
    accounts.appoint_officer(user, body, since=dt.date(2022, 4, 1), by=None, source="tests")
    return user
