"""The trainee's pages, and the ministry's about a round's programme."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.verdict import require
from recruitment.calls.forms import ReasonForm
from recruitment.calls.models import Round
from training import actions, policy, queries
from training.forms import ClassForm, ProgrammeForm, RecordForm
from training.models import Enrolment, Programme


def index(request: SignedIn) -> HttpResponse:
    """What I am or was trained in, and how far I am."""
    enrolments = queries.own_enrolments(request.user)
    return render(request, "training/index.html", {"enrolments": enrolments})


def enrolment(request: SignedIn, public_id: str) -> HttpResponse:
    """My modules, one by one."""
    own = queries.with_progress(Enrolment.objects.owned_by(request.user))
    row = get_object_or_404(own, public_id=public_id)
    states = queries.module_states(row)
    context = {
        "enrolment": row,
        "states": states,
        "mandatory": sum(state.module.is_mandatory for state in states),
        "next": queries.next_module(row),
    }
    return render(request, "training/enrolment.html", context)


@for_desk
def programme(request: SignedIn, code: str) -> HttpResponse:
    """Before the start: who would be enrolled, and the dates. After it: everybody by module."""
    round = _round(code)
    row = queries.programme_of(round)
    if row is None:
        return _before(request, round, ProgrammeForm())
    modules = list(row.modules.order_by("order", "pk"))
    context = {
        "round": round,
        "programme": row,
        "modules": modules,
        "mandatory": sum(module.is_mandatory for module in modules),
        "lines": queries.table(row, modules),
        "to_enrol": queries.to_enrol(round),
        "can_enrol": policy.can_enrol(request.user, round),
        "can_run": policy.can_run(request.user),
    }
    return render(request, "training/programme.html", context)


def _before(request: SignedIn, round: Round, form: ProgrammeForm) -> HttpResponse:
    context = {
        "round": round,
        "form": form,
        "to_enrol": queries.to_enrol(round),
        "modules": [title for title, _english in actions.DEFAULT_MODULES],
        "can_start": policy.can_start(request.user, round),
    }
    return render(request, "training/start.html", context)


@for_staff
def start(request: SignedIn, code: str) -> HttpResponse:
    """Begin the training. Reloaded, it is the programme's page."""
    round = _round(code)
    if request.method != "POST":
        return redirect("training:programme", round.code)
    require(policy.can_start(request.user, round))
    form = ProgrammeForm(request.POST)
    if not form.is_valid():
        return _before(request, round, form)
    actions.start(round, by=request.user, **form.cleaned_data)
    messages.success(request, _("研修を始め、合格者を登録しました。"))
    return redirect("training:programme", round.code)


@for_staff
@require_POST
def enrol_missing(request: SignedIn, code: str) -> HttpResponse:
    row = _programme(code)
    added = actions.enrol_missing(row, by=request.user)
    messages.success(request, _("%(count)s件を受講に加えました。") % {"count": added})
    return redirect("training:programme", code)


@for_staff
def record_class(request: SignedIn, code: str) -> HttpResponse:
    """One module for many people on one page."""
    row = _programme(code)
    form = ClassForm(row, request.POST or None, initial={"completed_on": timezone.localdate()})
    if form.is_valid():
        facts = form.cleaned_data
        people = list(facts["enrolments"])
        actions.record_class(
            facts["module"], people, by=request.user, completed_on=facts["completed_on"]
        )
        messages.success(
            request, _("%(count)s人の科目の修了を記録しました。") % {"count": len(people)}
        )
        return redirect("training:programme", code)
    context = {"form": form, "round": row.round, "programme": row}
    return render(request, "training/record_class.html", context)


@for_desk
def record(request: SignedIn, public_id: str) -> HttpResponse:
    """One person's modules; POST records one of them."""
    row = _enrolment(public_id)
    can_record = policy.can_record(request.user, row)
    if request.method == "POST":
        require(can_record)
    form = RecordForm(row, request.POST or None, initial={"completed_on": timezone.localdate()})
    if form.is_valid():
        actions.record_module(
            row,
            form.cleaned_data["module"],
            by=request.user,
            completed_on=form.cleaned_data["completed_on"],
        )
        messages.success(request, _("科目の修了を記録しました。"))
        return redirect("training:record", row.public_id)
    context: dict[str, Any] = {"enrolment": row, "round": row.programme.round, "form": form}
    context |= {"states": queries.module_states(row), "can_record": can_record}
    context |= {"history": row.history.select_related("by").order_by("-at", "-pk")}
    return render(request, "training/record.html", context)


@for_staff
def fail(request: SignedIn, public_id: str) -> HttpResponse:
    """End without completion, with a reason."""
    row = _enrolment(public_id)
    require(policy.can_record(request.user, row))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.fail(row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("未修了として記録しました。"))
        return redirect("training:record", row.public_id)
    context = {"form": form, "enrolment": row, "round": row.programme.round}
    return render(request, "training/fail.html", context)


@for_staff
def withdraw(request: SignedIn, public_id: str) -> HttpResponse:
    """End because the person withdrew, with a reason."""
    row = _enrolment(public_id)
    require(policy.can_record(request.user, row))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.withdraw(row, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("辞退として記録しました。"))
        return redirect("training:record", row.public_id)
    context = {"form": form, "enrolment": row, "round": row.programme.round}
    return render(request, "training/withdraw.html", context)


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)


def _programme(code: str) -> Programme:
    return get_object_or_404(Programme.objects.select_related("round"), round__code=code)


def _enrolment(public_id: str) -> Enrolment:
    rows = queries.with_progress(Enrolment.objects.all())
    return get_object_or_404(rows, public_id=public_id)
