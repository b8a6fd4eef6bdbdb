"""Letters to the officer who asked, or to whoever took over."""

from typing import Any

from django.utils import timezone

from common.mail import send_later
from roster.provision.models import Grant, ProvisionRequest
from roster.provision.queries import handling


def _tell(template: str, request: ProvisionRequest, **context: Any) -> None:
    for officer in handling(request, timezone.localdate()):
        about = {"request": request, "officer": officer, **context}
        send_later(f"provision/{template}", officer.email, about)


def granted(grant: Grant) -> None:
    """The list is open, for whom and until when."""
    bodies = [body.local_government for body in grant.bodies.select_related("local_government")]
    _tell("granted", grant.request, grant=grant, bodies=bodies)


def declined(request: ProvisionRequest, reason: str) -> None:
    _tell("declined", request, reason=reason)


def ended(grant: Grant, reason: str) -> None:
    _tell("ended", grant.request, grant=grant, reason=reason)
