"""Stopping an account and opening it again, each on a page of its own, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import actions, policy
from accounts.forms import ReasonForm
from accounts.gates import SignedIn, for_staff
from accounts.models import User
from common.verdict import Verdict

WRITTEN = "-"  # stands for a reason while the page asks whether it may be done at all


@dataclass(frozen=True)
class Change:
    template: str
    verb: Callable[..., User]
    may: Callable[[User, User, str], Verdict]
    done: str


@for_staff
def deactivate(request: SignedIn, public_id: str) -> HttpResponse:
    change = Change(
        "accounts/deactivate.html",
        actions.deactivate,
        policy.can_deactivate,
        _("アカウントを停止しました。"),
    )
    return _change(request, public_id, change)


@for_staff
def reactivate(request: SignedIn, public_id: str) -> HttpResponse:
    change = Change(
        "accounts/reactivate.html",
        actions.reactivate,
        policy.can_reactivate,
        _("アカウントを再開しました。"),
    )
    return _change(request, public_id, change)


@for_staff
def reset_factors(request: SignedIn, public_id: str) -> HttpResponse:
    done = _("第2要素を取り消しました。")
    change = Change(
        "accounts/reset_factors.html", actions.reset_factors, policy.can_reset_factors, done
    )
    return _change(request, public_id, change)


def _change(request: SignedIn, public_id: str, change: Change) -> HttpResponse:
    row = get_object_or_404(User, public_id=public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change.verb(row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, change.done)
        return redirect("accounts:person", row.public_id)
    context = {"row": row, "form": form, "verdict": change.may(request.user, row, WRITTEN)}
    return render(request, change.template, context)
