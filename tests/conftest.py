"""People and situations that tests of every stage share.

Rows come from `tests.factories`, statuses from actions.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from accounts import actions as accounts
from accounts.models import LocalGovernment, User
from accounts.roles import Role
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.factors import signed_in_wholly


@pytest.fixture(autouse=True)
def _japanese() -> None:
    """An English page of the test before must not decide the words of this one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _roles_exist(request: pytest.FixtureRequest) -> None:
    """Roles are reference data: every test that uses the database has them.

    Limits are counted in a table that is no model's: what a test with real transactions has
    counted must not stop the next one.
    """
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("roles")
        cache.clear()


@pytest.fixture(autouse=True)
def _whole_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` stands for all of signing in, second factor included."""

    def force_login(client: Client, user: User, backend: str | None = None) -> None:
        signed_in_wholly(client, user)

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def roles(db: None) -> None:
    accounts.sync_roles()


def appointed(email: str, role: Role) -> User:
    """An account with a verified address and one role."""
    user = factories.UserFactory(email=email)
    accounts.grant_role(user, role, by=None, source="tests")
    return user


@pytest.fixture
def staff(roles: None) -> User:
    return appointed("staff@tests.example", Role.STAFF)


@pytest.fixture
def staff2(roles: None) -> User:
    return appointed("staff2@tests.example", Role.STAFF)


@pytest.fixture
def auditor(roles: None) -> User:
    return appointed("auditor@tests.example", Role.AUDITOR)


@pytest.fixture
def evaluators(roles: None) -> list[User]:
    return [
        appointed(f"evaluator{number}@tests.example", Role.EVALUATOR) for number in (1, 2, 3, 4)
    ]


@pytest.fixture
def evaluator(evaluators: list[User]) -> User:
    return evaluators[0]


@pytest.fixture
def kawazu(db: None) -> LocalGovernment:
    """静岡県 河津町."""
    return factories.LocalGovernmentFactory()


@pytest.fixture
def officer(roles: None, kawazu: LocalGovernment) -> User:
    user = factories.UserFactory(email="officer@tests.example")
    accounts.appoint_officer(user, kawazu, since=dt.date(2022, 4, 1), by=None, source="tests")
    return user


@pytest.fixture
def applicant(roles: None) -> User:
    return factories.UserFactory(email="applicant@tests.example")


@pytest.fixture
def standard(db: None) -> SkillStandard:
    """The standard of September 2022 with its four categories, two items each; the engineer is not
    open.
    """
    return factories.standard()


@pytest.fixture
def draft_round(standard: SkillStandard) -> Round:
    """FY2026 in draft, with the three open categories."""
    return factories.round_with(standard)


@pytest.fixture
def open_round(standard: SkillStandard) -> Round:
    """FY2026, announced a week ago, open since yesterday and for ten more days."""
    now = timezone.now()
    return factories.announced_round(
        standard, opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=10)
    )


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """`signed_in(user)` is a client of that account's own."""

    def sign_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
