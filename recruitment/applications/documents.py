"""Papers about an application."""

from django.utils import translation

from common import pdf
from recruitment.applications import content, queries
from recruitment.applications.models import Application, Submission


def receipt(application: Application, submission: Submission, *, language: str = "ja") -> bytes:
    """The receipt of one submission: number, time of arrival, digest, and what was received."""
    with translation.override(language):
        context = {
            "application": application,
            "round": application.round,
            "submission": submission,
            "name": content.registered_name(submission.content),
            "lines": content.shown(
                submission.content, queries.category_names(application.round.standard_id)
            ),
        }
        return pdf.render("pdf/receipt.html", context, language=language)
