"""A person's own applications: list, state, withdrawal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.verdict import require
from recruitment.applications import actions, content, desk_queries, policy, queries
from recruitment.applications.draft import Draft
from recruitment.applications.forms import WithdrawForm
from recruitment.applications.models import Application
from recruitment.applications.views.access import own, own_draft
from recruitment.applications.views.showing import address_of
from recruitment.calls.models import Round
from recruitment.calls.queries import cancellation


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
    there = Application.objects.owned_by(request.user).live().filter(round=round).exists()
    application = actions.start(round, by=request.user)
    if not there and application.motive:
        messages.info(request, _("前の応募の内容から始めました。確かめて、直してください。"))
    if application.receipt_number:
        return redirect(application)
    return redirect("applications:edit", application.public_id)


def detail(request: SignedIn, public_id: str) -> HttpResponse:
    """Where the application stands, and its receipt."""
    draft = own_draft(request, public_id)
    application = draft.application
    latest, round = application.latest, application.round
    names = queries.category_names(round.standard_id)
    said = latest.content if latest else content.written(draft)
    context = {
        "application": application,
        "round": round,
        "latest": latest,
        "lines": content.shown(said, names),
        "files": latest.attachments.all() if latest else [],
        "changed": latest is not None and not content.is_as_submitted(draft),
        "reason": queries.reason_for_applicant(application),
        "returned": _returned(draft),
        "cancellation": cancellation(round),
        "results": queries.released_results(application),
        "history": application.history.order_by("at", "pk"),
        "until": application.correction_due_at or draft.standing.deadline,
        "can_edit": policy.can_write(request.user, draft),
        "can_erase": policy.can_erase_draft(request.user, application),
        "can_withdraw": policy.can_withdraw(request.user, application),
    }
    return render(request, "applications/detail.html", context)


def _returned(draft: Draft) -> list[tuple[str, str, str]]:
    """What is to be put right: the way to it, what it is called, and why."""
    named = desk_queries.returned_fields(draft.application)
    return [(address_of(name, draft), label, why) for name, label, why in named]


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


def erase_draft(request: SignedIn, public_id: str) -> HttpResponse:
    """A page of its own that says what goes."""
    application = own(request, public_id)
    require(policy.can_erase_draft(request.user, application))
    if request.method == "POST":
        actions.erase_draft(application, by=request.user)
        messages.success(request, _("下書きを消去しました。"))
        return redirect("applications:index")
    context = {"application": application, "round": application.round}
    return render(request, "applications/erase_draft.html", context)
