"""The desk's side: what was asked, and the answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from roster.provision import actions, policy, queries
from roster.provision.forms import GrantForm, ReasonForm
from roster.provision.models import ProvisionRequest, RequestStatus

PER_PAGE = 50


@for_desk
def inbox(request: SignedIn) -> HttpResponse:
    """What waits first, then everything that was decided."""
    rows = queries.received()
    decided = rows.exclude(status=RequestStatus.SUBMITTED).order_by("-submitted_at", "-pk")
    context = {
        "waiting": rows.filter(status=RequestStatus.SUBMITTED),
        "page_obj": Paginator(decided, PER_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, "provision/inbox.html", context)


@for_desk
def decide(request: SignedIn, public_id: str) -> HttpResponse:
    return _decide(request, _received(public_id), None)


@for_staff
@require_POST
def grant(request: SignedIn, public_id: str) -> HttpResponse:
    row = _received(public_id)
    form = GrantForm(request.POST)
    verdict = form.is_valid() and policy.can_grant(request.user, row, form.cleaned_data["until"])
    if not verdict:
        if form.is_valid():
            form.add_error("until", getattr(verdict, "reason", ""))
        return _decide(request, row, form)
    actions.grant(row, by=request.user, **form.cleaned_data)
    messages.success(request, _("リストの提供を承認しました。担当者にメールで知らせます。"))
    return redirect("provision:inbox")


@for_staff
def decline(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own: what the officer will read."""
    row = _received(public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decline(row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("依頼を見送りました。担当者にメールで知らせます。"))
        return redirect("provision:inbox")
    can_decide = policy.can_decide(request.user, row)
    context = {"row": row, "form": form, "can_decide": can_decide}
    return render(request, "provision/decline.html", context)


@for_staff
def end(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own: who can read no more, from now."""
    row = _received(public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end(row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("リストの提供を終了しました。担当者にメールで知らせます。"))
        return redirect("provision:inbox")
    can_decide = policy.can_decide(request.user, row)
    context = {"row": row, "form": form, "can_decide": can_decide}
    return render(request, "provision/end.html", context)


def _decide(request: SignedIn, row: ProvisionRequest, form: GrantForm | None) -> HttpResponse:
    until = actions.default_until(timezone.localdate())
    context = {
        "row": row,
        "form": form or GrantForm(initial={"until": until}),
        "can_decide": policy.can_decide(request.user, row),
        "changes": row.history.select_related("by"),
        "offices": row.officer.offices.serving(timezone.localdate()).select_related(
            "local_government"
        ),
    }
    return render(request, "provision/decide.html", context)


def _received(public_id: str) -> ProvisionRequest:
    return get_object_or_404(queries.received(), public_id=public_id)
