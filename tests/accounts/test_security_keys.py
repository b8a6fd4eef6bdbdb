"""A key that somebody has found or taken opens nothing by itself."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.passkeys import Key
from tests.accounts.situations import sign_in, with_password

pytestmark = pytest.mark.django_db
LOGIN = reverse("mfa_login_webauthn")


@pytest.fixture
def client() -> Client:
    return Client()


def asked_for_a_passkey(client: Client) -> None:
    """The sign-in page's own ceremony, which asks the key to make sure of its owner."""
    client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"})


def asked_for_a_second_factor(client: Client, user: User) -> None:
    """Another ceremony, after the password of any account: a touch is enough for it."""
    sign_in(client, with_password(user).email)
    client.get(reverse("mfa_authenticate"))


def opens(client: Client, key: Key, *, verified: bool) -> bool:
    client.post(LOGIN, key.answer(client, verified=verified))
    return client.get("/desk/rounds/").status_code == 200


def test_a_passkey_opens_without_a_password(client: Client, staff: User) -> None:
    key = Key(staff, passwordless=True)
    asked_for_a_passkey(client)
    assert opens(client, key, verified=True)


@pytest.mark.parametrize("passwordless", [True, False])
@pytest.mark.parametrize("verified", [True, False])
def test_a_challenge_for_a_second_factor_opens_no_account_by_itself(
    client: Client, staff: User, applicant: User, passwordless: bool, verified: bool
) -> None:
    """The thief begins to sign in to an account of their own, waits until that has lapsed, and
    answers its challenge with the key.
    """
    key = Key(staff, passwordless=passwordless)
    Key(applicant, passwordless=False)
    asked_for_a_second_factor(client, applicant)
    session = client.session
    session["account_login"]["initiated_at"] -= 60 * 60
    session.save()
    assert not opens(client, key, verified=verified)


def test_a_key_that_is_a_second_factor_alone_is_no_passkey(client: Client, staff: User) -> None:
    key = Key(staff, passwordless=False)
    asked_for_a_passkey(client)
    assert not opens(client, key, verified=True)


def test_a_key_without_its_pin_opens_nothing(client: Client, staff: User) -> None:
    key = Key(staff, passwordless=True)
    asked_for_a_passkey(client)
    assert not opens(client, key, verified=False)


def test_what_was_refused_is_not_tried_again(client: Client, staff: User) -> None:
    key = Key(staff, passwordless=True)
    asked_for_a_passkey(client)
    assert not opens(client, key, verified=False)
    assert "mfa.webauthn.state" not in client.session


def test_it_is_still_a_second_factor_after_the_password(client: Client, staff: User) -> None:
    key = Key(staff, passwordless=False)
    asked_for_a_second_factor(client, staff)
    client.post(reverse("mfa_authenticate"), key.answer(client, verified=False))
    assert client.get("/desk/rounds/").status_code == 200
