"""What staff and responsible officers do with an office."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, policy, queries
from accounts.forms import EndOfficeForm, HandOverForm
from accounts.gates import SignedIn, for_role
from accounts.models import Officer
from accounts.roles import Role, is_staff

for_managers = for_role(Role.STAFF, Role.OFFICER)


@for_managers
def end(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own: from when the account opens nothing of the body, and who follows."""
    row = _within_reach(request, public_id)
    form = EndOfficeForm(request.POST or None, officer=row, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        verdict = policy.can_end_office(request.user, row, form.cleaned_data["until"])
        if verdict:
            actions.end_office(row, by=request.user, **form.cleaned_data)
            messages.success(request, _("任を終えました。"))
            return _back(request, row)
        form.add_error("until", verdict.reason)
    return _page(request, "accounts/end_office.html", row, form)


@for_managers
def hand_over(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own: who looks after the accounts from now on."""
    row = _within_reach(request, public_id)
    form = HandOverForm(request.POST or None, officer=row)
    if request.method == "POST" and form.is_valid():
        actions.hand_over(row, form.cleaned_data["to"], by=request.user)
        messages.success(request, _("責任者を交代しました。"))
        return _back(request, row)
    return _page(request, "accounts/hand_over.html", row, form)


@for_managers
@require_POST
def confirm(request: SignedIn, public_id: str) -> HttpResponse:
    row = _within_reach(request, public_id)
    actions.confirm_office(row, by=request.user)
    messages.success(request, _("今年度も担当していることを確認しました。"))
    return _back(request, row)


@for_managers
@require_POST
def make_responsible(request: SignedIn, public_id: str) -> HttpResponse:
    row = _within_reach(request, public_id)
    actions.make_responsible(row, by=request.user)
    messages.success(request, _("責任者にしました。"))
    return _back(request, row)


def _within_reach(request: SignedIn, public_id: str) -> Officer:
    rows = queries.offices_within_reach(request.user, timezone.localdate())
    return get_object_or_404(rows, public_id=public_id)


def _back(request: SignedIn, row: Officer) -> HttpResponse:
    """To where one manages from."""
    if is_staff(request.user):
        return redirect("accounts:person", row.user.public_id)
    return redirect("accounts:colleagues")


def _page(request: SignedIn, template: str, row: Officer, form: Any) -> HttpResponse:
    context = {"office": row, "form": form, "staff": is_staff(request.user)}
    return render(request, template, context)
