"""One's own account on one page: how one signs in, where, and what happened lately."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import queries
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
