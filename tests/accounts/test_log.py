"""Signing in, factors and changes are written down, and stay as they were written."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import AccountEvent, User
from accounts.models import AccountEventKind as Kind
from tests.accounts.situations import PASSWORD, sign_in, with_password
from tests.factors import with_factor
from tests.visitor import letter_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
FRESH = "another-long-password-of-tests"


@pytest.fixture
def owner(applicant: User) -> User:
    return with_password(applicant)


def lines(user: User | None) -> list[str]:
    return list(
        AccountEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)
    )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_signing_in_and_out_is_written_down_with_address_and_browser(owner: User) -> None:
    client = Client(HTTP_USER_AGENT="Browser " + "x" * 500, REMOTE_ADDR="192.0.2.7")
    sign_in(client, owner.email, "wrong")
    sign_in(client, owner.email)
    client.post(reverse("account_logout"))
    assert lines(owner) == [Kind.SIGN_IN_FAILED, Kind.SIGNED_IN, Kind.SIGNED_OUT]
    line = AccountEvent.objects.get(kind=Kind.SIGNED_IN)
    assert (line.ip, len(line.user_agent), line.shown_detail) == ("192.0.2.7", 200, "パスワード")


def test_an_address_that_nobody_has_is_kept_as_a_digest(roles: None) -> None:
    sign_in(Client(), "Nobody@tests.example", "wrong")
    line = AccountEvent.objects.get()
    assert line.user is None
    assert line.address_digest == actions.address_digest("nobody@tests.example")
    assert "nobody" not in str(AccountEvent.objects.values()).lower()


def test_changes_of_the_password_are_written_down_and_told(owner: User) -> None:
    client = Client()
    sign_in(client, owner.email)
    form = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    client.post(reverse("account_change_password"), form)
    letter_to(owner.email, "パスワードが変わりました", "日本時間", "127.0.0.1")
    Client().post(reverse("account_reset_password"), {"email": owner.email})
    letter = letter_to(owner.email)
    link = next(word for word in letter.split() if "/password/reset/key/" in word)
    stranger = Client()
    page = stranger.get(link.removeprefix("http://testserver"), follow=True)
    again = {"password1": PASSWORD, "password2": PASSWORD}
    stranger.post(page.redirect_chain[-1][0], again)
    assert lines(owner) == [Kind.SIGNED_IN, Kind.PASSWORD_CHANGED, Kind.PASSWORD_RESET]


def test_a_change_of_the_address_is_written_down_and_told_to_the_old_one(
    owner: User, signed_in: SignIn
) -> None:
    with_factor(owner)
    client, old = signed_in(owner), owner.email
    form = {"email": "newer@tests.example", "action_add": ""}
    client.post(reverse("account_email"), form)
    letter = letter_to("newer@tests.example")
    link = next(word for word in letter.split() if "/confirm-email/" in word)
    client.post(link.removeprefix("http://testserver"))
    owner.refresh_from_db()
    assert owner.email == "newer@tests.example"
    assert Kind.EMAIL_CHANGED in lines(owner)
    letter_to(old, "newer@tests.example に変わりました")


def test_the_password_is_asked_for_before_the_address_is_changed(owner: User) -> None:
    client = Client()
    sign_in(client, owner.email)
    form = {"email": "newer@tests.example", "action_add": ""}
    answer = client.post(reverse("account_email"), form)
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not owner.emailaddress_set.filter(email="newer@tests.example").exists()


def test_sessions_are_listed_and_the_others_ended(owner: User) -> None:
    here, elsewhere = Client(), Client(HTTP_USER_AGENT="電話のブラウザ")
    sign_in(here, owner.email)
    sign_in(elsewhere, owner.email)
    page = text(here.get(reverse("usersessions_list")))
    assert page.count("いまの端末") == 1
    assert UserSession.objects.filter(user=owner).count() == 2
    assert "ほかの端末をサインアウトしました" in text(
        here.post(reverse("usersessions_list"), follow=True)
    )
    assert here.get(reverse("accounts:account")).status_code == 200
    assert elsewhere.get(reverse("accounts:account")).status_code == 302
    assert lines(owner)[-1] == Kind.SESSION_ENDED


def test_one_device_is_signed_out_alone(owner: User) -> None:
    clients = [Client(), Client(), Client()]
    for client in clients:
        sign_in(client, owner.email)
    here, lost, kept = clients
    page = text(here.get(reverse("usersessions_list")))
    assert lost.session.session_key not in page
    row = UserSession.objects.get(session_key=lost.session.session_key)
    here.post(reverse("accounts:end_session"), {"session": row.pk})
    opened = [client.get(reverse("accounts:account")).status_code for client in clients]
    assert opened == [200, 302, 200]
    assert lines(owner)[-1] == Kind.SESSION_ENDED


def test_nobody_signs_another_persons_device_out(owner: User, staff2: User) -> None:
    client = Client()
    sign_in(client, owner.email)
    row = UserSession.objects.get(user=owner)
    stranger = Client()
    stranger.force_login(staff2)
    for number in (row.pk, "x", "", "９"):
        answer = stranger.post(reverse("accounts:end_session"), {"session": number})
        assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        actions.end_session(row, by=staff2)
    assert client.get(reverse("accounts:account")).status_code == 200


def test_a_new_password_ends_the_sessions_elsewhere(owner: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, owner.email)
    sign_in(elsewhere, owner.email)
    form = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    here.post(reverse("account_change_password"), form)
    assert here.get(reverse("accounts:account")).status_code == 200
    assert elsewhere.get(reverse("accounts:account")).status_code == 302


def test_new_recovery_codes_are_written_down(owner: User, signed_in: SignIn) -> None:
    with_factor(owner)
    actions.record_event(Kind.RECOVERY_CODES_MADE, user=owner)
    page = text(signed_in(owner).get(reverse("accounts:account")))
    assert "回復コードの作成" in page


def test_nobody_changes_or_deletes_a_line(owner: User) -> None:
    line = actions.record_event(Kind.SIGNED_IN, user=owner)
    rows = AccountEvent.objects.filter(pk=line.pk)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        rows.update(detail="x")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        rows.delete()


def test_nobody_changes_or_deletes_a_change_of_role(evaluator: User) -> None:
    rows = evaluator.role_changes.all()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        rows.update(note="x")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        rows.delete()


def test_one_reads_ones_own_lines_and_nobody_elses(
    owner: User, staff: User, signed_in: SignIn
) -> None:
    actions.record_event(Kind.DEACTIVATED, user=staff, detail="よそのできごと")
    actions.record_event(Kind.SIGN_IN_FAILED, user=owner)
    page = text(signed_in(owner).get(reverse("accounts:account")))
    assert "サインインの失敗" in page
    assert "よそのできごと" not in page
