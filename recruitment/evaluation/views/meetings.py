"""The committee's meetings: who was there, and the minutes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.gates import SignedIn
from common import pdf
from common.verdict import require
from recruitment.calls.models import Round
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import MeetingForm
from recruitment.evaluation.views.gates import for_desk


@for_desk
def meetings(request: SignedIn, code: str) -> HttpResponse:
    """Every meeting with its attendance; POST notes one."""
    round = get_object_or_404(Round, code=code)
    if request.method == "POST":
        require(policy.can_record_meeting(request.user, round))
    today = {"held_on": timezone.localdate()}
    form = MeetingForm(round, request.POST or None, initial=today)
    if form.is_valid():
        actions.record_meeting(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("会議を記録しました。"))
        return redirect("evaluation:meetings", code)
    context = {
        "round": round,
        "form": form,
        "meetings": queries.meetings_of(round),
        "members": queries.committee(round).count(),
        "can_record": policy.can_record_meeting(request.user, round),
    }
    return render(request, "evaluation/meetings.html", context)


@for_desk
def minutes(request: SignedIn, code: str) -> HttpResponse:
    """The minutes as PDF, without the reader's own application."""
    round = get_object_or_404(Round, code=code)
    found = queries.minutes(round)
    cases = [
        case
        for case in found.cases
        if case.standing.candidacy.application.person.user_id != request.user.pk
    ]
    context = {
        "round": round,
        "minutes": found,
        "cases": cases,
        "conflicts": [row for row in found.conflicts if row.person.user_id != request.user.pk],
        "made_at": timezone.now(),
    }
    paper = pdf.render("pdf/minutes.html", context, language=get_language() or "ja")
    headers = {"Content-Disposition": f'inline; filename="{code}-minutes.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)
