"""Coming to a role by invitation: one mailbox, once, until a day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts import actions, queries
from accounts.models import (
    AccountEvent,
    Assumption,
    Invitation,
    LocalGovernment,
    Officer,
    RoleChange,
    User,
)
from accounts.models import AccountEventKind as Kind
from accounts.roles import Role
from tests import factories
from tests.accounts.situations import (
    PASSWORD,
    colleague,
    invited,
    last_confirmed,
    sign_in,
    today,
    with_password,
)
from tests.visitor import letter_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
NEW = "new@tests.example"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sign_up(client: Client, link: str, email: str = NEW) -> Any:
    form = {"email": email, "password1": PASSWORD, "password2": PASSWORD, "next": link}
    return client.post(reverse("account_signup"), form, follow=True)


def test_a_newcomer_signs_up_and_takes_the_role(staff: User) -> None:
    row, link = invited(staff)
    client = Client()
    page = text(client.get(link))
    assert "「評価委員」への招待" in page
    signup = client.get(f"{reverse('account_signup')}?next={link}")
    assert f'value="{NEW}"' in text(signup)
    assert "招待を受ける" in text(sign_up(client, link))
    answer = client.post(link)
    user = User.objects.get(email=NEW)
    assert answer.status_code == 302
    assert user.roles == {Role.EVALUATOR}
    change = RoleChange.objects.get(user=user)
    assert (change.source, change.note) == ("invitation", staff.email)
    row.refresh_from_db()
    assert row.accepted_by == user
    assert client.get("/evaluation/")["Location"] == reverse("mfa_index")


def test_the_letter_carries_the_link_and_the_row_does_not(staff: User) -> None:
    row, link = invited(staff)
    token = link.split("/")[-2]
    letter_to(NEW, link, "1回だけ使えます")
    assert token not in str(Invitation.objects.filter(pk=row.pk).values().get())
    assert len(token) >= 43


def test_whoever_has_an_account_signs_in_and_takes_the_role(
    signed_in: SignIn, staff: User, applicant: User
) -> None:
    _row, link = invited(staff, applicant.email)
    client = signed_in(applicant)
    assert "招待を受ける" in text(client.get(link))
    client.post(link)
    assert User.objects.get(pk=applicant.pk).roles == {Role.EVALUATOR}


def test_the_name_in_the_invitation_is_kept_where_there_is_none(
    signed_in: SignIn, staff: User, applicant: User, evaluator: User
) -> None:
    User.objects.filter(pk=evaluator.pk).update(display_name="もとの名前")
    for user, kept in ((applicant, "濵田 髙志"), (evaluator, "もとの名前")):
        row, _link = invited(staff, user.email, Role.AUDITOR, name="濵田 髙志")
        actions.accept(row, by=User.objects.get(pk=user.pk))
        assert User.objects.get(pk=user.pk).display_name == kept
    client = signed_in(evaluator)
    client.post(reverse("accounts:name"), {"name": "新しい名前"})
    assert "新しい名前" in text(client.get(reverse("accounts:account")))


def test_it_works_once(signed_in: SignIn, staff: User, applicant: User) -> None:
    row, link = invited(staff, applicant.email)
    client = signed_in(applicant)
    client.post(link)
    actions.take_role(applicant, Role.EVALUATOR, by=staff)
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    with pytest.raises(PermissionDenied, match="すでに使われた"):
        actions.accept(row, by=applicant)


def test_it_expires(signed_in: SignIn, staff: User, applicant: User) -> None:
    row, link = invited(staff, applicant.email)
    now = timezone.now()
    assert row.expires_at - row.invited_at == dt.timedelta(days=14)
    Invitation.objects.update(invited_at=now - dt.timedelta(days=14), expires_at=now)
    assert signed_in(applicant).post(link).status_code == 404
    with pytest.raises(PermissionDenied, match="期限が過ぎた"):
        actions.accept(row, by=applicant)


def test_how_long_it_waits_is_an_assumption(staff: User) -> None:
    Assumption.objects.create(key="invitation_days", value=3, unit="日", note="前提")
    row, _link = invited(staff)
    assert row.expires_at - row.invited_at == dt.timedelta(days=3)


def sent_at(row: Invitation, ago: dt.timedelta) -> None:
    Invitation.objects.filter(pk=row.pk).update(invited_at=timezone.now() - ago)


def test_it_is_sent_again_with_a_link_of_its_own(
    signed_in: SignIn, kawazu: LocalGovernment
) -> None:
    """Who was invited stands there by name; the letter before opens nothing any more."""
    boss = colleague(kawazu, "boss", responsible=True).user
    facts = {"name": "濵田 髙志", "government": kawazu, "department": "DX推進課"}
    row, link = invited(boss, NEW, Role.OFFICER, **facts)
    client = signed_in(boss)
    page = text(client.get(reverse("accounts:colleagues")))
    for said in ("濵田 髙志", NEW, "もう一度送る"):
        assert said in page
    again = reverse("accounts:invite_again", args=[row.public_id])
    assert "送ったばかりです" in text(client.post(again, follow=True))
    sent_at(row, dt.timedelta(minutes=10))
    assert "もう一度送りました" in text(client.post(again, follow=True))
    assert Client().get(link).status_code == 404
    new = Invitation.objects.pending().get()
    assert (new.name, new.department, new.email) == ("濵田 髙志", "DX推進課", NEW)
    letter_to(NEW, "/accounts/invitations/")
    kinds = AccountEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == [Kind.INVITATION_REVOKED, Kind.INVITED]


def test_one_mailbox_gets_few_letters_a_day(staff: User) -> None:
    row, _link = invited(staff)
    for _time in range(4):
        sent_at(row, dt.timedelta(minutes=10))
        row = actions.invite_again(row, by=staff, link=lambda token: token)
    sent_at(row, dt.timedelta(minutes=10))
    with pytest.raises(PermissionDenied, match="5回"):
        actions.invite_again(row, by=staff, link=lambda token: token)


def test_it_is_revoked(signed_in: SignIn, staff: User, applicant: User) -> None:
    row, link = invited(staff, applicant.email)
    signed_in(staff).post(reverse("accounts:revoke", args=[row.public_id]))
    page = signed_in(applicant).get(link)
    assert page.status_code == 404
    assert "この招待は使えません" in text(page)
    with pytest.raises(PermissionDenied, match="もう取り消されて"):
        actions.revoke(row, by=staff)


def test_an_unknown_link_says_the_same_as_one_that_is_over(staff: User) -> None:
    row, link = invited(staff)
    actions.revoke(row, by=staff)
    over = Client().get(link)
    unknown = Client().get(link.replace(link.split("/")[-2], "guessed"))
    assert (over.status_code, unknown.status_code) == (404, 404)
    assert "招待した人に" in text(unknown)
    assert NEW not in text(over)


def test_only_the_invited_address_takes_it(signed_in: SignIn, staff: User, applicant: User) -> None:
    row, link = invited(staff)
    page = text(signed_in(applicant).get(link))
    assert "別のメールアドレスにあてた" in page
    assert signed_in(applicant).post(link).status_code == 403
    assert not applicant.groups.exists()
    with pytest.raises(PermissionDenied):
        actions.accept(row, by=applicant)


def test_signing_up_with_another_address_proves_neither(staff: User) -> None:
    _row, link = invited(staff)
    client = Client()
    client.get(link)
    answer = sign_up(client, link, "other@tests.example")
    assert "確認のメールをお送りしました" in text(answer)
    user = User.objects.get(email="other@tests.example")
    addresses = user.emailaddress_set.values_list("email", "verified")
    assert list(addresses) == [("other@tests.example", False)]


def test_an_account_with_an_unproved_address_does_not_take_it(staff: User) -> None:
    """Somebody signed up with the address and never read its mail."""
    user = with_password(factories.UserFactory(email=NEW))
    user.emailaddress_set.update(verified=False)
    row, _link = invited(staff)
    with pytest.raises(PermissionDenied, match="まだ確認されていません"):
        actions.accept(row, by=user)


def test_inviting_again_ends_the_first_link(staff: User) -> None:
    first, _link = invited(staff)
    second, _link = invited(staff)
    first.refresh_from_db()
    assert first.revoked_by == staff
    assert list(Invitation.objects.pending()) == [second]


def test_only_staff_invite_to_the_ministrys_roles(
    officer: User, auditor: User, evaluator: User
) -> None:
    for by in (officer, auditor, evaluator):
        for role in (Role.STAFF, Role.AUDITOR, Role.EVALUATOR):
            with pytest.raises(PermissionDenied):
                invited(by, role=role)


def test_an_officer_is_invited_for_a_local_government(
    signed_in: SignIn, staff: User, applicant: User, kawazu: LocalGovernment
) -> None:
    client = signed_in(staff)
    form = {"email": applicant.email, "role": "officer", "government": "", "department": "企画課"}
    page = text(client.post(reverse("accounts:invite"), form))
    assert "どの団体の担当者かを入れてください" in page
    assert "見つかりません" in text(
        client.post(reverse("accounts:invite"), form | {"government": "999999"})
    )
    sent = form | {"government": "静岡県 河津町", "responsible": "on"}
    assert client.post(reverse("accounts:invite"), sent).status_code == 302
    link = next(
        word for word in letter_to(applicant.email).split() if "/invitations/" in word
    ).removeprefix("http://testserver")
    signed_in(applicant).post(link)
    office = Officer.objects.get(user=applicant)
    assert (office.local_government, office.department) == (kawazu, "企画課")
    assert office.is_responsible
    assert office.since == today()


def test_only_an_officers_invitation_names_a_local_government(
    staff: User, kawazu: LocalGovernment
) -> None:
    with pytest.raises(PermissionDenied, match="自治体担当者の招待にだけ"):
        invited(staff, role=Role.EVALUATOR, government=kawazu)
    with pytest.raises(PermissionDenied, match="自治体担当者の招待にだけ"):
        invited(staff, role=Role.OFFICER)


def test_a_responsible_officer_invites_colleagues_of_the_same_body(
    signed_in: SignIn, kawazu: LocalGovernment, applicant: User, roles: None
) -> None:
    head = colleague(kawazu, "head", responsible=True)
    client = signed_in(head.user)
    address = reverse("accounts:invite_colleague", args=[kawazu.code])
    client.post(address, {"email": applicant.email, "department": "総務課"})
    row = Invitation.objects.get()
    assert (row.local_government, row.role, row.responsible) == (kawazu, Role.OFFICER, False)
    actions.accept(row, by=applicant)
    assert Officer.objects.serving(today()).filter(user=applicant).exists()
    other = factories.LocalGovernmentFactory(code="223018", name="東伊豆町", kana="ヒガシイズ")
    address = reverse("accounts:invite_colleague", args=[other.code])
    assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        invited(head.user, role=Role.OFFICER, government=other)
    with pytest.raises(PermissionDenied):
        invited(head.user, role=Role.OFFICER, government=kawazu, responsible=True)


def test_a_colleague_who_is_not_responsible_invites_nobody(
    signed_in: SignIn, kawazu: LocalGovernment, roles: None
) -> None:
    office = colleague(kawazu, "colleague")
    client = signed_in(office.user)
    assert "担当者を招待する" not in text(client.get(reverse("accounts:colleagues")))
    assert client.get(reverse("accounts:invite_colleague", args=[kawazu.code])).status_code == 404


def test_another_bodys_invitation_is_not_revoked(
    signed_in: SignIn, staff: User, kawazu: LocalGovernment
) -> None:
    other = factories.LocalGovernmentFactory(code="223018", name="東伊豆町", kana="ヒガシイズ")
    head = colleague(kawazu, "head", responsible=True)
    row, _link = invited(staff, role=Role.OFFICER, government=other)
    answer = signed_in(head.user).post(reverse("accounts:revoke", args=[row.public_id]))
    assert answer.status_code == 404
    assert Invitation.objects.pending().exists()


def test_who_holds_the_office_already_keeps_it(
    staff: User, officer: User, kawazu: LocalGovernment
) -> None:
    row, _link = invited(staff, officer.email, Role.OFFICER, government=kawazu)
    actions.accept(row, by=officer)
    assert Officer.objects.count() == 1


def test_invitations_are_written_down(staff: User, applicant: User) -> None:
    row, _link = invited(staff, applicant.email)
    actions.accept(row, by=applicant)
    unknown, _link = invited(staff)
    actions.revoke(unknown, by=staff)
    kinds = AccountEvent.objects.order_by("pk").values_list("kind", "user", "by")
    assert list(kinds) == [
        (Kind.INVITED, applicant.pk, staff.pk),
        (Kind.INVITATION_ACCEPTED, applicant.pk, None),
        (Kind.INVITED, None, staff.pk),
        (Kind.INVITATION_REVOKED, None, staff.pk),
    ]
    assert NEW not in str(AccountEvent.objects.values())


@pytest.mark.parametrize(
    "wrong",
    [
        "role = 'officer'",
        "email = 'New@tests.example'",
        "department = '企画課'",
        "expires_at = invited_at",
        "accepted_at = now()",
        "revoked_at = now()",
        "role = 'king'",
        "accepted_at = now(), accepted_by_id = invited_by_id,"
        " revoked_at = now(), revoked_by_id = invited_by_id",
    ],
)
def test_the_database_refuses_nonsense(staff: User, wrong: str) -> None:
    invited(staff)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE accounts_invitation SET {wrong}")


def test_the_page_is_kept_by_no_cache(staff: User) -> None:
    _row, link = invited(staff)
    assert "no-store" in Client().get(link)["Cache-Control"]


def test_the_first_staff_account_is_appointed_and_then_sets_a_factor_up(roles: None) -> None:
    call_command("appoint", "first@tests.example", "staff")
    user = with_password(User.objects.get(email="first@tests.example"))
    client = Client()
    sign_in(client, user.email)
    assert client.get("/desk/rounds/")["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("223026", "223026"),
        ("河津町", "223026"),
        ("静岡県 河津町", "223026"),
        ("静岡県河津町", "223026"),
        ("静岡県", "220001"),
        ("府中市", None),
        ("東京都府中市", "132063"),
        ("広島県　府中市", "342084"),
        ("河津", None),
        ("", None),
    ],
)
def test_a_local_government_is_found_by_code_or_name(typed: str, code: str | None) -> None:
    """Some names are shared: then the prefecture belongs to it. In English too."""
    for known, name, kind in (
        ("223026", "河津町", "town"),
        ("220001", "静岡県", "prefecture"),
        ("132063", "府中市", "city"),
        ("342084", "府中市", "city"),
    ):
        factories.LocalGovernmentFactory(
            code=known, name=name, kind=kind, prefecture=known[:2], county=""
        )
    for language in ("ja", "en"):
        with translation.override(language):
            found = queries.find_government(typed, today())
        assert (found.code if found else None) == code


# An invitation is as good as the right to send it, and no way back to what was taken away


def test_what_was_taken_away_does_not_come_back_by_an_invitation(
    staff: User, staff2: User, applicant: User
) -> None:
    """Staff whose role is taken had invited another mailbox of theirs, and been invited."""
    sent, _link = invited(staff, applicant.email, Role.STAFF)
    got, _link = invited(staff2, staff.email, Role.STAFF)
    actions.take_role(staff, Role.STAFF, by=staff2)
    for row, by in ((sent, applicant), (got, staff)):
        row.refresh_from_db()
        assert row.revoked_by == staff2
        with pytest.raises(PermissionDenied, match="この招待は使えません"):
            actions.accept(row, by=User.objects.get(pk=by.pk))
    assert not User.objects.get(pk=applicant.pk).roles


def test_what_somebody_may_still_offer_stays(staff: User, staff2: User, applicant: User) -> None:
    actions.grant_role(staff, Role.AUDITOR, by=staff2)
    row, _link = invited(staff, applicant.email)
    actions.take_role(staff, Role.AUDITOR, by=staff2)
    actions.accept(row, by=applicant)
    assert User.objects.get(pk=applicant.pk).roles == {Role.EVALUATOR}


@pytest.mark.parametrize("lost", ["office", "responsibility"])
def test_who_is_responsible_no_longer_has_offered_nothing(
    kawazu: LocalGovernment, applicant: User, roles: None, lost: str
) -> None:
    head, other = colleague(kawazu, "head", responsible=True), colleague(kawazu, "other")
    row, _link = invited(head.user, applicant.email, Role.OFFICER, government=kawazu)
    if lost == "office":
        actions.make_responsible(other, by=head.user)
        actions.end_office(head, until=today(), by=other.user)
    else:
        actions.hand_over(head, other, by=head.user)
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert not Officer.objects.filter(user=applicant).exists()


def test_an_office_that_was_ended_does_not_come_back_by_an_invitation(
    kawazu: LocalGovernment, staff: User, roles: None
) -> None:
    office = colleague(kawazu, "colleague")
    row, _link = invited(staff, office.user.email, Role.OFFICER, government=kawazu)
    actions.end_office(office, until=today() - dt.timedelta(days=1), by=staff)
    with pytest.raises(PermissionDenied, match="この招待は使えません"):
        actions.accept(row, by=office.user)


def test_nothing_is_taken_from_whoever_may_not_offer_it_today(
    signed_in: SignIn, kawazu: LocalGovernment, staff: User, applicant: User
) -> None:
    """However the right went: by the clock, or by a command on the machine."""
    head = colleague(kawazu, "head", responsible=True)
    from_head, link = invited(head.user, applicant.email, Role.OFFICER, government=kawazu)
    from_staff, _link = invited(staff, applicant.email)
    last_confirmed(head, today() - dt.timedelta(days=800))
    User.objects.filter(pk=staff.pk).update(is_active=False)
    for row in (from_head, from_staff):
        with pytest.raises(PermissionDenied, match="いまはこの役割に招待できません"):
            actions.accept(row, by=applicant)
    assert "いまはこの役割に招待できません" in text(signed_in(applicant).get(link))


def test_nobody_invites_themselves(
    signed_in: SignIn, staff: User, staff2: User, kawazu: LocalGovernment
) -> None:
    """Neither by their own address nor by one that becomes theirs."""
    for address in (staff.email, staff.email.upper()):
        with pytest.raises(PermissionDenied, match="自分を招待することはできません"):
            invited(staff, address, Role.AUDITOR)
    form = {"email": staff.email, "role": "auditor"}
    assert signed_in(staff).post(reverse("accounts:invite"), form).status_code == 403
    head = colleague(kawazu, "head", responsible=True)
    with pytest.raises(PermissionDenied, match="自分を招待することはできません"):
        invited(head.user, head.user.email, Role.OFFICER, government=kawazu)
    row, _link = invited(staff, role=Role.AUDITOR)
    User.objects.filter(pk=staff.pk).update(email=NEW)
    staff.emailaddress_set.update(email=NEW)
    with pytest.raises(PermissionDenied, match="自分が送った招待は受けられません"):
        actions.accept(row, by=User.objects.get(pk=staff.pk))
