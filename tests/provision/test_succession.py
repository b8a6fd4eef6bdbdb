"""What a body asked for belongs to the body: who follows, or all who act for it, go on with it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import LocalGovernment, Officer, User
from roster.provision import actions, policy, queries
from roster.provision.models import ProvisionRequest
from tests.accounts.situations import colleague, last_confirmed
from tests.provision.conftest import TEXTS
from tests.visitor import letter_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.fixture
def follower(kawazu: LocalGovernment, roles: None) -> Officer:
    return colleague(kawazu, "follower")


@pytest.fixture
def bystander(kawazu: LocalGovernment, roles: None) -> Officer:
    return colleague(kawazu, "bystander")


@pytest.fixture
def draft(officer: User, kawazu: LocalGovernment) -> ProvisionRequest:
    return actions.ask(by=officer, local_government=kawazu, **TEXTS)


def leave(officer: User, staff: User, successor: Officer | None = None) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    accounts.end_office(officer.offices.get(), until=yesterday, by=staff, successor=successor)


def test_a_draft_is_its_authors_while_she_is_there(
    draft: ProvisionRequest, follower: Officer
) -> None:
    today = timezone.localdate()
    assert not queries.requests_of(follower.user, today).exists()
    assert not policy.can_edit(follower.user, draft)


def test_a_draft_left_behind_passes_on(
    draft: ProvisionRequest, officer: User, staff: User, follower: Officer, signed_in: SignIn
) -> None:
    leave(officer, staff, follower)
    client = signed_in(follower.user)
    page = client.post(draft.get_absolute_url() + "submit/", {**TEXTS, "version": draft.version})
    assert page.status_code == 302
    draft.refresh_from_db()
    assert draft.status == "submitted"
    assert not queries.requests_of(officer, timezone.localdate()).exists()


def test_letters_go_to_the_successor_alone(
    submitted: ProvisionRequest, officer: User, staff: User, follower: Officer, bystander: Officer
) -> None:
    leave(officer, staff, follower)
    actions.grant(submitted, by=staff, until=timezone.localdate() + dt.timedelta(days=90))
    letter_to(follower.user.email, "承認しました")
    for nobody in (officer.email, bystander.user.email):
        with pytest.raises(IndexError):
            letter_to(nobody)


def test_without_a_successor_all_of_the_body_are_told(
    submitted: ProvisionRequest, officer: User, staff: User, follower: Officer, bystander: Officer
) -> None:
    leave(officer, staff)
    actions.decline(submitted, by=staff, reason="足りない")
    letter_to(follower.user.email, "足りない")
    letter_to(bystander.user.email, "足りない")


def test_a_successor_who_left_too_passes_it_on(
    submitted: ProvisionRequest, officer: User, staff: User, follower: Officer, bystander: Officer
) -> None:
    leave(officer, staff, follower)
    leave(follower.user, staff, bystander)
    assert queries.handling(submitted, timezone.localdate()) == [bystander.user]


def test_a_grant_outlives_the_officer_who_asked(
    granted: ProvisionRequest, officer: User, staff: User, follower: Officer, signed_in: SignIn
) -> None:
    leave(officer, staff)
    assert signed_in(follower.user).get("/list/").status_code == 200
    assert "provision/ungranted.html" not in str(signed_in(follower.user).get("/list/").templates)
    assert not policy.can_read_list(User.objects.get(pk=officer.pk))


def test_a_locked_officer_reads_nothing(
    granted: ProvisionRequest, officer: User, signed_in: SignIn
) -> None:
    last_confirmed(officer.offices.get(), dt.date(2020, 4, 1))
    assert not policy.can_read_list(officer)
    assert signed_in(officer).get(granted.get_absolute_url()).status_code == 404
