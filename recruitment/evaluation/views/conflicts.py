"""The ministry's pages about the committee's members and their conflicts of interest."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.verdict import require
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import actions, policy, queries
from recruitment.evaluation.conflicts import RULES
from recruitment.evaluation.forms import RulesForm, SeatDetailsForm, VerdictForm
from recruitment.evaluation.models import ConflictOfInterest
from recruitment.evaluation.views.gates import for_desk, for_staff


@for_desk
def conflicts(request: SignedIn, code: str) -> HttpResponse:
    """Who has declared, what was declared and found, and how the round is evaluated."""
    round = get_object_or_404(Round, code=code)
    return _conflicts(request, round, RulesForm(instance=queries.rules_of(round)))


@for_staff
@require_POST
def set_rules(request: SignedIn, code: str) -> HttpResponse:
    round = get_object_or_404(Round, code=code)
    require(policy.can_set_rules(request.user, round))
    form = RulesForm(request.POST, instance=queries.rules_of(round))
    if not form.is_valid():
        return _conflicts(request, round, form)
    actions.set_rules(round, by=request.user, **form.cleaned_data)
    messages.success(request, _("評価の進め方を保存しました。"))
    return redirect("evaluation:conflicts", code)


def _conflicts(request: SignedIn, round: Round, form: RulesForm) -> HttpResponse:
    rows = queries.conflicts_of(round)
    context = {
        "round": round,
        "rules": queries.rules_of(round),
        "rules_version": RULES,
        "form": form,
        "seats": queries.with_progress(queries.committee(round)),
        "conflicts": [row for row in rows if row.person.user_id != request.user.pk],
        "last": queries.last_search(round),
        "given_away": queries.given_away(round, request.user),
        "can_set_rules": policy.can_set_rules(request.user, round),
        "can_search": policy.can_search_conflicts(request.user, round),
    }
    return render(request, "evaluation/conflicts.html", context)


@for_staff
@require_POST
def search(request: SignedIn, code: str) -> HttpResponse:
    """Compare every evaluator with every applicant."""
    done = actions.search_conflicts(get_object_or_404(Round, code=code), by=request.user)
    if done.found:
        said = _("新しく見つかった組合せ: %(found)s件。退けるまで、割り当てられません。")
        messages.warning(request, said % {"found": done.found})
    else:
        messages.success(request, _("新しく見つかったものは、ありませんでした。"))
    return redirect("evaluation:conflicts", code)


@for_staff
def judge(request: SignedIn, public_id: str) -> HttpResponse:
    """One conflict: confirm it or dismiss it, with a reason."""
    rows = ConflictOfInterest.objects.select_related("seat__round", "seat__user", "person")
    conflict = get_object_or_404(rows, public_id=public_id)
    require(policy.can_judge_conflict(request.user, conflict))
    form = VerdictForm(request.POST or None)
    if form.is_valid():
        actions.judge_conflict(conflict, by=request.user, **form.cleaned_data)
        messages.success(request, _("判断を記録しました。"))
        return redirect("evaluation:conflicts", conflict.seat.round.code)
    context = {"form": form, "conflict": conflict, "round": conflict.seat.round}
    return render(request, "evaluation/judge_conflict.html", context)


@for_staff
def edit_seat(request: SignedIn, code: str, member: str) -> HttpResponse:
    """Affiliation, expertise, term and cap of one evaluator; `member` is the account's name."""
    seats = CommitteeSeat.objects.taken().select_related("round", "user")
    seat = get_object_or_404(seats, round__code=code, user__public_id=member)
    require(policy.can_change_committee(request.user, seat.round))
    form = SeatDetailsForm(request.POST or None, instance=seat)
    if form.is_valid():
        actions.describe_seat(seat, by=request.user, **form.facts())
        messages.success(request, _("%(name)sの情報を保存しました。") % {"name": seat.user.label})
        return redirect("evaluation:committee", code)
    context = {"form": form, "seat": seat, "round": seat.round}
    return render(request, "evaluation/edit_seat.html", context)
