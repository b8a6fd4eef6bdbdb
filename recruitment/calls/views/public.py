"""The calls that anybody reads."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from common.uploads import PDF, download
from recruitment.calls import queries
from recruitment.calls.models import Round


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
    round = _public(code)
    context = {
        "call": queries.call(round, timezone.now()),
        "round": round,
        "changes": round.period_changes.order_by("-at", "-pk"),
        "cancellation": queries.cancellation(round),
    }
    return render(request, "calls/detail.html", context)


@login_not_required
def guideline(request: HttpRequest, code: str) -> FileResponse:
    """The guideline, as a download and nothing else."""
    round = _public(code)
    if not round.guideline:
        raise Http404
    return download(round.guideline, f"guideline-{round.code}.pdf", PDF.content_type)


def _public(code: str) -> Round:
    return get_object_or_404(queries.public_rounds(), code=code)
