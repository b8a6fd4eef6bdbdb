"""Whose application one may open. Look-up and gate are one: what is not yours does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.gates import SignedIn
from recruitment.applications import queries
from recruitment.applications.draft import Draft
from recruitment.applications.models import Application

DIGITS = 10  # more than any version has, fewer than `int` refuses


def own(request: SignedIn, public_id: str) -> Application:
    """The signed-in person's own application, whatever its status."""
    return get_object_or_404(queries.own(request.user), public_id=public_id)


def own_draft(request: SignedIn, public_id: str) -> Draft:
    """All of a working copy: one's own, or for staff one that came on paper."""
    draft = queries.draft(request.user, public_id)
    if draft is None:
        raise Http404
    return draft


def number_seen(request: SignedIn, name: str) -> int:
    """The number that the page carried. Without one nothing was seen: 0, which no row has."""
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < DIGITS else 0


def received(public_id: str) -> Application:
    """An application that was submitted at least once. Drafts do not exist for the ministry."""
    return get_object_or_404(queries.all_received(), public_id=public_id)
