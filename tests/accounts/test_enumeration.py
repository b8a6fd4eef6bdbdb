"""No answer, no work and no limit tells a stranger whether an address has an account.

Time is not measured: what costs time, the password's hash, is counted.
"""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from tests import factories
from tests.accounts.situations import PASSWORD, invited, sign_in, with_password

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@tests.example", "unknown@tests.example"
FRESH = "a-password-nobody-has-used-1"


@pytest.fixture
def known() -> User:
    return with_password(factories.UserFactory(email=KNOWN))


@pytest.fixture
def hashes() -> Iterator[list[int]]:
    """Grows by one whenever a password is hashed."""
    counted: list[int] = []
    plain = Argon2PasswordHasher.encode

    def encode(self: Argon2PasswordHasher, *arguments: Any) -> str:
        counted.append(1)
        return str(plain(self, *arguments))

    verify = Argon2PasswordHasher.verify

    def verified(self: Argon2PasswordHasher, *arguments: Any) -> bool:
        counted.append(1)
        return bool(verify(self, *arguments))

    with (
        patch.object(Argon2PasswordHasher, "encode", encode),
        patch.object(Argon2PasswordHasher, "verify", verified),
    ):
        yield counted


def seen(answer: Any, address: str) -> tuple[int, str, str]:
    """What a stranger sees, without the address that they typed and the form's token."""
    lines = answer.content.decode().replace(address, "ADDRESS").splitlines()
    page = "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)
    return answer.status_code, answer.get("Location", ""), page


def mails() -> list[dict[str, str]]:
    return [job.args for job in ProcrastinateJob.objects.order_by("id")]


def test_signing_in_fails_alike_and_hashes_once(known: User, hashes: list[int]) -> None:
    seen_by = {}
    for address in (KNOWN, UNKNOWN):
        hashes.clear()
        seen_by[address] = seen(sign_in(Client(), address, "not-the-password"), address)
        assert len(hashes) == 1, address
    assert seen_by[KNOWN] == seen_by[UNKNOWN]


def test_an_account_without_a_password_fails_alike(hashes: list[int]) -> None:
    user = factories.UserFactory(email=KNOWN)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    answers = {}
    for address in (KNOWN, UNKNOWN):
        hashes.clear()
        answers[address] = seen(sign_in(Client(), address, "any-password"), address)
        assert len(hashes) == 1, address
    assert answers[KNOWN] == answers[UNKNOWN]


def test_a_stopped_account_fails_alike(known: User, staff: User, hashes: list[int]) -> None:
    User.objects.filter(pk=known.pk).update(is_active=False)
    answers = {}
    for address in (KNOWN, UNKNOWN):
        hashes.clear()
        answers[address] = seen(sign_in(Client(), address, "not-the-password"), address)
        assert len(hashes) == 1, address
    assert answers[KNOWN] == answers[UNKNOWN]


def test_guessing_is_stopped_alike(known: User) -> None:
    answers = {}
    for number, address in enumerate((KNOWN, UNKNOWN)):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        pages = [seen(sign_in(client, address, "wrong"), address) for _attempt in range(11)]
        assert pages[9] != pages[10]
        answers[address] = pages
        last = seen(sign_in(client, address, PASSWORD), address)
        assert last == pages[10], "the right password opens nothing either"
    assert answers[KNOWN] == answers[UNKNOWN]


def sign_up(client: Client, address: str) -> Any:
    form = {"email": address, "password1": FRESH, "password2": FRESH}
    return client.post(reverse("account_signup"), form, follow=True)


def test_signing_up_answers_alike_hashes_once_and_mails_once(
    known: User, hashes: list[int]
) -> None:
    answers = {}
    for address in (KNOWN, UNKNOWN):
        hashes.clear()
        before = len(mails())
        answers[address] = seen(sign_up(Client(), address), address)
        assert len(hashes) == 1, address
        assert [mail["to"] for mail in mails()[before:]] == [address]
    assert answers[KNOWN] == answers[UNKNOWN]
    assert "確認のメールをお送りしました" in answers[KNOWN][2]


def test_signing_up_again_before_the_address_was_confirmed_answers_alike(
    hashes: list[int],
) -> None:
    answers = []
    for _time in range(2):
        hashes.clear()
        answers.append(seen(sign_up(Client(), UNKNOWN), UNKNOWN))
        assert len(hashes) == 1
    assert answers[0] == answers[1]


def test_a_bad_password_is_refused_alike(known: User) -> None:
    def refused(address: str) -> Any:
        form = {"email": address, "password1": "12345", "password2": "12345"}
        return seen(Client().post(reverse("account_signup"), form), address)

    assert refused(KNOWN) == refused(UNKNOWN)


def test_resetting_a_password_answers_alike_and_mails_once(known: User) -> None:
    """The owner of an address without an account learns it by mail, which no stranger reads."""
    answers = {}
    for address in (KNOWN, UNKNOWN):
        before = len(mails())
        answer = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        answers[address] = seen(answer, address)
        assert [mail["to"] for mail in mails()[before:]] == [address]
    assert answers[KNOWN] == answers[UNKNOWN]


def test_asking_for_resets_is_stopped_alike(known: User) -> None:
    answers = {}
    for number, address in enumerate((KNOWN, UNKNOWN)):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        asked = [
            seen(client.post(reverse("account_reset_password"), {"email": address}), address)
            for _attempt in range(6)
        ]
        answers[address] = asked
        assert asked[5][0] == 429
    assert answers[KNOWN] == answers[UNKNOWN]


def test_a_forged_reset_link_says_the_same_of_every_account(known: User) -> None:
    def opened(uid: str) -> Any:
        address = reverse("account_reset_password_from_key", args=[uid, "abc-def"])
        return seen(Client().get(address), uid)

    assert opened(str(known.pk)) == opened("zzzz")


def test_changing_to_a_taken_address_says_nothing(known: User, applicant: User) -> None:
    answers = {}
    for address in (KNOWN, UNKNOWN):
        client = Client()
        client.force_login(applicant)
        form = {"email": address, "action_add": ""}
        answers[address] = seen(client.post(reverse("account_email"), form), address)
    assert answers[KNOWN] == answers[UNKNOWN]


def test_a_forged_passkey_says_the_same_of_every_account(known: User) -> None:
    def forged(handle: str) -> Any:
        client = Client()
        client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
        credential = (
            '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"userHandle": "%s",'
            ' "clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA"}}'
        )
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential % handle})
        page = client.get(reverse("account_login"))
        return answer.status_code, answer["Location"], seen(page, "ADDRESS")[2]

    assert forged("MQ") == forged("enp6eg")


def test_an_invitations_page_says_nothing_of_accounts(staff: User, known: User) -> None:
    pages = []
    for address in (KNOWN, UNKNOWN):
        _row, link = invited(staff, address)
        page = seen(Client().get(link), address)[2]
        pages.append(page.replace(link.split("/")[-2], "TOKEN"))
    assert pages[0] == pages[1]


def test_limits_are_counted_in_the_database_for_all_processes_together(known: User) -> None:
    sign_in(Client(), KNOWN, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM roster_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone() == (2,)  # of the client's address, and of what was typed
