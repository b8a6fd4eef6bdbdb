"""Letters to registrants. People from past rounds may have no address: then nothing is sent."""

from typing import Any

from accounts.models import Person
from common.mail import send_later
from roster.registry.models import ProfileSheet, Registration


def _tell(template: str, person: Person, **context: Any) -> None:
    to = person.user.email if person.user else person.email
    if to:
        send_later(f"registry/{template}", to, {"person": person, **context})


def registered(registration: Registration) -> None:
    """You are registered, until when, and how to read your page."""
    _tell("registered", registration.registrant.person, registration=registration)


def deregistered(registration: Registration) -> None:
    """Your registration has ended, on which day and why."""
    _tell("deregistered", registration.registrant.person, registration=registration)


def sheet_approved(sheet: ProfileSheet) -> None:
    """Municipalities read this version of your sheet from now on."""
    _tell("sheet_approved", sheet.registrant.person, sheet=sheet)
