"""Letters to the applicant, each made from the rows as they are being committed."""

from typing import Any

from common.mail import send_later
from recruitment.applications.models import Application, Submission


def receipt(application: Application, submission: Submission) -> None:
    """What was received, when, under which number, with which digest."""
    categories = [
        candidacy.category for candidacy in application.candidacies.select_related("category")
    ]
    _write("receipt", application, submission=submission, categories=categories)


def accepted(application: Application) -> None:
    _write("accepted", application)


def returned(application: Application, reason: str) -> None:
    _write("returned", application, reason=reason)


def refused(application: Application, reason: str) -> None:
    _write("refused", application, reason=reason)


def withdrawn(application: Application) -> None:
    _write("withdrawn", application)


def _write(name: str, application: Application, **context: Any) -> None:
    """Nobody is written to whose address is not known, as for past rounds."""
    person = application.person
    to = person.user.email if person.user else person.email
    if to:
        context |= {"application": application, "round": application.round, "person": person}
        send_later(f"applications/{name}", to, context)
