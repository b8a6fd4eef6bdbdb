"""One's own account on one page: how one signs in, where, and what happened lately."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, queries
from accounts.adapter import client_of
from accounts.factors import needs_factor
from accounts.gates import SignedIn

LATELY = 10


def account(request: SignedIn) -> HttpResponse:
    user = request.user
    context = {
        "roles": [queries.role_label(role) for role in sorted(user.roles)],
        "offices": queries.offices_of(user, timezone.localdate()),
        "has_factor": queries.has_factor(user),
        "needs_factor": needs_factor(user),
        "events": queries.events_of(user)[:LATELY],
    }
    return render(request, "accounts/account.html", context)


@require_POST
def end_session(request: SignedIn) -> HttpResponse:
    """Sign another device out; the one in use is signed out by its own button.

    The page names a session by its row, never by the key that opens it.
    """
    number = request.POST.get("session", "")
    mine = UserSession.objects.filter(user=request.user)
    others = mine.exclude(session_key=request.session.session_key)
    row = get_object_or_404(others, pk=number if number.isascii() and number.isdigit() else 0)
    actions.end_session(row, by=request.user, client=client_of(request))
    messages.success(request, _("その端末をサインアウトしました。"))
    return redirect("usersessions_list")
