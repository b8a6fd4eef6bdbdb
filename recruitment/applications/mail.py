"""Letters to the applicant, each made from the rows as they are being committed."""

from typing import Any

from common.mail import send_later
from recruitment.applications.models import Application, Submission
from recruitment.applications.returnable import FIELD_LABELS


def receipt(application: Application, submission: Submission) -> None:
    """What was received, when, under which number, with which digest."""
    categories = [
        candidacy.category for candidacy in application.candidacies.select_related("category")
    ]
    _write("receipt", application, submission=submission, categories=categories)


def accepted(application: Application) -> None:
    _write("accepted", application)


def returned(
    application: Application, reason: str, fields: list[tuple[str, str, str]] | None = None
) -> None:
    """`fields`: name, label and why of what was picked; each language has its own label."""
    named = [(FIELD_LABELS[name], why) for name, _label, why in fields or []]
    _write("returned", application, reason=reason, fields=named)


def refused(application: Application, reason: str, ground: Any = "") -> None:
    _write("refused", application, reason=reason, ground=ground)


def withdrawn(application: Application) -> None:
    _write("withdrawn", application)


def _write(name: str, application: Application, **context: Any) -> None:
    """Nobody is written to whose address is not known, as for past rounds."""
    person = application.person
    to = person.user.email if person.user else person.email
    if to:
        context |= {"application": application, "round": application.round, "person": person}
        send_later(f"applications/{name}", to, context)
