"""The ministry's formal check of what was received."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.verdict import require
from recruitment.applications import actions, content, policy, queries
from recruitment.applications.forms import RefuseForm, ReturnForm
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.applications.views.access import number_seen
from recruitment.applications.views.access import received as find
from recruitment.calls.models import Round

PAGE = 50


@for_desk
def received(request: SignedIn, code: str) -> HttpResponse:
    """What has been received in a round, by receipt number, all or of one status."""
    round = get_object_or_404(Round, code=code)
    status = request.GET.get("status", "")
    rows = queries.received(round)
    if status in ApplicationStatus.values:
        rows = rows.filter(status=status)
    counts = queries.counts(round)
    context = {
        "round": round,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filters": [
            (word, word.label, counts[word]) for word in ApplicationStatus if word in counts
        ],
        "total": sum(counts.values()),
        "chosen": status,
    }
    return render(request, "applications/received.html", context)


@for_desk
def screen(request: SignedIn, public_id: str) -> HttpResponse:
    """One application with its latest submission, and what can be done with it."""
    application = find(public_id)
    latest, now = application.latest, timezone.now()
    names = queries.category_names(application.round.standard_id)
    context = {
        "application": application,
        "round": application.round,
        "latest": latest,
        "lines": content.shown(latest.content, names) if latest else [],
        "candidacies": application.candidacies.select_related("category"),
        "namesakes": queries.namesakes(application),
        "history": application.history.select_related("by"),
        "can_screen": policy.can_screen(request.user, application, now),
        "can_return": policy.can_return(request.user, application),
    }
    return render(request, "applications/screen.html", context)


@for_staff
@require_POST
def accept(request: SignedIn, public_id: str) -> HttpResponse:
    seen = number_seen(request, "seen")
    application = actions.accept(find(public_id), by=request.user, seen=seen)
    return _done(request, application, _("評価へ受理しました。"))


@for_staff
def return_for_correction(request: SignedIn, public_id: str) -> HttpResponse:
    """What is to be put right, until when."""
    application = find(public_id)
    require(policy.can_return(request.user, application))
    initial = {"due_at": _usual_due(application, timezone.now()), "seen": _number(application)}
    form = ReturnForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.return_for_correction(application, by=request.user, **form.cleaned_data)
        return _done(request, application, _("補正を依頼し、メールでお知らせしました。"))
    context = {"application": application, "round": application.round, "form": form}
    return render(request, "applications/return_for_correction.html", context)


@for_staff
def refuse(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own that says what ends."""
    application = find(public_id)
    require(policy.can_screen(request.user, application, timezone.now()))
    form = RefuseForm(request.POST or None, initial={"seen": _number(application)})
    if form.is_valid():
        actions.refuse(application, by=request.user, **form.cleaned_data)
        return _done(request, application, _("不適格とし、メールでお知らせしました。"))
    context = {"application": application, "round": application.round, "form": form}
    return render(request, "applications/refuse.html", context)


def _usual_due(application: Application, now: dt.datetime) -> dt.datetime:
    """Two weeks from now at five o'clock, and never before the round closes."""
    soon = timezone.localtime(now + dt.timedelta(days=14))
    soon = soon.replace(hour=17, minute=0, second=0, microsecond=0)
    return max(filter(None, [soon, application.round.closes_at]))


def _number(application: Application) -> int | None:
    return application.latest.number if application.latest else None


def _done(request: SignedIn, application: Application, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("applications:screen", application.public_id)
