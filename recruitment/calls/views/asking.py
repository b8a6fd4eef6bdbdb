"""Questions about a call: anybody asks and reads, the ministry answers."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from accounts.roles import is_staff
from common.verdict import require
from common.workflow import MoveRefused
from recruitment.calls import actions, policy, queries
from recruitment.calls.forms import AnswerForm, AskForm, ReasonForm
from recruitment.calls.models import PublicQuestion, PublicQuestionStatus, Round
from recruitment.calls.views.public import public_round

# Per address of the network: an office behind one address asks too.
RATE = {"ask": "10/h/ip"}
PAGE = 50


@login_not_required
def published(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked and answered about a call."""
    round, number = public_round(code), request.GET.get("page")
    context = {
        "round": round,
        "page_obj": Paginator(round.public_questions.published(), PAGE).get_page(number),
        "can_ask": policy.can_ask(round, timezone.now()),
        "sent": "sent" in request.GET,
    }
    return render(request, "calls/published.html", context)


@login_not_required
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question, signed in or not."""
    round = public_round(code)
    require(policy.can_ask(round, timezone.now()))
    form = AskForm(request.POST or None, initial={"email": getattr(request.user, "email", "")})
    status = 200
    if form.is_valid():
        if _is_let_through(request):
            facts = {name: form.cleaned_data[name] for name in ("asked", "email")}
            actions.ask(round, **facts)
            return redirect(reverse("calls:published", args=[round.code]) + "?sent=1")
        form.add_error(None, _("短い間に多くの質問が届いています。1時間ほどおいて送ってください。"))
        status = 429
    return render(request, "calls/ask.html", {"round": round, "form": form}, status=status)


def _is_let_through(request: HttpRequest) -> bool:
    usage = ratelimit.consume(request, app="recruitment.calls", action="ask", config=RATE)
    return usage is not None


@for_desk
def asked(request: SignedIn, code: str) -> HttpResponse:
    """What the public has asked about a round, all or of one status."""
    round = get_object_or_404(Round, code=code)
    counts = queries.asked_counts(round)
    chosen, number = request.GET.get("status", ""), request.GET.get("page")
    context = {
        "round": round,
        "page_obj": Paginator(queries.asked(round, chosen), PAGE).get_page(number),
        "filters": [(word, word.label, counts[word]) for word in PublicQuestionStatus],
        "total": sum(counts.values()),
        "chosen": chosen,
    }
    return render(request, "calls/asked.html", context)


@for_desk
def answer(request: SignedIn, public_id: str) -> HttpResponse:
    """One question with its answer; POST answers, and publishes where that button was pressed."""
    question = _question(public_id)
    publishing = "publish" in request.POST
    fresh = _question(public_id)
    if not fresh.wording:
        fresh.wording = fresh.asked  # a beginning for the wording, for staff alone
    form = AnswerForm(request.POST or None, instance=fresh, publishing=publishing)
    if request.method == "POST":
        require(policy.can_run(request.user))
        if form.is_valid():
            return _store(request, question, form, publishing=publishing)
    return _answering(request, question, form)


def _store(
    request: SignedIn, question: PublicQuestion, form: AnswerForm, *, publishing: bool
) -> HttpResponse:
    verb = actions.publish if publishing else actions.answer
    version = form.cleaned_data["version"]
    try:
        verb(question, by=request.user, version=version, **form.texts())
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return _answering(request, _question(question.public_id), form, status=409)
    done = (
        _("回答を公開しました。") if publishing else _("回答を保存しました。公開はしていません。")
    )
    messages.success(request, done)
    return redirect("calls:asked", question.round.code)


def _answering(
    request: SignedIn, question: PublicQuestion, form: AnswerForm, status: int = 200
) -> HttpResponse:
    context = {
        "question": question,
        "round": question.round,
        "form": form,
        "may_act": is_staff(request.user),
        "history": question.history.select_related("by"),
    }
    return render(request, "calls/answer.html", context, status=status)


@for_staff
def decline(request: SignedIn, public_id: str) -> HttpResponse:
    """Leave it without an answer; the reason stays inside."""
    return _with_reason(request, public_id, "decline")


@for_staff
def unpublish(request: SignedIn, public_id: str) -> HttpResponse:
    """Take an answer off the page."""
    return _with_reason(request, public_id, "unpublish")


def _with_reason(request: SignedIn, public_id: str, verb: str) -> HttpResponse:
    question = _question(public_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        getattr(actions, verb)(question, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("質問の扱いを変えました。"))
        return redirect("calls:asked", question.round.code)
    context = {"question": question, "round": question.round, "form": form, "verb": verb}
    return render(request, "calls/end_question.html", context)


@for_staff
@require_POST
def reconsider(request: SignedIn, public_id: str) -> HttpResponse:
    question = actions.reconsider(_question(public_id), by=request.user)
    messages.success(request, _("回答待ちに戻しました。"))
    return redirect("calls:answer", question.public_id)


def _question(public_id: str) -> PublicQuestion:
    rows = PublicQuestion.objects.select_related("round")
    return get_object_or_404(rows, public_id=public_id)
