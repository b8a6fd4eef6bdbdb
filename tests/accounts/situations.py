"""Invitations, offices and sign-ins that several tests begin with."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import Invitation, LocalGovernment, Officer, User
from accounts.roles import Role
from tests import factories

PASSWORD = "a-long-password-of-tests"
LONG_AGO = dt.date(2022, 4, 1)


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def invited(
    by: User, email: str = "new@tests.example", role: Role = Role.EVALUATOR, **facts: Any
) -> tuple[Invitation, str]:
    """An invitation and the address of its page."""
    links: list[str] = []

    def link(token: str) -> str:
        links.append(f"/accounts/invitations/{token}/")
        return links[0]

    return actions.invite(email, role, by=by, link=link, **facts), links[0]


def colleague(
    body: LocalGovernment, name: str, *, responsible: bool = False, since: dt.date = LONG_AGO
) -> Officer:
    """An officer of this body with an account of their own."""
    user = factories.UserFactory(email=f"{name}@tests.example")
    return actions.appoint_officer(
        user, body, since=since, by=None, responsible=responsible, source="tests"
    )


def last_confirmed(office: Officer, on: dt.date) -> Officer:
    Officer.objects.filter(pk=office.pk).update(confirmed_on=on)
    office.refresh_from_db()
    return office


def today() -> dt.date:
    return timezone.localdate()
