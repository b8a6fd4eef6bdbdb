"""Whose application one may open. Look-up and gate are one: what is not yours does not exist."""

from django.shortcuts import get_object_or_404

from accounts.gates import SignedIn
from recruitment.applications import queries
from recruitment.applications.models import Application


def own(request: SignedIn, public_id: str) -> Application:
    """The signed-in person's own application, whatever its status."""
    return get_object_or_404(queries.own(request.user), public_id=public_id)


def received(public_id: str) -> Application:
    """An application that was submitted at least once. Drafts do not exist for the ministry."""
    return get_object_or_404(queries.all_received(), public_id=public_id)
