"""The ministry's pages about the committee's decisions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.verdict import Verdict, require
from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.forms import ReasonForm
from recruitment.calls.models import Round
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import CorrectionForm, DecisionForm
from recruitment.evaluation.queries import Standing
from recruitment.evaluation.views.gates import for_desk, for_staff

PAGE = 100


@for_desk
def decisions(request: SignedIn, code: str) -> HttpResponse:
    """Every candidacy with what its scores come to, and how each evaluator used the scale."""
    round = _round(code)
    others = _of_others(request, queries.standings(round))
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "page_obj": page,
        "undecided": queries.undecided(round)
        .exclude(application__person__user=request.user)
        .count(),
        "categories": queries.offered(round),
        "spreads": queries.spread_by_seat(round, request.user),
        "can_close": policy.can_close_decisions(request.user, round),
        "can_release": policy.can_release(request.user, round),
        "held": queries.held_release(round),
    }
    return render(request, "evaluation/decisions.html", context)


@for_desk
def decide(request: SignedIn, public_id: str) -> HttpResponse:
    """One candidacy: scores, decisions so far, and the next one; POST records it."""
    candidacy = _candidacy(request, public_id)
    if request.method == "POST":
        require(policy.can_decide(request.user, candidacy))
    form = DecisionForm(
        candidacy, request.POST or None, initial={"decided_on": timezone.localdate()}
    )
    if form.is_valid():
        actions.decide(candidacy, by=request.user, **form.cleaned_data)
        messages.success(request, _("決定を記録しました。"))
        return redirect("evaluation:decisions", candidacy.round.code)
    return render(request, "evaluation/decide.html", _decide(request, candidacy, form))


def _decide(request: SignedIn, candidacy: Candidacy, form: DecisionForm) -> dict[str, Any]:
    standing = queries.standing(candidacy)
    return {
        "candidacy": candidacy,
        "round": candidacy.round,
        "standing": standing,
        "form": form,
        "decisions": candidacy.decisions.all(),
        "history": candidacy.history.select_related("by").order_by("-at", "-pk"),
        "can_decide": policy.can_decide(request.user, candidacy),
        "can_reopen": policy.can_assign(request.user, candidacy.round)
        and Verdict(_may_reopen(candidacy)),
        "can_give_up": policy.can_give_up(request.user, candidacy),
        "can_promote": policy.can_promote(request.user, candidacy),
        "can_correct": policy.can_correct(request.user, candidacy, standing.pending),
        "can_approve": policy.can_approve_correction(request.user, candidacy, standing.pending),
        "can_turn_down": policy.can_settle(request.user, candidacy.application),
    }


def _may_reopen(candidacy: Candidacy) -> str:
    return "" if candidacy.status == CandidacyStatus.APPLIED else _("もう決定されています。")


@for_staff
def promote(request: SignedIn, public_id: str) -> HttpResponse:
    """Let a reserve pass."""
    candidacy = _candidacy(request, public_id)
    require(policy.can_promote(request.user, candidacy))
    form = CorrectionForm(
        candidacy, request.POST or None, initial={"decided_on": timezone.localdate()}
    )
    if form.is_valid():
        actions.promote(candidacy, by=request.user, **form.cleaned_data)
        messages.success(request, _("補欠から合格に繰り上げました。"))
        return redirect("evaluation:decide", candidacy.public_id)
    context = {"form": form, "candidacy": candidacy, "round": candidacy.round}
    return render(request, "evaluation/promote.html", context)


@for_staff
def give_up(request: SignedIn, public_id: str) -> HttpResponse:
    """Record that the person gives up a pass."""
    candidacy = _candidacy(request, public_id)
    require(policy.can_give_up(request.user, candidacy))
    form = CorrectionForm(
        candidacy, request.POST or None, initial={"decided_on": timezone.localdate()}
    )
    if form.is_valid():
        actions.give_up(candidacy, by=request.user, **form.cleaned_data)
        messages.success(request, _("辞退を記録しました。本人に通知書を送ります。"))
        return redirect("evaluation:decide", candidacy.public_id)
    context = {"form": form, "candidacy": candidacy, "round": candidacy.round}
    return render(request, "evaluation/give_up.html", context)


@for_staff
def record_correction(request: SignedIn, public_id: str) -> HttpResponse:
    """The first of the two who correct a decision."""
    candidacy = _candidacy(request, public_id)
    pending = queries.standing(candidacy).pending
    require(policy.can_correct(request.user, candidacy, pending))
    form = CorrectionForm(
        candidacy, request.POST or None, initial={"decided_on": timezone.localdate()}
    )
    if form.is_valid():
        actions.record_correction(candidacy, by=request.user, **form.cleaned_data)
        messages.success(request, _("訂正を記録しました。別の職員が承認すると、結果が変わります。"))
        return redirect("evaluation:decide", candidacy.public_id)
    context = {"form": form, "candidacy": candidacy, "round": candidacy.round}
    return render(request, "evaluation/record_correction.html", context)


@for_staff
@require_POST
def approve_correction(request: SignedIn, public_id: str) -> HttpResponse:
    """The second of the two."""
    candidacy = _candidacy(request, public_id)
    actions.approve_correction(candidacy, by=request.user)
    messages.success(request, _("訂正を承認しました。結果が変わりました。"))
    return redirect("evaluation:decide", candidacy.public_id)


@for_staff
def turn_down_correction(request: SignedIn, public_id: str) -> HttpResponse:
    """Leave the result as it is, with a reason."""
    candidacy = _candidacy(request, public_id)
    require(policy.is_waiting(queries.standing(candidacy).pending))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.turn_down_correction(candidacy, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("訂正を取り下げました。結果は変わりません。"))
        return redirect("evaluation:decide", candidacy.public_id)
    context = {"form": form, "candidacy": candidacy, "round": candidacy.round}
    return render(request, "evaluation/turn_down_correction.html", context)


@for_staff
@require_POST
def close_decisions(request: SignedIn, code: str) -> HttpResponse:
    actions.close_decisions(_round(code), by=request.user)
    messages.success(request, _("決定を締め切りました。結果を応募者に知らせてください。"))
    return redirect("evaluation:decisions", code)


def _of_others(request: SignedIn, standings: list[Standing]) -> list[Standing]:
    """Without what the committee makes of the reader."""
    return [row for row in standings if policy.not_own(request.user, row.candidacy.application)]


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)


def _candidacy(request: SignedIn, public_id: str) -> Candidacy:
    """Any candidacy but the reader's own that was before the committee."""
    round = get_object_or_404(Round, candidacies__public_id=public_id)
    candidacy = get_object_or_404(queries.candidacies(round), public_id=public_id)
    if not policy.not_own(request.user, candidacy.application):
        raise Http404
    return candidacy
