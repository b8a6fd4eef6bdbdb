"""Accepting an invitation, by the link that only one mailbox was sent; and taking one back."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import actions, policy, queries
from accounts.gates import SignedIn, for_role
from accounts.models import Invitation
from accounts.roles import Role, is_staff
from accounts.views.inviting import link_maker


@never_cache
@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to. Having the link proves the mailbox, so signing up needs no letter.

    Whether somebody has the address already is not said: both ways in stand here.
    """
    digest = actions.token_digest(token)
    row = queries.invitations().filter(token_digest=digest).first()
    if row is None or not queries.is_open(row, timezone.now()):
        return render(request, "accounts/invitation_over.html", status=404)
    if not request.user.is_authenticated:
        get_adapter().stash_verified_email(request, row.email)
        back = urlencode({"next": request.path})
        context = {"row": row, "login": f"{reverse('account_login')}?{back}"}
        context["signup"] = f"{reverse('account_signup')}?{back}"
        return render(request, "accounts/invitation.html", context)
    if request.method == "POST":
        actions.accept(row, by=request.user)
        messages.success(request, _("招待を受けました。"))
        return redirect("home")
    verdict = policy.can_accept(request.user, row, timezone.now())
    return render(request, "accounts/invitation.html", {"row": row, "can_accept": verdict})


@for_role(Role.STAFF, Role.OFFICER)
@require_POST
def revoke(request: SignedIn, public_id: str) -> HttpResponse:
    """By whoever may invite to the same."""
    actions.revoke(_within_reach(request, public_id), by=request.user)
    messages.success(request, _("招待を取り消しました。"))
    return _back(request)


@for_role(Role.STAFF, Role.OFFICER)
@require_POST
def invite_again(request: SignedIn, public_id: str) -> HttpResponse:
    """Another letter with a link of its own; too soon after the last one, only the reason."""
    row = _within_reach(request, public_id)
    verdict = policy.can_invite_again(request.user, row, timezone.now())
    if verdict:
        actions.invite_again(row, by=request.user, link=link_maker(request))
        messages.success(request, _("招待のメールをもう一度送りました。前の宛先は使えません。"))
    else:
        messages.warning(request, verdict.reason)
    return _back(request)


def _within_reach(request: SignedIn, public_id: str) -> Invitation:
    rows = Invitation.objects.filter(queries.invitations_within_reach(request.user))
    return get_object_or_404(rows, public_id=public_id)


def _back(request: SignedIn) -> HttpResponse:
    """To where one invites from."""
    return redirect("accounts:people" if is_staff(request.user) else "accounts:colleagues")
