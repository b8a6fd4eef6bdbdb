"""Applications on paper: who it is and when it arrived, then the applicant's own pages."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_staff
from accounts.models import Person
from common.verdict import require
from common.versions import StaleVersion
from recruitment.applications import actions, desk_queries, policy, queries
from recruitment.applications.actions import Incomplete
from recruitment.applications.desk_forms import ArrivalForm, PaperForm, ScanForm
from recruitment.applications.draft import Draft
from recruitment.applications.views.access import number_seen, own_draft
from recruitment.applications.views.saving import around
from recruitment.applications.views.showing import address_of
from recruitment.calls.models import Round


@for_staff
def enter_paper(request: SignedIn, code: str) -> HttpResponse:
    """Who applied and when it arrived; somebody known is shown before anybody is made; then the
    scan, with which all of it is stored.
    """
    round = get_object_or_404(Round, code=code)
    require(policy.can_enter_paper(request.user, round))
    form = PaperForm(round, request.POST or None)
    known = None
    if "again" not in request.POST and form.is_valid():
        known = desk_queries.known_person(form.facts(), form.cleaned_data["email"])
        if known is None or form.cleaned_data["person"]:
            return _with_scan(request, round, form, known)
    return _who(request, round, form, known)


def _who(request: SignedIn, round: Round, form: PaperForm, known: Person | None) -> HttpResponse:
    waiting = desk_queries.paper_drafts(round)
    context = {"round": round, "form": form, "known": known, "waiting": waiting}
    return render(request, "applications/enter_paper.html", context)


def _with_scan(
    request: SignedIn, round: Round, form: PaperForm, known: Person | None
) -> HttpResponse:
    """The last thing to be chosen, once nothing else can be asked any more."""
    person = known if form.cleaned_data["person"] == "known" else None
    fits = policy.paper_fits(round, person, form.cleaned_data["received_at"])
    if not fits:
        form.add_error(None, fits.reason)
        return _who(request, round, form, known)
    sent = "with_scan" in request.POST
    scan = ScanForm(request.POST, request.FILES) if sent else ScanForm()
    if scan.is_valid():
        return _entered(request, round, form, scan, person)
    context = {"round": round, "form": form, "scan": scan, "person": person}
    return render(request, "applications/enter_paper.html", context)


def _entered(
    request: SignedIn, round: Round, form: PaperForm, scan: ScanForm, person: Person | None
) -> HttpResponse:
    said = form.cleaned_data
    try:
        application = actions.enter(
            round,
            by=request.user,
            person=person,
            facts=form.facts(),
            email=said["email"],
            received_at=said["received_at"],
            scan=scan.cleaned_data["scan"],
            kind=scan.kind,
        )
    except PermissionDenied as refused:
        form.add_error(None, str(refused))
        return _who(request, round, form, person)
    messages.success(request, _("つづけて、紙に書かれた内容を入れてください。"))
    return redirect("applications:paper", application.public_id)


def _find(request: SignedIn, public_id: str) -> Draft:
    """What came on paper and is not in yet."""
    draft = own_draft(request, public_id)
    if not draft.application.is_on_paper:
        raise Http404
    require(policy.can_enter(request.user, draft.application))
    return draft


@for_staff
def paper(request: SignedIn, public_id: str) -> HttpResponse:
    """How far the entry is: its parts, what is still missing, and the way to submit it."""
    draft = _find(request, public_id)
    application = draft.application
    found = queries.faults(draft, timezone.now())
    arrived = actions.newest_arrival(application)
    context: dict[str, Any] = around(request, draft, "") | {
        "faults": [
            (address_of(name, draft), sentence)
            for name, sentences in found.items()
            for sentence in sentences
        ],
        "arrived": arrived,
        "arrivals": application.arrivals.select_related("scan", "by"),
    }
    return render(request, "applications/paper.html", context)


@for_staff
@require_POST
def submit_paper(request: SignedIn, public_id: str) -> HttpResponse:
    application = _find(request, public_id).application
    seen = number_seen(request, "version")
    try:
        actions.submit_paper(application, by=request.user, version=seen)
    except Incomplete:
        return redirect("applications:paper", public_id)
    except StaleVersion:
        messages.warning(request, _("別の画面で内容が変わりました。もう一度確かめてください。"))
        return redirect("applications:paper", public_id)
    messages.success(request, _("紙の応募を受け付けました。"))
    return redirect("applications:screen", public_id)


@for_staff
def add_arrival(request: SignedIn, public_id: str) -> HttpResponse:
    """A correction came on paper."""
    application = _find(request, public_id).application
    form = ArrivalForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_arrival(
                application,
                by=request.user,
                received_at=said["received_at"],
                scan=said["scan"],
                kind=form.kind,
            )
        except PermissionDenied as refused:
            form.add_error("received_at", str(refused))
        else:
            return redirect("applications:paper", public_id)
    context = {"application": application, "round": application.round, "form": form}
    return render(request, "applications/add_arrival.html", context)


@for_staff
@require_POST
def discard_paper(request: SignedIn, public_id: str) -> HttpResponse:
    application = _find(request, public_id).application
    actions.discard_paper(application, by=request.user)
    messages.success(request, _("紙の応募の入力を取りやめました。"))
    return redirect("applications:enter_paper", application.round.code)
