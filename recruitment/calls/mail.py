"""Letters about a round to one person."""

from common.mail import send_later
from recruitment.calls.models import Extension


def extended(extension: Extension) -> None:
    """Tell the person until when they may submit."""
    person = extension.person
    to = person.user.email if person.user else person.email
    if to:
        send_later("calls/extended", to, {"extension": extension, "round": extension.round})
