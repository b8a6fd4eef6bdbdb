"""The ministry's pages before the evaluation: seats, criteria, and its start."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.verdict import require
from common.versions import StaleVersion, differences
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.forms import AddressForm, CriterionForm, DueDateForm, SeatForm
from recruitment.evaluation.models import Criterion
from recruitment.evaluation.views.gates import for_desk, for_staff


@for_desk
def committee(request: SignedIn, code: str) -> HttpResponse:
    """Who sits; POST gives a seat."""
    round = _round(code)
    if request.method == "POST":
        require(policy.can_change_committee(request.user, round))
    form = SeatForm(round, request.user, request.POST or None)
    if form.is_valid() and form.user is not None:
        chair = form.cleaned_data["is_chair"]
        actions.seat(round, form.user, by=request.user, is_chair=chair)
        messages.success(request, _("%(name)sを評価委員にしました。") % {"name": form.user.label})
        return redirect("evaluation:committee", round.code)
    return _committee(request, round, form, DueDateForm(round))


@for_staff
def set_due_date(request: SignedIn, code: str) -> HttpResponse:
    """By when evaluators are to have scored. Reloaded, it is the committee's page."""
    round = _round(code)
    if request.method != "POST":
        return redirect("evaluation:committee", round.code)
    require(policy.can_change_committee(request.user, round))
    form = DueDateForm(round, request.POST)
    if form.is_valid():
        actions.set_due_date(round, by=request.user, due_on=form.cleaned_data["due_on"])
        messages.success(request, _("採点の期限を保存しました。"))
        return redirect("evaluation:committee", round.code)
    return _committee(request, round, SeatForm(round, request.user), form)


def _committee(
    request: SignedIn, round: Round, form: SeatForm, due_form: DueDateForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "round": round,
        "form": form,
        "due_form": due_form,
        "seats": queries.with_progress(queries.progress(round, request.user)),
        "can_change": policy.can_change_committee(request.user, round),
    }
    return render(request, "evaluation/committee.html", context)


@for_staff
@require_POST
def unseat(request: SignedIn, code: str) -> HttpResponse:
    """End the seat of the evaluator with this address."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise Http404
    seats = CommitteeSeat.objects.taken().select_related("round", "user")
    seat = get_object_or_404(seats, round__code=code, user__email=form.cleaned_data["email"])
    actions.unseat(seat, by=request.user)
    messages.success(request, _("%(name)sの退任を記録しました。") % {"name": seat.user.label})
    return redirect("evaluation:committee", code)


@for_desk
def criteria(request: SignedIn, code: str) -> HttpResponse:
    """What each category is scored by, and whether the weights come to 100."""
    round = _round(code)
    context = {
        "round": round,
        "groups": queries.criteria_by_category(round),
        "can_edit": policy.can_edit_criteria(request.user, round),
    }
    return render(request, "evaluation/criteria.html", context)


@for_staff
@require_POST
def prepare_criteria(request: SignedIn, code: str) -> HttpResponse:
    actions.prepare_criteria(_round(code), by=request.user)
    messages.success(request, _("スキル標準の既定から、評価基準を用意しました。"))
    return redirect("evaluation:criteria", code)


@for_staff
def add_criterion(request: SignedIn, code: str, category: str) -> HttpResponse:
    """One more criterion of an offered category."""
    round = _round(code)
    require(policy.can_edit_criteria(request.user, round))
    offer = get_object_or_404(round.offers.select_related("category"), category__code=category)
    form = CriterionForm(request.POST or None)
    if form.is_valid():
        actions.add_criterion(round, offer.category, by=request.user, **form.facts())
        messages.success(request, _("評価基準を加えました。"))
        return redirect("evaluation:criteria", round.code)
    context = {"form": form, "round": round, "category": offer.category}
    return render(request, "evaluation/add_criterion.html", context)


@for_staff
def edit_criterion(request: SignedIn, code: str, category: str, order: int) -> HttpResponse:
    """Change a criterion; a later save from an older page is refused and shown."""
    criterion = _criterion(code, category, order)
    require(policy.can_edit_criteria(request.user, criterion.round))
    form = CriterionForm(request.POST or None, instance=_criterion(code, category, order))
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.save_criterion(criterion, by=request.user, version=version, **form.facts())
        except StaleVersion:
            return _stale(request, form, _criterion(code, category, order))
        messages.success(request, _("評価基準を保存しました。"))
        return redirect("evaluation:criteria", code)
    return _edited(request, form, criterion)


def _edited(
    request: SignedIn, form: CriterionForm, criterion: Criterion, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "criterion": criterion, "round": criterion.round, "stale": False}
    return render(request, "evaluation/edit_criterion.html", context | more, status=status)


def _stale(request: SignedIn, form: CriterionForm, stored: Criterion) -> HttpResponse:
    """The page again with what was typed, and what differs: saved once more, it is meant."""
    found = differences(form, stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = CriterionForm(typed, instance=stored)
    return _edited(request, again, stored, stale=True, differences=found, status=409)


@for_staff
def remove_criterion(request: SignedIn, code: str, category: str, order: int) -> HttpResponse:
    """A page of its own that says what goes."""
    criterion = _criterion(code, category, order)
    require(policy.can_edit_criteria(request.user, criterion.round))
    if request.method == "POST":
        actions.remove_criterion(criterion, by=request.user)
        messages.success(request, _("評価基準を取り除きました。"))
        return redirect("evaluation:criteria", code)
    context = {"criterion": criterion, "round": criterion.round}
    return render(request, "evaluation/remove_criterion.html", context)


@for_staff
@require_POST
def start(request: SignedIn, code: str) -> HttpResponse:
    actions.start(_round(code), by=request.user)
    messages.success(request, _("評価を始めました。応募者に評価委員を割り当ててください。"))
    return redirect("evaluation:assignment", code)


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)


def _criterion(code: str, category: str, order: int) -> Criterion:
    rows = Criterion.objects.select_related("round", "category", "skill_item")
    return get_object_or_404(rows, round__code=code, category__code=category, order=order)
