"""Who may give and end roles, offices and accounts. Each refusal is a sentence."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from accounts import queries
from accounts.models import ErasureRequest, Invitation, LocalGovernment, Officer, User
from accounts.models.officers import year_begins
from accounts.roles import Role, is_staff
from common.verdict import YES, Verdict, first_no

WAIT_TO_INVITE_AGAIN = dt.timedelta(minutes=10)
MOST_A_DAY = 5  # letters to one mailbox about one role


def can_change_roles(by: User, user: User) -> Verdict:
    if not is_staff(by):
        return Verdict(_("役割を変えられるのは、総務省職員だけです。"))
    if by.pk == user.pk:
        return Verdict(_("自分の役割は変えられません。"))
    return YES


def can_give_role(by: User, user: User) -> Verdict:
    """A role opens doors: only an account whose address was proved may get one."""
    verdict = can_change_roles(by, user)
    proved = EmailAddress.objects.filter(user=user, email=user.email, verified=True)
    if verdict and not proved.exists():
        return Verdict(_("このアカウントのメールアドレスは、まだ確認されていません。"))
    return verdict


# Invitations


def can_invite(
    by: User,
    role: Role,
    government: LocalGovernment | None,
    *,
    email: str = "",
    responsible: bool = False,
) -> Verdict:
    """Staff invite to every role; a responsible officer invites colleagues of the same body.

    Nobody invites their own address: that would be giving oneself a role.
    """
    if email.casefold() == by.email.casefold():
        return Verdict(_("自分を招待することはできません。"))
    if (role == Role.OFFICER) != (government is not None):
        return Verdict(_("地方公共団体は、自治体担当者の招待にだけ必要です。"))
    if is_staff(by):
        return YES
    if role != Role.OFFICER or responsible or not queries.is_responsible_for(by, government):
        return Verdict(_("招待できるのは、総務省職員と、その団体の責任者だけです。"))
    return YES


def can_revoke(by: User, invitation: Invitation) -> Verdict:
    if invitation.accepted_at is not None:
        return Verdict(_("この招待は、もう受け入れられています。"))
    if invitation.revoked_at is not None:
        return Verdict(_("この招待は、もう取り消されています。"))
    return can_invite(by, Role(invitation.role), invitation.local_government)


def can_invite_again(by: User, invitation: Invitation, at: dt.datetime) -> Verdict:
    """Whoever could send it today, while it waits: a mailbox gets few letters, and none at once."""
    if at - invitation.invited_at < WAIT_TO_INVITE_AGAIN:
        return Verdict(_("この招待は、送ったばかりです。10分たってから、もう一度送ってください。"))
    if queries.invitations_like(invitation, since=at - dt.timedelta(days=1)).count() >= MOST_A_DAY:
        return Verdict(_("この人には、今日はもう5回招待を送りました。あすまた送れます。"))
    role, body = Role(invitation.role), invitation.local_government
    offered = can_invite(by, role, body, email=invitation.email, responsible=invitation.responsible)
    return first_no([can_revoke(by, invitation), offered])


def can_accept(user: User, invitation: Invitation, at: dt.datetime) -> Verdict:
    """The account with exactly the invited address, proved, while the invitation is open."""
    if not queries.is_open(invitation, at):
        return Verdict(
            _("この招待は使えません。期限が過ぎたか、すでに使われたか、取り消されました。")
        )
    if user.email != invitation.email:
        return Verdict(_("この招待は、別のメールアドレスにあてたものです。"))
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        return Verdict(_("このアカウントのメールアドレスは、まだ確認されていません。"))
    if user.pk == invitation.invited_by_id:
        return Verdict(_("自分が送った招待は受けられません。"))
    return is_still_offered(invitation)


def is_still_offered(invitation: Invitation) -> Verdict:
    """Whether whoever sent it could send it today."""
    by, role = invitation.invited_by, Role(invitation.role)
    if by.is_active and can_invite(
        by, role, invitation.local_government, responsible=invitation.responsible
    ):
        return YES
    return Verdict(_("この招待を送った人は、いまはこの役割に招待できません。"))


# Offices


def can_appoint(by: User, user: User, government: LocalGovernment, since: dt.date) -> Verdict:
    """Whoever may get the role, and does not act for this local government already."""
    offices = Officer.objects.filter(user=user, local_government=government)
    if offices.serving_from(since).exists():
        return Verdict(_("この人は、その日にはもうこの団体の担当者です。"))
    return can_give_role(by, user)


def can_end_office(by: User, officer: Officer, until: dt.date) -> Verdict:
    """From its first day to the end that it has; ending it again would lengthen it."""
    if until < officer.since:
        return Verdict(_("任を終える日は、開始日以後にしてください。"))
    if officer.until is not None and officer.until <= until:
        return Verdict(_("この任は、その日までにもう終わっています。"))
    if by.pk != officer.user_id and queries.is_responsible_for(by, officer.local_government):
        return YES
    return can_change_roles(by, officer.user)


def can_succeed(successor: Officer, officer: Officer) -> Verdict:
    """A colleague of the same body, whose own end is not set."""
    if successor.local_government_id != officer.local_government_id:
        return Verdict(_("後任は、同じ団体の担当者から選んでください。"))
    if successor.pk == officer.pk or successor.until is not None:
        return Verdict(_("後任は、その日のあとも担当する人から選んでください。"))
    return YES


def can_manage(by: User, government: LocalGovernment) -> Verdict:
    """Staff, and the responsible officers of the body."""
    if is_staff(by) or queries.is_responsible_for(by, government):
        return YES
    return Verdict(_("扱えるのは、総務省職員と、その団体の責任者だけです。"))


def can_confirm(by: User, officer: Officer, on: dt.date) -> Verdict:
    """Once a fiscal year. Responsible officers confirm themselves too, until they are locked."""
    if officer.until is not None and officer.until < on:
        return Verdict(_("この任は、もう終わっています。"))
    if officer.confirmed_on >= year_begins(on):
        return Verdict(_("今年度の確認は済んでいます。"))
    return can_manage(by, officer.local_government)


def can_make_responsible(by: User, officer: Officer, on: dt.date) -> Verdict:
    if officer.is_responsible:
        return Verdict(_("この人は、もう責任者です。"))
    if not _stays(officer, on):
        return Verdict(_("責任者になれるのは、いま担当し、終わりの決まっていない人だけです。"))
    if queries.free_slot(officer.local_government) is None:
        return Verdict(_("責任者は、1つの団体に2人までです。"))
    return can_manage(by, officer.local_government)


def can_hand_over(by: User, giver: Officer, taker: Officer, on: dt.date) -> Verdict:
    if not giver.is_responsible:
        return Verdict(_("この人は責任者ではありません。"))
    if taker.is_responsible:
        return Verdict(_("この人は、もう責任者です。"))
    if giver.local_government_id != taker.local_government_id:
        return Verdict(_("責任者は、同じ団体の担当者に引き継いでください。"))
    if not _stays(taker, on):
        return Verdict(_("責任者になれるのは、いま担当し、終わりの決まっていない人だけです。"))
    return can_manage(by, giver.local_government)


def _stays(officer: Officer, on: dt.date) -> bool:
    """Whether the officer acts today and no end is set."""
    return Officer.objects.serving(on).filter(pk=officer.pk, until__isnull=True).exists()


# Accounts


def can_deactivate(by: User, user: User, reason: str) -> Verdict:
    if not user.is_active:
        return Verdict(_("このアカウントは、もう停止しています。"))
    return _can_change_standing(by, user, reason)


def can_reactivate(by: User, user: User, reason: str) -> Verdict:
    if user.is_active:
        return Verdict(_("このアカウントは停止していません。"))
    return _can_change_standing(by, user, reason)


def can_reset_factors(by: User, user: User, reason: str) -> Verdict:
    if not queries.has_factor(user):
        return Verdict(_("このアカウントには、第2要素がありません。"))
    return _can_change_standing(by, user, reason)


def can_end_session(by: User, session: UserSession) -> Verdict:
    if session.user_id != by.pk:
        return Verdict(_("サインアウトできるのは、自分の端末だけです。"))
    return YES


# Erasure


def can_ask_for_erasure(by: User) -> Verdict:
    """Whoever has signed in, while nothing that they asked for waits."""
    if queries.erasures_of(by).open().exists():
        return Verdict(_("消去の申出は、もう受け付けています。回答をお待ちください。"))
    return YES


def can_withdraw_erasure(by: User, row: ErasureRequest) -> Verdict:
    if row.user_id != by.pk:
        return Verdict(_("取りやめられるのは、申し出た本人だけです。"))
    return _still_waits(row)


def can_answer_erasure(by: User, row: ErasureRequest, answer: str) -> Verdict:
    if not is_staff(by):
        return Verdict(_("消去の申出に答えられるのは、総務省職員だけです。"))
    if row.user_id == by.pk:
        return Verdict(_("自分の申出には、ほかの職員が答えます。"))
    return first_no([_still_waits(row), _says_what(answer)])


def _still_waits(row: ErasureRequest) -> Verdict:
    if row.answered_at is not None:
        return Verdict(_("この申出には、もう回答しています。"))
    if row.withdrawn_at is not None:
        return Verdict(_("この申出は、本人が取りやめています。"))
    return YES


def _says_what(answer: str) -> Verdict:
    return YES if answer.strip() else Verdict(_("本人への説明を書いてください。"))


def _can_change_standing(by: User, user: User, reason: str) -> Verdict:
    return first_no([_is_staff_and_other(by, user), _says_why(reason)])


def _is_staff_and_other(by: User, user: User) -> Verdict:
    if not is_staff(by):
        return Verdict(_("アカウントを扱えるのは、総務省職員だけです。"))
    if by.pk == user.pk:
        return Verdict(_("自分のアカウントは、ほかの職員が扱います。"))
    return YES


def _says_why(reason: str) -> Verdict:
    return YES if reason.strip() else Verdict(_("理由を書いてください。"))
