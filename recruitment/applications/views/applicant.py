"""A person's own applications: list, writing, state, withdrawal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.verdict import require
from common.versions import StaleVersion, differences
from recruitment.applications import actions, content, policy, queries
from recruitment.applications.forms import ApplicationForm, WithdrawForm, checked
from recruitment.applications.models import Application
from recruitment.applications.views.access import own
from recruitment.calls.models import Round
from recruitment.calls.queries import cancellation, deadline


def index(request: SignedIn) -> HttpResponse:
    """My applications, and the rounds in which I can begin one."""
    now = timezone.now()
    context = {
        "applications": queries.own(request.user),
        "rounds": queries.still_open(request.user, now),
    }
    return render(request, "applications/index.html", context)


@require_POST
def start(request: SignedIn, code: str) -> HttpResponse:
    """Begin an application, or go on with the one there is."""
    round = get_object_or_404(Round.objects.called(), code=code)
    application = actions.start(round, by=request.user)
    if application.receipt_number:
        return redirect(application)
    return redirect("applications:edit", application.public_id)


def detail(request: SignedIn, public_id: str) -> HttpResponse:
    """Where the application stands, and its receipt."""
    application = own(request, public_id)
    latest, round, now = application.latest, application.round, timezone.now()
    names = queries.category_names(round.standard_id)
    said = latest.content if latest else content.written(content.facts_of(application))
    context = {
        "application": application,
        "round": round,
        "latest": latest,
        "lines": content.shown(said, names),
        "changed": latest is not None and not content.unchanged(application),
        "reason": queries.reason_for_applicant(application),
        "cancellation": cancellation(round),
        "results": queries.released_results(application),
        "history": application.history.order_by("at", "pk"),
        "deadline": deadline(round, application.person),
        "can_edit": policy.can_edit(request.user, application, now),
        "can_withdraw": policy.can_withdraw(request.user, application),
    }
    return render(request, "applications/detail.html", context)


def edit(request: SignedIn, public_id: str) -> HttpResponse:
    """Write the application. What is missing may be missing; `?check=1` shows what it is."""
    application = own(request, public_id)
    require(policy.can_edit(request.user, application, timezone.now()))
    if request.method != "POST":
        checking = "check" in request.GET
        form = checked(application) if checking else ApplicationForm(instance=application)
        return _editing(request, application, form)
    form = ApplicationForm(request.POST, instance=own(request, public_id))
    if not form.is_valid():
        return _editing(request, application, form)
    return _save(request, application, form)


def _save(request: SignedIn, application: Application, form: ApplicationForm) -> HttpResponse:
    version = form.cleaned_data["version"]
    try:
        actions.save_draft(application, by=request.user, version=version, **form.facts())
    except StaleVersion:
        return _stale(request, own(request, application.public_id), form)
    messages.success(request, _("保存しました。まだ提出していません。"))
    page = "applications:review" if "review" in request.POST else "applications:edit"
    return redirect(page, application.public_id)


def _stale(request: SignedIn, stored: Application, form: ApplicationForm) -> HttpResponse:
    """The page again with what was typed, and what differs: saved once more, it is meant."""
    found = differences(form, stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = ApplicationForm(typed, instance=own(request, stored.public_id))
    return _editing(request, stored, again, stale=True, differences=found, status=409)


def _editing(
    request: SignedIn,
    application: Application,
    form: ApplicationForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "application": application,
        "round": application.round,
        "deadline": deadline(application.round, application.person),
        "form": form,
        "sections": list(form.sections()),
        "stale": False,
        **more,
    }
    return render(request, "applications/edit.html", context, status=status)


def withdraw(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own that says what ends."""
    application = own(request, public_id)
    require(policy.can_withdraw(request.user, application))
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw(application, by=request.user, reason=reason)
        messages.success(request, _("応募を取り下げました。"))
        return redirect("applications:index")
    context = {"application": application, "round": application.round, "form": form}
    return render(request, "applications/withdraw.html", context)
