"""What an evaluator does before anything is assigned: the pledge, and naming conflicts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.gates import SignedIn, for_evaluators
from common.verdict import require
from recruitment.calls.models import CommitteeSeat
from recruitment.evaluation import actions, pledges, policy, queries
from recruitment.evaluation.forms import DeclarationForm, PledgeForm


@for_evaluators
def pledge(request: SignedIn, code: str) -> HttpResponse:
    """The words of the pledge; agreeing opens the list of applicants."""
    seat = _seat(request, code)
    if seat.has_pledged:  # type: ignore[attr-defined]
        return redirect("evaluation:declare", code)
    form = PledgeForm(request.POST or None)
    if form.is_valid():
        actions.pledge(seat, by=request.user)
        messages.success(request, _("誓約を記録しました。"))
        return redirect("evaluation:index")
    context = {"round": seat.round, "form": form, "points": pledges.POINTS}
    return render(request, "evaluation/pledge.html", context)


@for_evaluators
def declare(request: SignedIn, code: str) -> HttpResponse:
    """Everybody who is evaluated, by name and employer alone; naming conflicts."""
    seat = _seat(request, code)
    if not seat.has_pledged:  # type: ignore[attr-defined]
        return redirect("evaluation:pledge", code)
    require(policy.can_declare(request.user, seat))
    form = DeclarationForm(queries.listed(seat.round), request.POST or None)
    if form.is_valid():
        named = form.reasons()
        actions.declare(seat, by=request.user, reasons=named)
        messages.success(
            request, _("申告を記録しました。申告した応募者: %(count)s人") % {"count": len(named)}
        )
        return redirect("evaluation:index")
    context = {"round": seat.round, "form": form, "rules": queries.rules_of(seat.round)}
    return render(request, "evaluation/declare.html", context)


def _seat(request: SignedIn, code: str) -> CommitteeSeat:
    return get_object_or_404(queries.seats_of(request.user), round__code=code)
