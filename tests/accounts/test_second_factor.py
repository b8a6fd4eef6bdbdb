"""Whoever holds a role shows a second factor before anything opens."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import actions, factors, queries
from accounts.middleware import OPEN
from accounts.middleware import SETTING_UP as FOR_SETTING_UP
from accounts.models import AccountEvent, LocalGovernment, User
from accounts.models import AccountEventKind as Kind
from accounts.roles import Role
from tests.accounts.situations import PASSWORD, sign_in, with_password
from tests.factors import SECRET, code_of, with_factor
from tests.visitor import letter_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
SETTING_UP = reverse("mfa_index")


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def newcomer(staff: User) -> User:
    """Staff with a password and no factor yet."""
    return with_password(staff)


def set_up(client: Client) -> Any:
    """An authenticator app, by its pages: the password once more, the key, the first code."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)


@pytest.mark.parametrize("role", Role)
def test_nothing_opens_to_a_role_without_a_factor(client: Client, role: Role, staff: User) -> None:
    user = with_password(User.objects.get(pk=staff.pk))
    user.groups.clear()
    actions.grant_role(user, role, by=None, source="tests")
    sign_in(client, user.email)
    for address in ("/", "/desk/rounds/", "/evaluation/", "/list/", "/accounts/", "/admin/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, SETTING_UP), address
    assert "先に第2要素を決めてください" in text(client.get(SETTING_UP))


def test_one_can_still_leave_change_the_language_and_ask(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer.email)
    assert client.get(reverse("pages:contact")).status_code == 200
    assert client.post(reverse("set_language"), {"language": "en"})["Location"] != SETTING_UP
    client.post(reverse("account_logout"))
    assert client.get("/desk/rounds/")["Location"].startswith(reverse("account_login"))


def test_what_is_open_without_a_factor_exists() -> None:
    for name in (OPEN | FOR_SETTING_UP) - {"account_confirm_email"}:
        assert reverse(name)


@pytest.mark.django_db(transaction=True)  # the library tells of it after the commit
def test_setting_an_app_up_opens_everything(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer.email)
    page = text(set_up(client))
    assert "回復コード" in page
    assert client.get("/desk/rounds/").status_code == 200
    assert queries.has_factor(newcomer)
    [event] = AccountEvent.objects.filter(kind=Kind.FACTOR_ADDED)
    assert (event.user, event.shown_detail) == (newcomer, "認証アプリ")
    letter_to(newcomer.email, "認証アプリが加わりました")


def test_a_wrong_first_code_sets_nothing_up(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "新しいコードでもう一度" in text(answer)
    assert not queries.has_factor(newcomer)


def test_signing_in_asks_for_the_code(client: Client, newcomer: User) -> None:
    with_factor(newcomer)
    assert sign_in(client, newcomer.email)["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/rounds/")["Location"].startswith(reverse("account_login"))
    refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "新しいコードでもう一度" in text(refused)
    assert AccountEvent.objects.filter(user=newcomer, kind=Kind.SECOND_FACTOR_FAILED).exists()
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert client.get("/desk/rounds/").status_code == 200
    assert AccountEvent.objects.get(kind=Kind.SIGNED_IN).shown_detail == "パスワード、認証アプリ"


def test_a_code_opens_once(client: Client, newcomer: User) -> None:
    with_factor(newcomer)
    code = code_of()
    for opened in (True, False):
        other = Client()
        sign_in(other, newcomer.email)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert (other.get("/desk/rounds/").status_code == 200) == opened


def test_guessing_codes_ends_after_five(client: Client, newcomer: User) -> None:
    with_factor(newcomer)
    sign_in(client, newcomer.email)
    for _attempt in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert client.get("/desk/rounds/").status_code == 302


def test_a_recovery_code_opens_in_its_stead(client: Client, newcomer: User) -> None:
    with_factor(newcomer)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client, newcomer.email)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get("/desk/rounds/").status_code == 200
    assert AccountEvent.objects.get(kind=Kind.SIGNED_IN).shown_detail == "パスワード、回復コード"


def test_a_session_from_before_the_factor_shows_it_first(client: Client, newcomer: User) -> None:
    """Somebody who knew the password alone signed in before the owner set a factor up."""
    sign_in(client, newcomer.email)
    with_factor(newcomer)
    answer = client.get("/desk/rounds/")
    assert answer["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fdesk%2Frounds%2F"
    assert "認証アプリに出ている" in text(client.get(answer["Location"]))
    client.post(reverse("mfa_reauthenticate"), {"code": code_of()})
    assert client.get("/desk/rounds/").status_code == 200


def test_a_password_alone_does_not_pass_for_a_factor(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer.email)
    with_factor(newcomer)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get("/desk/rounds/").status_code == 302


@pytest.mark.parametrize("name", sorted(FOR_SETTING_UP))
def test_a_session_from_before_the_factor_neither_reads_codes_nor_adds_one(
    client: Client, newcomer: User, name: str
) -> None:
    """Neither with the password once more, which had opened the codes."""
    sign_in(client, newcomer.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    with_factor(newcomer)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for answer in (client.get(reverse(name)), client.post(reverse(name), {"code": code_of()})):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.filter(user=newcomer).count() == 2


def test_a_passkey_alone_is_asked_for_where_there_are_no_codes(
    client: Client, newcomer: User
) -> None:
    sign_in(client, newcomer.email)
    Authenticator.objects.create(user=newcomer, type="webauthn", data={"name": "passkey"})
    answer = client.get("/desk/rounds/")
    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


@pytest.mark.django_db(transaction=True)
def test_the_first_factor_ends_all_other_sessions(client: Client, newcomer: User) -> None:
    """Somebody who knows the password is signed in on another device."""
    other = Client()
    for each in (client, other):
        sign_in(each, newcomer.email)
    set_up(client)
    assert client.get("/desk/rounds/").status_code == 200
    assert other.get("/desk/rounds/")["Location"].startswith(reverse("account_login"))


def test_a_role_given_during_a_session_asks_for_a_factor(
    client: Client, applicant: User, staff: User
) -> None:
    sign_in(client, with_password(applicant).email)
    assert client.get("/applications/").status_code == 200
    actions.grant_role(applicant, Role.EVALUATOR, by=staff)
    assert client.get("/applications/")["Location"] == SETTING_UP


def test_the_api_asks_too(client: Client, officer: User, kawazu: LocalGovernment) -> None:
    sign_in(client, with_password(officer).email)
    answer = client.get("/api/v1/registrants")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_applicants_are_offered_a_factor_and_not_asked(client: Client, applicant: User) -> None:
    sign_in(client, with_password(applicant).email)
    page = text(client.get(reverse("accounts:account")))
    assert "第2要素で、アカウントを守れます" in page
    assert "必要です" not in page


def test_the_demonstration_asks_for_none_and_says_so(
    client: Client, newcomer: User, settings: Settings
) -> None:
    settings.DEMO_MODE = True
    sign_in(client, newcomer.email)
    page = client.get("/desk/rounds/")
    assert page.status_code == 200
    assert "第2要素(認証アプリなど)は求めません" in text(page)


def test_the_gate_costs_no_query(
    signed_in: SignIn, staff: User, django_assert_num_queries: Any
) -> None:
    """A session that has shown its factor is let through without asking the database."""
    request = signed_in(staff).get(reverse("pages:contact")).wsgi_request
    with django_assert_num_queries(0):
        assert factors.has_shown_factor(request, staff)


def test_the_last_factor_of_a_role_is_kept(client: Client, newcomer: User, applicant: User) -> None:
    with_factor(newcomer)
    sign_in(client, newcomer.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = text(client.post(reverse("mfa_deactivate_totp")))
    assert "先に別の第2要素を加えてください" in page
    assert queries.has_factor(newcomer)


def test_an_applicant_takes_the_factor_off_again(signed_in: SignIn, applicant: User) -> None:
    with_factor(applicant)
    answer = signed_in(applicant).post(reverse("mfa_deactivate_totp"), follow=True)
    assert "認証アプリをやめました" in text(answer)
    assert not Authenticator.objects.filter(user=applicant).exists()
    assert AccountEvent.objects.get(kind=Kind.FACTOR_REMOVED).user == applicant


def test_secrets_are_encrypted_and_not_in_the_admin(staff: User) -> None:
    with_factor(staff)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not admin.site.is_registered(Authenticator)


def test_an_older_secret_key_still_opens_secrets(
    client: Client, newcomer: User, settings: Settings
) -> None:
    with_factor(newcomer)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-new-key-of-the-tests"
    sign_in(client, newcomer.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert client.get("/desk/rounds/").status_code == 200


def test_pages_of_factors_carry_no_inline_script(signed_in: SignIn, trainee: User) -> None:
    client = signed_in(trainee)
    for name in ("mfa_add_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes"):
        page = text(client.get(reverse(name)))
        assert "<script>" not in page
        assert 'type="application/json"' not in page


@pytest.fixture
def trainee(applicant: User) -> User:
    with_factor(applicant)
    return applicant
