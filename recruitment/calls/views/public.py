"""The calls that anybody reads."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.roles import may_read_desk
from common import uploads
from recruitment.calls import policy, queries
from recruitment.calls.models import Round

SHOWN = 5  # answers on the page of a call; the others have a page of their own


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    """Which calls are open, which are coming, which are over."""
    now = timezone.now()
    listed = [queries.call(round, now) for round in queries.public_rounds()]
    groups = [
        {"phase": phase, "calls": [call for call in listed if call.phase == phase]}
        for phase in queries.Phase
        if any(call.phase == phase for call in listed)
    ]
    return render(request, "calls/index.html", {"groups": groups})


@login_not_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One call, to be read, printed, and applied to."""
    return call_page(request, public_round(code), timezone.now())


def call_page(
    request: HttpRequest, round: Round, now: dt.datetime, *, preview: bool = False
) -> HttpResponse:
    """The page of a call: the same whether it is public or a draft that staff look over."""
    context = {
        "call": queries.call(round, now),
        "round": round,
        "preview": preview,
        "files": round.files.order_by("added_at", "pk"),
        "questions": round.questions.select_related("category").order_by("number", "pk"),
        "published": round.public_questions.published()[:SHOWN],
        "can_ask": policy.can_ask(round, now),
        "changes": round.period_changes.order_by("-at", "-pk"),
        "text_changes": round.text_changes.order_by("-at", "-pk"),
        "cancellation": queries.cancellation(round),
    }
    return render(request, "calls/detail.html", context)


@login_not_required
def file(request: HttpRequest, code: str, public_id: str) -> FileResponse:
    """A file of the call, as a download and nothing else. The desk reads those of a draft too."""
    rounds = queries.all_rounds() if may_read_desk(request.user) else queries.public_rounds()
    round = get_object_or_404(rounds, code=code)
    row = get_object_or_404(round.files.all(), public_id=public_id)
    return uploads.download(row.file, f"{row.name}{row.extension}", row.content_type)


def public_round(code: str) -> Round:
    """The round with this code, if it has a page that anybody reads."""
    return get_object_or_404(queries.public_rounds(), code=code)
