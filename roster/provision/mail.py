"""Letters to the officer who asked."""

from typing import Any

from common.mail import send_later
from roster.provision.models import Grant, ProvisionRequest


def _tell(template: str, request: ProvisionRequest, **context: Any) -> None:
    officer = request.officer
    to = officer.email
    send_later(f"provision/{template}", to, {"request": request, "officer": officer, **context})


def granted(grant: Grant) -> None:
    """The list is open, for whom and until when."""
    bodies = [body.local_government for body in grant.bodies.select_related("local_government")]
    _tell("granted", grant.request, grant=grant, bodies=bodies)


def declined(request: ProvisionRequest, reason: str) -> None:
    _tell("declined", request, reason=reason)


def ended(grant: Grant, reason: str) -> None:
    _tell("ended", grant.request, grant=grant, reason=reason)
