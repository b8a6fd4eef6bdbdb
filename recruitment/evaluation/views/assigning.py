"""The ministry's pages during the evaluation: who evaluates whom, and how far they are."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.verdict import require
from common.versions import StaleVersion
from recruitment.calls.forms import ReasonForm
from recruitment.calls.models import Round
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import AssignForm
from recruitment.evaluation.models import Evaluation
from recruitment.evaluation.views.gates import for_desk, for_staff
from recruitment.evaluation.views.proposing import shown

PAGE = 50


@for_desk
def assignment(request: SignedIn, code: str) -> HttpResponse:
    """Progress, panels and the proposal; POST assigns one evaluator by hand."""
    round = _round(code)
    if request.method == "POST":
        require(policy.can_assign(request.user, round))
    form = AssignForm(round, request.user, request.POST or None)
    if form.is_valid():
        pair = form.cleaned_data["seat"], form.cleaned_data["application"]
        actions.assign(round, [pair], by=request.user)
        messages.success(request, _("割り当てて、評価委員にメールで知らせました。"))
        return redirect("evaluation:assignment", round.code)
    return render(request, "evaluation/assignment.html", _assignment(request, round, form))


def _assignment(request: SignedIn, round: Round, form: AssignForm) -> dict[str, Any]:
    others = queries.applicants(round).not_of(request.user)
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    can_assign = policy.can_assign(request.user, round)
    context = {
        "round": round,
        "form": form,
        "page_obj": page,
        "panels": queries.panels(round, list(page)),
        "seats": list(queries.progress(round, request.user)),
        "runs": round.assignment_runs.select_related("by")[:5],
        "can_assign": can_assign,
        "can_start": policy.can_start(request.user, round, timezone.now()),
        "obstacles": policy.start_obstacles(round, timezone.now()),
    }
    return context | (shown(actions.propose(round, by=request.user)) if can_assign else {})


@for_staff
@require_POST
def assign(request: SignedIn, code: str) -> HttpResponse:
    """Store the proposal, exactly as the page showed it."""
    round = _round(code)
    require(policy.can_assign(request.user, round))
    try:
        actions.carry_out(round, by=request.user, seen=request.POST.get("seen", ""))
    except StaleVersion:
        messages.warning(request, _("割当て案が変わりました。もう一度確かめてください。"))
        return redirect("evaluation:assignment", round.code)
    messages.success(request, _("案のとおり割り当てて、評価委員にメールで知らせました。"))
    return redirect("evaluation:assignment", round.code)


@for_staff
@require_POST
def pin(request: SignedIn, public_id: str) -> HttpResponse:
    """Keep one evaluator for an applicant in every proposal, or no longer."""
    evaluation = _evaluation(public_id)
    is_pinned = request.POST.get("pinned") == "1"
    actions.pin(evaluation, by=request.user, is_pinned=is_pinned)
    messages.success(request, _("固定しました。") if is_pinned else _("固定を外しました。"))
    return redirect("evaluation:assignment", evaluation.candidacy.round.code)


@for_staff
def take_back(request: SignedIn, public_id: str) -> HttpResponse:
    """Take an assignment back, with a reason."""
    evaluation = _evaluation(public_id)
    require(policy.can_take_back(request.user, evaluation))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.take_back(evaluation, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("割当てを取り消しました。"))
        return redirect("evaluation:assignment", evaluation.candidacy.round.code)
    context = {"form": form, "evaluation": evaluation, "round": evaluation.candidacy.round}
    return render(request, "evaluation/take_back.html", context)


@for_staff
def reopen(request: SignedIn, public_id: str) -> HttpResponse:
    """Give a submitted evaluation back to its evaluator, with a reason."""
    evaluation = _evaluation(public_id)
    require(policy.can_reopen(request.user, evaluation))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.reopen(evaluation, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("採点を再開し、評価委員にメールで知らせました。"))
        return redirect("evaluation:decide", evaluation.candidacy.public_id)
    context = {"form": form, "evaluation": evaluation, "round": evaluation.candidacy.round}
    return render(request, "evaluation/reopen.html", context)


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)


def _evaluation(public_id: str) -> Evaluation:
    rows = Evaluation.objects.select_related(
        "seat__user",
        "submission",
        "candidacy__round",
        "candidacy__category",
        "candidacy__application__person",
    )
    return get_object_or_404(rows, public_id=public_id)
