"""The last two steps of a round: registering who completed, and concluding it."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.gates import SignedIn, for_desk, for_staff
from common.verdict import require
from recruitment.calls.models import Round
from roster.registry import actions, policy, queries
from roster.registry.forms import ConcludeForm, DayForm
from training import queries as training
from training.models import EnrolledCandidacy


@for_desk
def register(request: SignedIn, code: str) -> HttpResponse:
    """Who completed the training, what became of them, and a button for all who are ready."""
    round = get_object_or_404(Round, code=code)
    today = timezone.localdate()
    form = DayForm(request.POST or None, initial={"registered_on": today})
    if request.method == "POST":
        require(policy.can_keep_list(request.user))
        if form.is_valid():
            return _register_all(request, round, form)
    trained = list(queries.to_register(round))
    verdicts = [policy.can_register(request.user, row, today) for row in trained]
    rows = [(row, *_outcome(row), verdict) for row, verdict in zip(trained, verdicts, strict=True)]
    ready = sum(1 for _row, _renewed, done, verdict in rows if verdict and not done)
    context = {"round": round, "form": form, "rows": rows, "ready": ready}
    return render(request, "registry/register.html", context)


def _outcome(trained: EnrolledCandidacy) -> tuple[bool, dt.date | None]:
    """Whether the candidacy has renewed a registration, and the day it led to one at all."""
    registration = getattr(trained.candidacy, "registration", None)
    renewal = getattr(trained.candidacy, "renewal", None)
    if renewal is not None:
        return True, renewal.renewed_on
    return False, registration.registered_on if registration else None


def _register_all(request: SignedIn, round: Round, form: DayForm) -> HttpResponse:
    day = form.cleaned_data["registered_on"]
    count = len(actions.register_all(round, by=request.user, registered_on=day))
    text = ngettext("%(number)d件を登録しました。", "%(number)d件を登録しました。", count)
    messages.success(request, text % {"number": count})
    return redirect("registry:register", round.code)


@for_staff
def conclude(request: SignedIn, code: str) -> HttpResponse:
    """A page of its own: what is still open, and what becomes public."""
    round = get_object_or_404(Round, code=code)
    today = timezone.localdate()
    form = ConcludeForm(round, request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        actions.conclude(round, by=request.user, on=form.cleaned_data["on"])
        text = _("公募 %(code)s を終了しました。結果の数値が公表されています。")
        messages.success(request, text % {"code": round.code})
        return redirect("desk:board", round.code)
    context = {
        "round": round,
        "form": form,
        "blocks": policy.what_blocks(round, today),
        "untrained": training.to_enrol(round).exists(),
    }
    return render(request, "registry/conclude.html", context)
