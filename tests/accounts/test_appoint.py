"""The way to a role: never through an account whose address nobody proved."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client

from accounts import actions
from accounts.models import RoleChange, User
from accounts.roles import Role, is_staff


@pytest.fixture
def squatter(roles: None) -> User:
    """Somebody signed up with another person's address, and never saw that person's mail."""
    user = User.objects.create_user("boss@tests.example", "their-own-password")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def test_appointing_makes_an_account_that_has_no_password_yet(roles: None) -> None:
    call_command("appoint", "first@tests.example", "staff")
    user = User.objects.get(email="first@tests.example")
    assert is_staff(user)
    assert not user.has_usable_password()
    assert RoleChange.objects.get(user=user).source == "manage.py appoint"


def test_appointing_ends_a_password_that_a_stranger_may_have_set(squatter: User) -> None:
    call_command("appoint", "boss@tests.example", "staff")
    client = Client()
    form = {"login": "boss@tests.example", "password": "their-own-password"}
    client.post("/accounts/login/", form)
    assert client.get("/desk/rounds/").status_code == 302
    assert not User.objects.get(pk=squatter.pk).has_usable_password()


def test_appointing_leaves_the_password_of_a_proved_account(staff2: User) -> None:
    staff2.set_password("kept-for-good")
    staff2.save()
    call_command("appoint", staff2.email, "auditor")
    staff2.refresh_from_db()
    assert staff2.check_password("kept-for-good")


def test_staff_cannot_give_a_role_to_an_unproved_account(staff: User, squatter: User) -> None:
    with pytest.raises(PermissionDenied, match="確認されていません"):
        actions.grant_role(squatter, Role.EVALUATOR, by=staff)
    assert not squatter.groups.exists()


def test_nobody_gives_a_role_to_themselves(staff: User) -> None:
    with pytest.raises(PermissionDenied, match="自分の役割"):
        actions.grant_role(staff, Role.AUDITOR, by=staff)
