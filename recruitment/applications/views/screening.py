"""The ministry's formal check of one application: reading it, and the three ways it can go."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.verdict import require
from recruitment.applications import actions, comparing, desk_queries, policy
from recruitment.applications.content import registered_name
from recruitment.applications.desk_forms import (
    ChecklistForm,
    CorrectionForm,
    IneligibleForm,
    NoteForm,
)
from recruitment.applications.models import Application
from recruitment.applications.views.access import number_seen
from recruitment.applications.views.access import received as find


@for_desk
def screen(request: SignedIn, public_id: str) -> HttpResponse:
    """One application with all that was sent in, said and done about it."""
    return _screening(request, find(public_id))


def _screening(
    request: SignedIn, application: Application, note: NoteForm | None = None
) -> HttpResponse:
    latest, now = application.latest, timezone.now()
    history = list(application.history.select_related("by").order_by("at", "pk"))
    checks = desk_queries.checks(application)
    own = desk_queries.is_own(request.user, application)
    context = _context(application) | {
        "latest": latest,
        "name": registered_name(latest.content) if latest else application.person,
        "near": desk_queries.neighbours(application, len(checks), request.user),
        "parts": comparing.parts(latest) if latest else [],
        "attachments": latest.attachments.order_by("added_at", "pk") if latest else [],
        "submissions": application.submissions.order_by("-number"),
        "candidacies": application.candidacies.select_related("category"),
        "history": history,
        "letters": desk_queries.letters(application, history),
        "extensions": desk_queries.extensions(application),
        "arrivals": application.arrivals.select_related("scan", "by").order_by("at", "pk"),
        "returned": desk_queries.all_returned(application),
        "others": desk_queries.others_of_person(application),
        "own": own,
        "pairs": [] if own else desk_queries.pairs(application),
        "namesakes": [] if own else desk_queries.namesakes_without_pair(application),
        "notes": [] if own else application.notes.select_related("by").order_by("-at", "-pk"),
        "note_form": note or NoteForm(),
        "checks": [] if own else checks,
        "done": sum(check.mark is not None for check in checks),
        "can_screen": policy.can_screen(request.user, application, now),
        "can_return": policy.can_return(request.user, application),
        "can_enter": application.is_on_paper and policy.can_enter(request.user, application),
        "can_check": policy.can_check(request.user, application),
        "can_note": policy.can_note(request.user, application),
    }
    return render(request, "applications/screen.html", context)


@for_staff
def accept(request: SignedIn, public_id: str) -> HttpResponse:
    """Accept; where points are open or the applicant could still resubmit, ask once more."""
    application = find(public_id)
    if request.method != "POST":
        return redirect("applications:screen", public_id)
    seen, now = number_seen(request, "seen"), timezone.now()
    points = desk_queries.open_points(application)
    until = desk_queries.resubmittable(application.round, [application], now).get(application.pk)
    if (points or until) and seen == _number(application) and "despite" not in request.POST:
        require(policy.can_screen(request.user, application, now))
        shown = {"points": points, "seen": seen, "until": until}
        return render(request, "applications/accept.html", _context(application) | shown)
    actions.accept(application, by=request.user, seen=seen)
    return _done(request, application, _("評価へ受理しました。"))


@for_staff
def return_for_correction(request: SignedIn, public_id: str) -> HttpResponse:
    """What is to be put right, and until when; what was found wanting is picked already."""
    application = find(public_id)
    require(policy.can_return(request.user, application))
    picked, reason = _found_wanting(application)
    initial = {"due_at": usual_due(application, timezone.now()), "seen": _number(application)}
    form = CorrectionForm(request.POST or None, initial=initial | {"reason": reason}, picked=picked)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        actions.return_for_correction(application, by=request.user, seen=seen, **form.facts())
        return _done(request, application, _("補正を依頼し、メールでお知らせしました。"))
    latest = application.latest
    shown = {"form": form, "latest": latest, "parts": comparing.parts(latest) if latest else []}
    context = _context(application) | shown
    return render(request, "applications/return_for_correction.html", context)


def _found_wanting(application: Application) -> tuple[dict[str, str], str]:
    """From the checklist: fields to pick, with their remarks, and what belongs to no field."""
    wanting = [check for kind, check in desk_queries.open_points(application) if kind == "not_ok"]
    picked: dict[str, str] = {}
    general: list[str] = []
    for check in wanting:
        remark = check.mark.remark if check.mark else ""
        if not check.item.field:
            general.append(remark)
        elif remark or check.item.field not in picked:
            before = picked.get(check.item.field, "")
            picked[check.item.field] = " ".join(filter(None, [before, remark]))
    return picked, "\n".join(filter(None, general))


@for_staff
def refuse(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own that says what ends."""
    application = find(public_id)
    require(policy.can_screen(request.user, application, timezone.now()))
    form = IneligibleForm(request.POST or None, initial={"seen": _number(application)})
    if form.is_valid():
        actions.refuse(application, by=request.user, **form.cleaned_data)
        return _done(request, application, _("不適格とし、メールでお知らせしました。"))
    return render(request, "applications/refuse.html", _context(application) | {"form": form})


@for_staff
def check(request: SignedIn, public_id: str) -> HttpResponse:
    """The points of the formal check."""
    application = find(public_id)
    require(policy.can_check(request.user, application))
    checks = desk_queries.checks(application)
    form = ChecklistForm(checks, request.POST or None, initial={"seen": _number(application)})
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        actions.mark(application, by=request.user, found=form.found(), seen=seen)
        return _done(request, application, _("形式審査の結果を保存しました。"))
    latest = application.latest
    shown = {"form": form, "latest": latest, "parts": comparing.parts(latest) if latest else []}
    return render(request, "applications/check.html", _context(application) | shown)


@for_staff
@require_POST
def add_note(request: SignedIn, public_id: str) -> HttpResponse:
    application = find(public_id)
    require(policy.can_note(request.user, application))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _screening(request, application, form)
    actions.add_note(application, by=request.user, text=form.cleaned_data["text"])
    return _done(request, application, _("内部メモを保存しました。"))


def usual_due(application: Application, now: dt.datetime) -> dt.datetime:
    """Two weeks from now at five o'clock, and never before the round closes."""
    soon = timezone.localtime(now + dt.timedelta(days=14))
    soon = soon.replace(hour=17, minute=0, second=0, microsecond=0)
    return max(filter(None, [soon, application.round.closes_at]))


def _context(application: Application) -> dict[str, Any]:
    return {"application": application, "round": application.round}


def _number(application: Application) -> int | None:
    return application.latest.number if application.latest else None


def _done(request: SignedIn, application: Application, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("applications:screen", application.public_id)
