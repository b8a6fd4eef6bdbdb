"""Who may give and end roles and offices. Each refusal is a sentence."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from accounts.models import LocalGovernment, Officer, User
from accounts.roles import is_staff
from common.verdict import YES, Verdict


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
    return can_change_roles(by, officer.user)
