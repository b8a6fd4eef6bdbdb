"""Letters about a round to one person, or to whoever asked about it."""

from common.mail import send_later
from recruitment.calls.models import Extension, PublicQuestion


def extended(extension: Extension) -> None:
    """Tell the person until when they may submit."""
    person = extension.person
    to = person.user.email if person.user else person.email
    if to:
        send_later("calls/extended", to, {"extension": extension, "round": extension.round})


def answered(question: PublicQuestion) -> None:
    """Send the answer to the address that was given with the question."""
    context = {"question": question, "round": question.round}
    send_later("calls/answered", question.email, context)
