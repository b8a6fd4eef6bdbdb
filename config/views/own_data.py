"""`/my-data/`: what is kept about oneself, to be read, taken out, and asked to be erased.

It spans every stage, and each person reads their own alone: nothing here takes an id.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import actions, policy, queries
from accounts.adapter import client_of
from accounts.gates import SignedIn
from accounts.models import AccountEventKind
from common.dates import in_tokyo
from config.own_data import as_json, compose, stored
from config.own_data_paper import paper
from recruitment.applications import queries as applications


@require_safe
def own_data(request: SignedIn) -> HttpResponse:
    """What there is, where it came from, how long it stays; the ways to take it and to end it."""
    now = timezone.now()
    context = {
        "stored": stored(compose(request.user, now)),
        "files": applications.own_files(request.user).order_by("application", "added_at", "pk"),
        "erasures": queries.erasures_of(request.user),
        "can_ask": policy.can_ask_for_erasure(request.user),
        "today": timezone.localdate(now),
    }
    return render(request, "config/own_data.html", context)


@require_safe
def own_data_json(request: SignedIn) -> HttpResponse:
    data = compose(request.user, timezone.now())
    return _download(request, as_json(data).encode(), "json", "application/json")


@require_safe
def own_data_pdf(request: SignedIn) -> HttpResponse:
    data = compose(request.user, timezone.now())
    return _download(request, paper(data), "pdf", "application/pdf")


def _download(request: SignedIn, body: bytes, ending: str, content_type: str) -> HttpResponse:
    """To be saved, kept by no cache, and written down in the account's log."""
    actions.record_event(
        AccountEventKind.DATA_TAKEN,
        user=request.user,
        detail=ending.upper(),
        client=client_of(request),
    )
    name = f"my-data-{in_tokyo(timezone.now()):%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=content_type, headers=headers)
