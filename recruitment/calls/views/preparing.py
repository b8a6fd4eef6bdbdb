"""What a call asks, offers and says: its further questions, its files, its words once public."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from common.verdict import require
from common.versions import StaleVersion, differences
from recruitment.calls import actions, policy
from recruitment.calls.forms import FileForm, PublicReason, QuestionForm, TextsForm
from recruitment.calls.models import Question, Round, RoundStatus
from recruitment.calls.views.public import call_page

STEPS = {"up": -1, "down": 1}


@for_desk
def preview(request: SignedIn, code: str) -> HttpResponse:
    """The call as the public would read it."""
    round = _round(code)
    return call_page(request, round, timezone.now(), preview=True)


@for_desk
def questions(request: SignedIn, code: str) -> HttpResponse:
    """What the round asks besides the usual; POST adds one."""
    round = _round(code)
    can_edit = policy.can_edit(request.user, round)
    form = QuestionForm(round, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_question(round, by=request.user, **form.facts())
        messages.success(request, _("質問を加えました。"))
        return redirect("calls:questions", round.code)
    rows = round.questions.select_related("category").order_by("number", "pk")
    context = {"form": form, "round": round, "rows": rows, "can_edit": can_edit}
    return render(request, "calls/questions.html", context)


@for_staff
def edit_question(request: SignedIn, code: str, number: int) -> HttpResponse:
    question = _question(code, number)
    require(policy.can_edit(request.user, question.round))
    form = QuestionForm(question.round, request.POST or None, instance=_question(code, number))
    if form.is_valid():
        actions.edit_question(question, by=request.user, **form.facts())
        messages.success(request, _("質問を直しました。"))
        return redirect("calls:questions", code)
    context = {"form": form, "round": question.round, "question": question}
    return render(request, "calls/edit_question.html", context)


@for_staff
@require_POST
def move_question(request: SignedIn, code: str, number: int) -> HttpResponse:
    steps = STEPS.get(request.POST.get("step", ""), 0)
    actions.move_question(_question(code, number), by=request.user, steps=steps)
    return redirect("calls:questions", code)


@for_staff
@require_POST
def remove_question(request: SignedIn, code: str, number: int) -> HttpResponse:
    actions.remove_question(_question(code, number), by=request.user)
    messages.success(request, _("質問を取り除きました。"))
    return redirect("calls:questions", code)


@for_desk
def files(request: SignedIn, code: str) -> HttpResponse:
    """What the call offers to take away; POST adds one."""
    round = _round(code)
    can_manage = policy.can_manage_files(request.user, round)
    reasoned = round.status != RoundStatus.DRAFT
    form = FileForm(request.POST or None, request.FILES or None, reasoned=reasoned)
    if request.method == "POST" and form.is_valid():
        actions.add_file(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("ファイルを加えました。"))
        return redirect("calls:files", round.code)
    rows = round.files.order_by("added_at", "pk")
    context = {"form": form, "round": round, "rows": rows, "can_manage": can_manage}
    return render(request, "calls/files.html", context)


@for_staff
def remove_file(request: SignedIn, code: str, public_id: str) -> HttpResponse:
    """A page of its own: once the call is public, it asks why."""
    round = _round(code)
    row = get_object_or_404(round.files.select_related("round"), public_id=public_id)
    require(policy.can_manage_files(request.user, round))
    reasoned = round.status != RoundStatus.DRAFT
    form = PublicReason(request.POST or None)
    if request.method == "POST" and (not reasoned or form.is_valid()):
        reason = form.cleaned_data["reason"] if reasoned else ""
        actions.remove_file(row, by=request.user, reason=reason)
        messages.success(request, _("ファイルを取り除きました。"))
        return redirect("calls:files", code)
    context = {"form": form, "round": round, "row": row, "reasoned": reasoned}
    return render(request, "calls/remove_file.html", context)


@for_staff
def change_texts(request: SignedIn, code: str) -> HttpResponse:
    """Change the words of a public call, with a reason that everybody reads."""
    round = _round(code)
    require(policy.can_change_texts(request.user, round))
    form = TextsForm(request.POST or None, instance=_round(code))
    context = {"round": round, "stale": False}
    if not form.is_valid():
        return render(request, "calls/change_texts.html", context | {"form": form})
    try:
        version = form.cleaned_data["version"]
        actions.change_texts(round, by=request.user, version=version, **form.facts())
    except StaleVersion:
        found = differences(form, _round(code))
        typed = request.POST.copy()
        typed["version"] = str(_round(code).version)
        context |= {"form": TextsForm(typed, instance=_round(code)), "differences": found}
        return render(request, "calls/change_texts.html", context | {"stale": True}, status=409)
    messages.success(request, _("変更を、理由とともに公募のページに載せました。"))
    return redirect("desk:board", round.code)


def _round(code: str) -> Round:
    return get_object_or_404(Round, code=code)


def _question(code: str, number: int) -> Question:
    rows = Question.objects.select_related("round", "category")
    return get_object_or_404(rows, round__code=code, number=number)
