"""Asking for erasure, and the desk's answer. Where the person reads it is `/my-data/`, which spans
stages.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, policy, queries
from accounts.adapter import client_of
from accounts.forms import AnswerErasureForm, ErasureForm
from accounts.gates import SignedIn, for_desk
from accounts.models import ErasureOutcome, ErasureRequest

PER_PAGE = 50
WRITTEN = "-"  # stands for an answer while the page asks whether it may be given at all


def ask_for_erasure(request: SignedIn) -> HttpResponse:
    """A page of its own: what can go, what stays, and until when the answer comes."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.ask_for_erasure(by=request.user, reason=reason, client=client_of(request))
        messages.success(request, _("消去の申出を受け付けました。"))
        return redirect("own_data")
    context = {
        "form": form,
        "can_ask": policy.can_ask_for_erasure(request.user),
        "days": queries.erasure_answer_days(),
    }
    return render(request, "accounts/ask_for_erasure.html", context)


@require_POST
def withdraw_erasure(request: SignedIn) -> HttpResponse:
    row = queries.erasures_of(request.user).open().first()
    if row is None:
        raise Http404
    actions.withdraw_erasure(row, by=request.user, client=client_of(request))
    messages.success(request, _("消去の申出を取りやめました。"))
    return redirect("own_data")


@for_desk
def erasures(request: SignedIn) -> HttpResponse:
    """What waits first, then what was answered or taken back."""
    ended = Paginator(queries.ended_erasures(), PER_PAGE)
    context = {
        "waiting": queries.waiting_erasures(),
        "page_obj": ended.get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, "accounts/erasures.html", context)


@for_desk
def answer_erasure(request: SignedIn, public_id: str) -> HttpResponse:
    """One request, and the form for its answer where the reader may give it."""
    rows = ErasureRequest.objects.select_related("user", "answered_by")
    row = get_object_or_404(rows, public_id=public_id)
    form = AnswerErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = ErasureOutcome(form.cleaned_data["outcome"])
        answer = form.cleaned_data["answer"]
        actions.answer_erasure(row, by=request.user, outcome=outcome, answer=answer)
        messages.success(request, _("回答しました。本人にメールで知らせます。"))
        return redirect("accounts:erasures")
    context = {
        "row": row,
        "form": form,
        "can_answer": policy.can_answer_erasure(request.user, row, WRITTEN),
        "today": timezone.localdate(),
    }
    return render(request, "accounts/answer_erasure.html", context)
