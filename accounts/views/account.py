"""One's own account on one page: how one signs in, where, and what happened lately."""

import re

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
from accounts.forms import NameForm
from accounts.gates import SignedIn, for_role
from accounts.roles import Role

LATELY = 10
SESSION = re.compile(r"[0-9]{1,18}")  # fits the database's number


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


@for_role(*Role)
def name(request: SignedIn) -> HttpResponse:
    """How one is named to staff and colleagues; who only applies is named by the application."""
    form = NameForm(request.POST or None, initial={"name": request.user.display_name})
    if request.method == "POST" and form.is_valid():
        actions.rename(request.user, form.cleaned_data["name"])
        messages.success(request, _("表示名を変えました。"))
        return redirect("accounts:account")
    return render(request, "accounts/name.html", {"form": form})


@require_POST
def end_session(request: SignedIn) -> HttpResponse:
    """Sign another device out; the one in use is signed out by its own button.

    The page names a session by its row, never by the key that opens it.
    """
    number = request.POST.get("session", "")
    mine = UserSession.objects.filter(user=request.user)
    others = mine.exclude(session_key=request.session.session_key)
    row = get_object_or_404(others, pk=number if SESSION.fullmatch(number) else 0)
    actions.end_session(row, by=request.user, client=client_of(request))
    messages.success(request, _("その端末をサインアウトしました。"))
    return redirect("usersessions_list")
