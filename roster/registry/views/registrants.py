"""Registrants and their registrations, at the desk."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.versions import StaleVersion, differences
from roster.registry import actions, policy, queries
from roster.registry.forms import (
    ConditionsForm,
    DeregisterForm,
    FindForm,
    ReasonForm,
    RenewForm,
)
from roster.registry.models import Registrant, Registration, WorkConditions

PER_PAGE = 50


@for_desk
def registrants(request: SignedIn) -> HttpResponse:
    """Everybody who is or was on the list."""
    form = FindForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.registrants_for_desk(typed)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "typed": typed, "page_obj": page, "today": timezone.localdate()}
    return render(request, "registry/registrants.html", context)


@for_desk
def registrant(request: SignedIn, number: str) -> HttpResponse:
    row = _registrant(number)
    registrations = row.registrations.select_related("category", "candidacy__round")
    context = {
        "registrant": row,
        "registrations": registrations.prefetch_related("renewals__by", "history__by"),
        "sheets": row.sheets.select_related("approved_by").order_by("-number"),
        "conditions": queries.own_conditions(row),
        "listed": queries.listed_of(row, timezone.localdate()).exists(),
        "editions": queries.editions_with(row),
        "can_change": policy.can_write_sheet(request.user, row),
        "today": timezone.localdate(),
    }
    return render(request, "registry/registrant.html", context)


@for_staff
def conditions(request: SignedIn, number: str) -> HttpResponse:
    """Work conditions: true at once."""
    row = _registrant(number)
    stored = WorkConditions.objects.filter(registrant=row).first()
    form = ConditionsForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0  # no row has it
        try:
            actions.save_conditions(row, by=request.user, version=version, **form.facts())
        except StaleVersion:
            return _conditions_stale(request, row, form)
        messages.success(request, _("働き方の条件を保存しました。すぐに反映されます。"))
        return redirect("registry:registrant", number)
    return _conditions(request, row, form)


def _conditions_stale(request: SignedIn, row: Registrant, form: ConditionsForm) -> HttpResponse:
    """The page again with what was typed: saving once more is then meant."""
    stored = WorkConditions.objects.get(registrant=row)
    found = differences(form, stored)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    again = ConditionsForm(typed, instance=stored)
    return _conditions(request, row, again, stale=True, differences=found)


def _conditions(
    request: SignedIn, row: Registrant, form: ConditionsForm, **more: Any
) -> HttpResponse:
    can_write = policy.can_write_sheet(request.user, row)
    context = {"registrant": row, "form": form, "can_write": can_write, **more}
    status = 409 if more else 200
    return render(request, "registry/conditions.html", context, status=status)


@for_staff
def suspend(request: SignedIn, number: str, category: str) -> HttpResponse:
    """A page of its own: off the list from now until resumed."""
    row = _registration(number, category)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.suspend(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("登録を一時停止しました。リストには出ていません。"))
        return redirect(row.registrant)
    return _ending(request, "registry/suspend.html", row, form)


@for_staff
@require_POST
def resume(request: SignedIn, number: str, category: str) -> HttpResponse:
    row = _registration(number, category)
    actions.resume(row, by=request.user)
    messages.success(request, _("登録を再開しました。"))
    return redirect(row.registrant)


@for_staff
def renew(request: SignedIn, number: str, category: str) -> HttpResponse:
    row = _registration(number, category)
    form = RenewForm(request.POST or None, initial={"renewed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["renewed_on"]
        verdict = policy.can_renew(request.user, row, day, actions.last_day(day))
        if verdict:
            actions.renew(row, by=request.user, **form.cleaned_data)
            messages.success(request, _("登録を更新しました。"))
            return redirect(row.registrant)
        form.add_error("renewed_on", verdict.reason)
    return _ending(request, "registry/renew.html", row, form)


@for_staff
def deregister(request: SignedIn, number: str, category: str) -> HttpResponse:
    """A page of its own: what ends, for whom, and that it cannot be undone."""
    row = _registration(number, category)
    form = DeregisterForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        verdict = policy.can_deregister(request.user, row, form.cleaned_data["on"])
        if verdict:
            actions.deregister(row, by=request.user, **form.cleaned_data)
            messages.success(request, _("登録を解除しました。"))
            return redirect(row.registrant)
        form.add_error("on", verdict.reason)
    return _ending(request, "registry/deregister.html", row, form)


def _ending(request: SignedIn, template: str, row: Registration, form: Any) -> HttpResponse:
    can_change = policy.can_change_registration(request.user, row)
    context = {"registration": row, "form": form, "can_change": can_change}
    return render(request, template, context)


def _registrant(number: str) -> Registrant:
    return get_object_or_404(Registrant.objects.select_related("person"), number=number)


def _registration(number: str, category: str) -> Registration:
    """The newest registration of this person in this category."""
    rows = Registration.objects.filter(registrant__number=number, category_code=category)
    newest = rows.order_by("-registered_on", "-pk").values("pk")[:1]
    found = Registration.objects.select_related("registrant__person", "category")
    return get_object_or_404(found, pk__in=newest)
