"""How often anybody may try, and with what numbers."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import factories
from tests.accounts.situations import PASSWORD, sign_in, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> User:
    return with_password(factories.UserFactory(email="known@tests.example"))


def test_one_machine_does_not_keep_somebody_else_out(known: User) -> None:
    stranger = Client(REMOTE_ADDR="192.0.2.1")
    for _attempt in range(20):
        sign_in(stranger, known.email, "wrong")
    owner = Client(REMOTE_ADDR="192.0.2.2")
    sign_in(owner, known.email, PASSWORD)
    assert owner.get(reverse("accounts:account")).status_code == 200


def test_guessing_from_many_machines_ends(known: User) -> None:
    for machine in range(6):
        stranger = Client(REMOTE_ADDR=f"192.0.2.{machine}")
        for _attempt in range(5):
            sign_in(stranger, known.email, "wrong")
    guessing = Client(REMOTE_ADDR="192.0.2.99")
    sign_in(guessing, known.email, PASSWORD)
    assert guessing.get(reverse("accounts:account")).status_code == 302


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "-1", "1.5", "", "²"])
def test_a_session_is_named_by_a_number_of_a_row(known: User, number: str) -> None:
    client = Client()
    client.force_login(known)
    answer = client.post(reverse("accounts:end_session"), {"session": number})
    assert answer.status_code == 404
