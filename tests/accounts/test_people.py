"""The desk's pages of accounts: who has which role, and stopping an account."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import AccountEvent, Invitation, RoleChange, User
from accounts.models import AccountEventKind as Kind
from accounts.roles import Role
from tests import factories
from tests.accounts.situations import invited, sign_in, with_password
from tests.factors import with_factor

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
LIST = reverse("accounts:people")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def page_of(name: str, user: User, *more: str) -> str:
    return reverse(f"accounts:{name}", args=[user.public_id, *more])


@pytest.fixture
def desk(signed_in: SignIn, staff: User) -> Client:
    return signed_in(staff)


def test_the_list_is_searched_and_filtered(
    desk: Client, evaluators: list[User], applicant: User
) -> None:
    page = text(desk.get(LIST))
    assert evaluators[0].email in page
    assert applicant.email not in page
    assert evaluators[0].email not in text(desk.get(LIST, {"role": "staff"}))
    found = text(desk.get(LIST, {"q": "evaluator2"}))
    assert evaluators[1].email in found
    assert evaluators[0].email not in found
    assert desk.get(LIST, {"role": "king", "q": "\0"}).status_code == 200


def test_invitations_stand_as_open_expired_and_accepted(
    desk: Client, staff: User, applicant: User
) -> None:
    row, _link = invited(staff, "late@tests.example")
    Invitation.objects.filter(pk=row.pk).update(
        invited_at="2026-01-01T00:00Z", expires_at="2026-01-15T00:00Z"
    )
    taken, _link = invited(staff, applicant.email)
    actions.accept(taken, by=applicant)
    invited(staff, "waiting@tests.example")
    page = text(desk.get(LIST))
    waiting, late = page.index("waiting@tests.example"), page.index("late@tests.example")
    assert page.index("まだ受けられていない招待") < waiting < page.index("期限の過ぎた招待") < late
    assert page.index("受けられた招待") < page.rindex(applicant.email)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_grow_with_its_rows(
    desk: Client, staff: User, count: int, django_assert_max_num_queries: Any
) -> None:
    for user in factories.UserFactory.create_batch(count):
        actions.grant_role(user, Role.EVALUATOR, by=staff)
        invited(staff, f"more-{user.email}")
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_a_role_is_ended_with_a_reason(desk: Client, staff: User, evaluator: User) -> None:
    desk.post(page_of("take_role", evaluator, "evaluator"), {"reason": "任期満了"})
    assert User.objects.get(pk=evaluator.pk).roles == frozenset()
    assert RoleChange.objects.filter(user=evaluator, by=staff, note="任期満了").exists()
    assert "任期満了" in text(desk.get(page_of("person", evaluator)))
    assert desk.get(page_of("take_role", evaluator, "staff")).status_code == 404


def test_a_stopped_account_is_out_at_once_on_every_device(
    desk: Client, signed_in: SignIn, evaluator: User, staff: User
) -> None:
    with_factor(with_password(evaluator))
    client, other = Client(), signed_in(evaluator)
    assert other.get("/evaluation/").status_code == 200
    desk.post(page_of("deactivate", evaluator), {"reason": "退職"})
    assert other.get("/evaluation/").status_code == 302
    sign_in(client, evaluator.email)
    assert client.get("/evaluation/").status_code == 302
    line = AccountEvent.objects.get(kind=Kind.DEACTIVATED)
    assert (line.user, line.by, line.detail) == (evaluator, staff, "退職")
    page = text(desk.get(page_of("person", evaluator)))
    assert "停止中" in page
    assert "評価委員" in page


def test_what_a_stopped_account_has_offered_is_taken_back(
    desk: Client, staff: User, staff2: User
) -> None:
    row, _link = invited(staff2)
    desk.post(page_of("deactivate", staff2), {"reason": "退職"})
    row.refresh_from_db()
    assert row.revoked_by == staff


def test_an_account_is_opened_again_with_its_roles(desk: Client, evaluator: User) -> None:
    desk.post(page_of("deactivate", evaluator), {"reason": "誤り"})
    desk.post(page_of("reactivate", evaluator), {"reason": "戻った"})
    again = User.objects.get(pk=evaluator.pk)
    assert (again.is_active, again.roles) == (True, {Role.EVALUATOR})


def test_a_reason_is_needed(desk: Client, evaluator: User, staff: User) -> None:
    assert "入力してください" in text(desk.post(page_of("deactivate", evaluator), {"reason": ""}))
    with pytest.raises(PermissionDenied, match="理由"):
        actions.deactivate(evaluator, by=staff, reason=" ")
    assert User.objects.get(pk=evaluator.pk).is_active


def test_nobody_stops_themselves_and_only_staff_stop(
    desk: Client, staff: User, staff2: User, auditor: User
) -> None:
    assert "ほかの職員が扱います" in text(desk.get(page_of("deactivate", staff)))
    for by in (staff, auditor):
        with pytest.raises(PermissionDenied):
            actions.deactivate(staff, by=by, reason="x")
    assert User.objects.get(pk=staff.pk).is_active


def test_lost_factors_are_taken_off_and_set_up_anew(desk: Client, evaluator: User) -> None:
    with_factor(with_password(evaluator))
    desk.post(page_of("reset_factors", evaluator), {"reason": "電話で本人を確認"})
    assert not Authenticator.objects.filter(user=evaluator).exists()
    client = Client()
    sign_in(client, evaluator.email)
    assert client.get("/evaluation/")["Location"] == reverse("mfa_index")
    assert AccountEvent.objects.get(kind=Kind.FACTORS_RESET).detail == "電話で本人を確認"


def test_auditors_read_and_have_no_buttons(
    signed_in: SignIn, auditor: User, evaluator: User
) -> None:
    page = text(signed_in(auditor).get(page_of("person", evaluator)))
    assert "停止する" not in page
    assert "役割を終える" not in page


def test_the_pages_name_no_key_of_the_database(desk: Client, evaluator: User) -> None:
    assert f"/{evaluator.pk}/" not in text(desk.get(LIST)).replace(evaluator.public_id, "")
