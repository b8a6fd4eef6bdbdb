"""What an applicant reads of the evaluation: the outcome, the letters, and what feedback the round
allows; nothing before the release.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.gates import SignedIn
from recruitment.applications.models import Application
from recruitment.applications.queries import own, released_results
from recruitment.evaluation import queries
from recruitment.evaluation.views.letters import paper


def result(request: SignedIn, public_id: str) -> HttpResponse:
    """One's own results, per category."""
    application = _released(request, public_id)
    reasons = queries.allowed_reasons(application)
    context = {
        "application": application,
        "round": application.round,
        "results": [(row, reasons.get(row.pk, "")) for row in released_results(application)],
        "letters": queries.letters_for(application),
    }
    return render(request, "evaluation/result.html", context)


def own_letter(request: SignedIn, public_id: str, letter: str) -> HttpResponse:
    """One of one's own letters, on paper."""
    application = _released(request, public_id)
    row = get_object_or_404(queries.letters_for(application), public_id=letter)
    return paper([row], f"letter-{application.receipt_number}.pdf")


def _released(request: SignedIn, public_id: str) -> Application:
    """The reader's own application; before its results are out there is no such page."""
    application = get_object_or_404(own(request.user), public_id=public_id)
    if not released_results(application):
        raise Http404
    return application
