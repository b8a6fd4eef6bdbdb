"""The evaluator's pages: what is assigned, scoring it, declaring a conflict."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.gates import SignedIn, for_evaluators
from common import pdf
from common.verdict import require
from common.versions import StaleVersion
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import AbstainForm, ConflictForm, ScoreForm
from recruitment.evaluation.models import Evaluation


@for_evaluators
def index(request: SignedIn) -> HttpResponse:
    """How many there are to score, by when, and the next one."""
    context = {"rooms": queries.rooms_of(request.user), "seats": queries.seats_of(request.user)}
    return render(request, "evaluation/index.html", context)


@for_evaluators
def bundle(request: SignedIn, code: str) -> HttpResponse:
    """Everything assigned to the evaluator in one PDF that names its reader on every page."""
    rooms = [room for room in queries.rooms_of(request.user) if room.round.code == code]
    if not rooms:
        raise Http404
    context = {
        "round": rooms[0].round,
        "papers": queries.papers(rooms[0]),
        "reader": request.user.label,
        "made_at": timezone.now(),
    }
    paper = pdf.render("pdf/bundle.html", context, language=get_language() or "ja")
    name = f'inline; filename="{code}-evaluation.pdf"'
    headers = {"Content-Disposition": name}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


@for_evaluators
def score(request: SignedIn, public_id: str) -> HttpResponse:
    """One candidacy: the evidence left, the scale right. POST keeps a draft."""
    evaluation = _own(request, public_id)
    if "autosave" in request.POST:
        return _autosaved(request, evaluation)
    if request.method == "POST":
        require(policy.can_score(request.user, evaluation))
    form = _form(request, evaluation)
    if form.is_valid():
        try:
            actions.save_scores(evaluation, by=request.user, **form.facts())
        except StaleVersion:
            return _stale(request, form, _own(request, public_id))
        messages.success(request, _("保存しました。"))
        following = queries.room_of(evaluation).after(evaluation)
        return redirect(following if following and "next" in request.POST else evaluation)
    return _page(request, form, evaluation)


def _autosaved(request: SignedIn, evaluation: Evaluation) -> JsonResponse:
    """What the browser sends while one scores: kept as far as it can be stored."""
    form = _form(request, evaluation)
    form.is_valid()
    if "version" in form.errors:
        return JsonResponse({"refused": _("ページを開き直してください。")}, status=409)
    version = form.cleaned_data["version"]
    try:
        actions.save_scores(evaluation, by=request.user, version=version, **form.storable())
    except StaleVersion:
        sentence = _("別の画面で先に保存されています。ページを開き直してください。")
        return JsonResponse({"refused": sentence}, status=409)
    except PermissionDenied as refused:
        return JsonResponse({"refused": str(refused)}, status=403)
    said = _("保存しました %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}
    wrong = {name: list(sentences) for name, sentences in form.errors.items()}
    return JsonResponse({"said": said, "version": evaluation.version, "errors": wrong})


@for_evaluators
def submit(request: SignedIn, public_id: str) -> HttpResponse:
    """Save what the page holds and hand it in; then on to the next one.

    Reloaded, it is the page again.
    """
    evaluation = _own(request, public_id)
    if request.method != "POST":
        return redirect(evaluation)
    require(policy.can_score(request.user, evaluation))
    form = _form(request, evaluation, completing=True)
    if not form.is_valid():
        return _page(request, form, evaluation)
    try:
        actions.complete(evaluation, by=request.user, **form.facts())
    except StaleVersion:
        return _stale(request, form, _own(request, public_id))
    following = queries.room_of(evaluation).after(evaluation)
    messages.success(request, _("採点を提出しました。"))
    return redirect(following) if following else redirect("evaluation:index")


@for_evaluators
def declare_conflict(request: SignedIn, public_id: str) -> HttpResponse:
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


@for_evaluators
def abstain(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own that says what ends."""
    evaluation = _own(request, public_id)
    require(policy.can_score(request.user, evaluation))
    form = AbstainForm(request.POST or None)
    if form.is_valid():
        actions.abstain(evaluation, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("棄権を記録しました。"))
        return redirect("evaluation:index")
    return render(request, "evaluation/abstain.html", {"form": form, "evaluation": evaluation})


def _form(request: SignedIn, evaluation: Evaluation, *, completing: bool = False) -> ScoreForm:
    criteria = list(queries.criteria_of(evaluation.candidacy))
    return ScoreForm(evaluation, criteria, request.POST or None, completing=completing)


def _stale(request: SignedIn, form: ScoreForm, stored: Evaluation) -> HttpResponse:
    """The page again with what was typed, and what differs: saved once more, it is meant."""
    found = form.differences(stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = ScoreForm(stored, form.criteria, typed)
    return _page(request, again, stored, stale=True, differences=found, status=409)


def _page(
    request: SignedIn, form: ScoreForm, evaluation: Evaluation, status: int = 200, **more: Any
) -> HttpResponse:
    room = queries.room_of(evaluation)
    claims = queries.claims(evaluation, form.criteria)
    context = {
        "evaluation": evaluation,
        "form": form,
        "rows": [(row, claims.get(row.criterion.pk)) for row in form.rows()],
        "room": room,
        "following": room.after(evaluation),
        "evidence": queries.evidence(evaluation),
        "can_score": policy.can_score(request.user, evaluation),
        "can_declare_conflict": policy.can_declare_conflict(request.user, evaluation),
        "scores": evaluation.scores.select_related("criterion").order_by("criterion__order", "pk"),
        "stale": False,
        **more,
    }
    return render(request, "evaluation/score.html", context, status=status)


def _own(request: SignedIn, public_id: str) -> Evaluation:
    return get_object_or_404(queries.readable_by(request.user), public_id=public_id)
