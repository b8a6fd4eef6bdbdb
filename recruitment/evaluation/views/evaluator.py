"""The evaluator's pages: what is assigned, scoring it, declaring a conflict."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import for_evaluators
from common.verdict import require
from common.versions import StaleVersion
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import ConflictForm, ScoreForm
from recruitment.evaluation.models import Evaluation


@for_evaluators
def index(request: HttpRequest) -> HttpResponse:
    """How many there are to score, by when, and the next one."""
    return render(request, "evaluation/index.html", {"rooms": queries.rooms_of(request.user)})


@for_evaluators
def score(request: HttpRequest, public_id: str) -> HttpResponse:
    """One candidacy: the evidence left, the scale right. POST keeps a draft."""
    evaluation = _own(request, public_id)
    if request.method == "POST":
        require(policy.can_score(request.user, evaluation))
    form = _form(request, evaluation)
    if form.is_valid():
        try:
            actions.save_scores(evaluation, by=request.user, **form.facts())
        except StaleVersion:
            return _page(request, form, _own(request, public_id), stale=True)
        messages.success(request, _("保存しました。"))
        return redirect(evaluation)
    return _page(request, form, evaluation)


@for_evaluators
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save what the page holds and hand it in; then on to the next one."""
    evaluation = _own(request, public_id)
    require(policy.can_score(request.user, evaluation))
    form = _form(request, evaluation, completing=True)
    if not form.is_valid():
        return _page(request, form, evaluation)
    try:
        actions.complete(evaluation, by=request.user, **form.facts())
    except StaleVersion:
        return _page(request, form, _own(request, public_id), stale=True)
    following = queries.room_of(evaluation).next
    messages.success(request, _("採点を提出しました。"))
    return redirect(following) if following else redirect("evaluation:index")


@for_evaluators
def declare_conflict(request: HttpRequest, public_id: str) -> HttpResponse:
    """A page of its own that says what ends."""
    evaluation = _own(request, public_id)
    require(policy.can_declare_conflict(request.user, evaluation))
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        actions.declare_conflict(evaluation, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("利益相反を申告しました。この応募者の評価からは外れました。"))
        return redirect("evaluation:index")
    context = {"form": form, "evaluation": evaluation}
    return render(request, "evaluation/declare_conflict.html", context)


def _form(request: HttpRequest, evaluation: Evaluation, *, completing: bool = False) -> ScoreForm:
    criteria = list(queries.criteria_of(evaluation.candidacy))
    return ScoreForm(evaluation, criteria, request.POST or None, completing=completing)


def _page(
    request: HttpRequest, form: ScoreForm, evaluation: Evaluation, *, stale: bool = False
) -> HttpResponse:
    """The page with what was typed. A stale one can be sent once more, over what it shows."""
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "form": form,
        "room": queries.room_of(evaluation),
        "evidence": queries.evidence(evaluation),
        "can_score": policy.can_score(request.user, evaluation),
        "can_declare_conflict": policy.can_declare_conflict(request.user, evaluation),
        "scores": evaluation.scores.select_related("criterion").order_by("criterion__order", "pk"),
        "stale": stale,
        "differences": form.differences(evaluation) if stale else [],
    }
    if stale:
        form.data = form.data.copy()
        form.data["version"] = str(evaluation.version)
    return render(request, "evaluation/score.html", context, status=409 if stale else 200)


def _own(request: HttpRequest, public_id: str) -> Evaluation:
    return get_object_or_404(queries.readable_by(request.user), public_id=public_id)
