"""The ministry's desk: what spans stages. The staff pages of one stage live in that stage."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.gates import SignedIn, for_desk
from accounts.roles import is_staff
from desk import queries
from desk.next_step import next_step
from desk.stages import stages
from recruitment.calls.models import PublicQuestionStatus, Round
from recruitment.calls.queries import asked_counts
from recruitment.evaluation import queries as evaluation


@for_desk
def index(request: SignedIn) -> HttpResponse:
    """The desk begins with its rounds."""
    return redirect("calls:rounds")


@for_desk
def board(request: SignedIn, code: str) -> HttpResponse:
    """Where the round stands, what to do next, how far everybody is."""
    row = get_object_or_404(Round.objects.select_related("standard"), code=code)
    figures, now = queries.funnel(row), timezone.now()
    context = {
        "round": row,
        "figures": figures,
        "stages": stages(row, figures),
        "step": next_step(row, figures, now),
        "may_act": is_staff(request.user),
        "seats": evaluation.progress(row, request.user),
        "history": row.history.select_related("by"),
        "waiting_questions": asked_counts(row)[PublicQuestionStatus.WAITING],
        "offers": row.offers.select_related("category"),
    }
    return render(request, "desk/board.html", context)
