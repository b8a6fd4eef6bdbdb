"""Who may read the list, and who may do what with a request. Each refusal is a sentence."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import LocalGovernment, User
from accounts.queries import governments_of
from accounts.roles import is_staff, may_read_desk
from common.verdict import YES, Verdict, first_no
from roster.provision.models import Grant, ProvisionRequest, RequestStatus
from roster.provision.queries import handling


def can_read_list(user: User) -> Verdict:
    """A valid grant that names a body for which the account acts today; the desk needs none."""
    if may_read_desk(user) or Grant.objects.for_user(user, timezone.localdate()).exists():
        return YES
    return Verdict(_("リストを見るには、情報提供の依頼が承認されている必要があります。"))


def can_ask(user: User, local_government: LocalGovernment) -> Verdict:
    """Officers ask for a body that they act for today."""
    if local_government not in governments_of(user, timezone.localdate()):
        return Verdict(_("依頼できるのは、ご自身が担当する地方公共団体についてだけです。"))
    return YES


def can_edit(user: User, request: ProvisionRequest) -> Verdict:
    """A draft, by the officer who began it, or by whoever took over."""
    if request.status != RequestStatus.DRAFT:
        return Verdict(_("送った依頼は変えられません。"))
    return _is_asker(user, request)


def can_submit(user: User, request: ProvisionRequest) -> Verdict:
    verdict = first_no([_is_asker(user, request), can_ask(user, request.local_government)])
    if verdict and not (request.problem.strip() and request.person_wanted.strip()):
        return Verdict(_("「1 困っていること」と「2 求める人」を書いてから送ってください。"))
    return verdict


def can_withdraw(user: User, request: ProvisionRequest) -> Verdict:
    if request.status not in (RequestStatus.DRAFT, RequestStatus.SUBMITTED):
        return Verdict(_("審査の済んだ依頼は、取り下げられません。"))
    return _is_asker(user, request)


def _is_asker(user: User, request: ProvisionRequest) -> Verdict:
    """The officer who asked; those who act for the body once that officer has left."""
    if request.officer_id != user.pk and user not in handling(request, timezone.localdate()):
        return Verdict(_("この依頼を扱えるのは、依頼を作った担当者だけです。"))
    return YES


def can_decide(user: User, request: ProvisionRequest) -> Verdict:
    """Staff decide, but not about what they asked for themselves."""
    if not is_staff(user):
        return Verdict(_("依頼を審査できるのは、総務省職員だけです。"))
    if request.officer_id == user.pk:
        return Verdict(_("ご自身の依頼は、ほかの職員が審査します。"))
    return YES


def can_grant(user: User, request: ProvisionRequest, until: dt.date) -> Verdict:
    if until < timezone.localdate():
        return Verdict(_("提供期限は、今日以後にしてください。"))
    return can_decide(user, request)
