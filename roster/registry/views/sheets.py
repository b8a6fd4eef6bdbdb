"""Information sheets at the desk: writing, previewing, approving."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.versions import StaleVersion, differences
from roster.registry import actions, policy, queries
from roster.registry.forms import ApproveForm, SheetForm, TrackRecordForm
from roster.registry.models import ProfileSheet, Registrant, TrackRecord


@for_staff
def sheet(request: SignedIn, number: str) -> HttpResponse:
    """The version in preparation with its form; without one, how to begin one."""
    registrant = _registrant(number)
    draft = registrant.sheets.in_preparation().first()
    if draft is None:
        return _none_in_preparation(request, registrant)
    items = queries.items_of(registrant)
    form = SheetForm(request.POST or None, instance=_again(draft), items=items)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        skills, texts = form.skills(), form.texts()
        try:
            actions.save_sheet(draft, by=request.user, version=version, skills=skills, **texts)
        except StaleVersion:
            return _sheet_stale(request, draft, form)
        messages.success(request, _("シートの下書きを保存しました。"))
        return redirect("registry:sheet", number)
    return _sheet(request, draft, form)


def _sheet_stale(request: SignedIn, draft: ProfileSheet, form: SheetForm) -> HttpResponse:
    """The page again with what was typed: saving once more is then meant."""
    stored = _again(draft)
    found = differences(form, stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = SheetForm(typed, instance=stored, items=queries.items_of(draft.registrant))
    return _sheet(request, stored, again, stale=True, differences=found)


def _sheet(request: SignedIn, draft: ProfileSheet, form: SheetForm, **more: Any) -> HttpResponse:
    context = {
        "registrant": draft.registrant,
        "draft": draft,
        "form": form,
        "records": draft.track_records.all(),
        "can_write": policy.can_edit_sheet(request.user, draft),
        **more,
    }
    return render(request, "registry/sheet.html", context, status=409 if more else 200)


def _none_in_preparation(request: SignedIn, registrant: Registrant) -> HttpResponse:
    if request.method == "POST":
        raise Http404
    context = {
        "registrant": registrant,
        "read": queries.sheet_as_officer(registrant, timezone.localdate()),
        "can_start": policy.can_start_sheet(request.user, registrant),
    }
    return render(request, "registry/sheet_approved.html", context)


@for_staff
@require_POST
def start_sheet(request: SignedIn, number: str) -> HttpResponse:
    actions.start_sheet(_registrant(number), by=request.user)
    messages.success(request, _("新しい版の下書きを作りました。"))
    return redirect("registry:sheet", number)


@for_desk
def preview_sheet(request: SignedIn, number: str) -> HttpResponse:
    """What a municipality will read once this version is approved."""
    return _preview(request, _draft(number))


def _preview(request: SignedIn, draft: ProfileSheet, *, stale: bool = False) -> HttpResponse:
    context = {
        "registrant": draft.registrant,
        "draft": draft,
        "seen": {"number": draft.number, "version": draft.version},
        "read": queries.sheet_once_approved(draft, timezone.localdate()),
        "can_approve": policy.can_approve_sheet(request.user, draft),
        "stale": stale,
    }
    return render(request, "registry/preview_sheet.html", context, status=409 if stale else 200)


@for_staff
@require_POST
def approve_sheet(request: SignedIn, number: str) -> HttpResponse:
    """Approve what the preview has shown; when it says something else by now, preview that."""
    registrant = _registrant(number)
    newest = registrant.sheets.order_by("-number").first()
    if newest is None:
        raise Http404
    try:
        actions.approve_sheet(newest, by=request.user, seen=ApproveForm(request.POST).seen())
    except StaleVersion:
        return _preview(request, _draft(number), stale=True)
    messages.success(request, _("シートを承認しました。地方公共団体には、この版が見えます。"))
    return redirect("registry:registrant", number)


@for_staff
def track_record(request: SignedIn, number: str, order: int | None = None) -> HttpResponse:
    """Add a track record to the version in preparation, or change one."""
    draft = _draft(number)
    stored = None if order is None else get_object_or_404(TrackRecord, sheet=draft, order=order)
    form = TrackRecordForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0  # no row has it
        facts = form.facts()
        try:
            actions.save_track_record(draft, by=request.user, order=order, version=version, **facts)
        except StaleVersion:
            return _record_stale(request, draft, order, form)
        messages.success(request, _("活動実績を保存しました。"))
        return redirect("registry:sheet", number)
    return _record(request, draft, order, form)


def _record_stale(
    request: SignedIn, draft: ProfileSheet, order: int | None, form: TrackRecordForm
) -> HttpResponse:
    stored = get_object_or_404(TrackRecord, sheet=draft, order=order)
    found = differences(form, stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = TrackRecordForm(typed, instance=stored)
    return _record(request, draft, order, again, stale=True, differences=found)


def _record(
    request: SignedIn, draft: ProfileSheet, order: int | None, form: TrackRecordForm, **more: Any
) -> HttpResponse:
    context = {
        "registrant": draft.registrant,
        "order": order,
        "form": form,
        "can_write": policy.can_edit_sheet(request.user, draft),
        **more,
    }
    status = 409 if more else 200
    return render(request, "registry/track_record.html", context, status=status)


@for_staff
def remove_track_record(request: SignedIn, number: str, order: int) -> HttpResponse:
    """A page of its own: which record goes."""
    draft = _draft(number)
    record = get_object_or_404(TrackRecord, sheet=draft, order=order)
    if request.method == "POST":
        actions.remove_track_record(draft, by=request.user, order=order)
        messages.success(request, _("活動実績を外しました。"))
        return redirect("registry:sheet", number)
    context = {"registrant": draft.registrant, "record": record}
    return render(request, "registry/remove_track_record.html", context)


def _registrant(number: str) -> Registrant:
    return get_object_or_404(Registrant.objects.select_related("person"), number=number)


def _draft(number: str) -> ProfileSheet:
    rows = ProfileSheet.objects.in_preparation().select_related("registrant__person")
    return get_object_or_404(rows, registrant__number=number)


def _again(sheet: ProfileSheet) -> ProfileSheet:
    """A copy for the form, which writes into its instance before the action has decided."""
    return ProfileSheet.objects.select_related("registrant__person").get(pk=sheet.pk)
