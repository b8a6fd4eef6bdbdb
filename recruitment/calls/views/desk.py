"""The ministry's pages about rounds: list, draft, announcement, period, end."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.verdict import require
from common.versions import StaleVersion, differences
from recruitment.calls import actions, policy, queries
from recruitment.calls.forms import CopyForm, PeriodForm, ReasonForm, RoundForm, ScheduleForm
from recruitment.calls.models import PublicText, Round
from recruitment.standards.models import SkillStandard

PAGE = 50


@for_desk
def rounds(request: SignedIn) -> HttpResponse:
    """Every round, drafts first in their year."""
    page = Paginator(queries.all_rounds(), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "can_create": policy.can_run(request.user)}
    return render(request, "calls/rounds.html", context)


@for_staff
def create(request: SignedIn) -> HttpResponse:
    """A new round, in draft."""
    initial = {"standard": SkillStandard.objects.in_force(timezone.localdate()).first()}
    form = RoundForm(request.POST or None, initial=initial)
    if form.is_valid():
        round = actions.create_round(by=request.user, **form.facts())
        messages.success(request, _("公募 %(code)s の下書きを作りました。") % {"code": round.code})
        return redirect("calls:edit", round.code)
    return render(request, "calls/create.html", {"form": form})


@for_staff
def copy(request: SignedIn, code: str) -> HttpResponse:
    """A new draft from an earlier round: what comes along, and which round it becomes."""
    round = _round(code)
    require(policy.can_copy(request.user, round))
    form = CopyForm(request.POST or None, initial=queries.next_number(timezone.localdate()))
    if form.is_valid():
        made = actions.copy_round(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(code)s の下書きを作りました。") % {"code": made.code})
        return redirect("calls:edit", made.code)
    return render(request, "calls/copy.html", {"form": form, "round": round})


@for_staff
def edit(request: SignedIn, code: str) -> HttpResponse:
    """Change a draft; a later save from an older page is refused and shown."""
    round = _round(code)
    require(policy.can_edit(request.user, round))
    form = RoundForm(request.POST or None, instance=_round(code))
    if not form.is_valid():
        return _editing(request, round, form)
    try:
        version = form.cleaned_data["version"]
        actions.edit_round(round, by=request.user, version=version, **form.facts())
    except StaleVersion:
        return _stale(request, _round(code), form)
    messages.success(request, _("保存しました。"))
    return redirect("calls:edit", round.code)


def _stale(request: SignedIn, stored: Round, form: RoundForm) -> HttpResponse:
    """The page again with what was typed, and what differs: saved once more, it is meant."""
    found = differences(form, stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = RoundForm(typed, instance=_round(stored.code))
    return _editing(request, stored, again, stale=True, differences=found, status=409)


def _editing(
    request: SignedIn, round: Round, form: RoundForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "round": round,
        "can_announce": policy.can_announce(request.user, round, timezone.now()),
        "missed": queries.missed_announcement(round),
        "counts": {"questions": round.questions.count(), "files": round.files.count()},
        "stale": False,
        **more,
    }
    return render(request, "calls/edit.html", context, status=status)


@for_staff
def announce(request: SignedIn, code: str) -> HttpResponse:
    """A page of its own that says what becomes public, and what of it is still empty."""
    round = _round(code)
    if request.method == "POST":
        actions.announce(round, by=request.user)
        messages.success(request, _("公募 %(code)s を公示しました。") % {"code": round.code})
        return redirect("desk:board", round.code)
    require(policy.can_announce(request.user, round, timezone.now()))
    texts = [each for each in PublicText if each != PublicText.FILES]
    context = {
        "round": round,
        "texts": [(each.label, bool(getattr(round, each))) for each in texts],
        "files": round.files.count(),
        "questions": round.questions.count(),
        "other_year": queries.other_fiscal_year(round),
    }
    return render(request, "calls/announce.html", context)


@for_staff
def schedule(request: SignedIn, code: str) -> HttpResponse:
    """Set the time at which the clock announces the draft."""
    round = _round(code)
    require(policy.can_announce(request.user, round, timezone.now()))
    form = ScheduleForm(round, request.user, request.POST or None)
    if form.is_valid():
        actions.schedule(round, by=request.user, announce_at=form.cleaned_data["announce_at"])
        messages.success(request, _("公示を予約しました。時刻になると、自動で公示します。"))
        return redirect("calls:edit", round.code)
    return render(request, "calls/schedule.html", {"form": form, "round": round})


@for_staff
@require_POST
def unschedule(request: SignedIn, code: str) -> HttpResponse:
    round = actions.unschedule(_round(code), by=request.user)
    messages.success(request, _("公示の予約を取り消しました。下書きのままです。"))
    return redirect("calls:edit", round.code)


@for_staff
def change_period(request: SignedIn, code: str) -> HttpResponse:
    """Move the dates of an announced round, with a reason that everybody reads."""
    round = _round(code)
    require(policy.can_change_period(request.user, round))
    form = PeriodForm(round, request.POST or None)
    if form.is_valid():
        actions.change_period(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("受付期間を変え、理由とともに公募のページに載せました。"))
        return redirect("desk:board", round.code)
    return render(request, "calls/change_period.html", {"form": form, "round": round})


@for_staff
def cancel(request: SignedIn, code: str) -> HttpResponse:
    """A page of its own that says what ends."""
    round = _round(code)
    require(policy.can_cancel(request.user, round))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.cancel(round, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("公募 %(code)s を中止しました。") % {"code": round.code})
        return redirect("desk:board", round.code)
    return render(request, "calls/cancel.html", {"form": form, "round": round})


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)
