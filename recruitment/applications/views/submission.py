"""From the draft to the receipt: reading it over, submitting it in time, the paper about it."""

import datetime as dt
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn
from common.versions import StaleVersion
from recruitment.applications import actions, checks, content, documents, policy, queries
from recruitment.applications.actions import Incomplete
from recruitment.applications.content import Shown
from recruitment.applications.draft import Draft
from recruitment.applications.views.access import number_seen, own, own_draft
from recruitment.applications.views.showing import address_of, told
from recruitment.calls.queries import database_now

View = Callable[..., HttpResponse]


def arrival_noted(view: View) -> View:
    """Gives the view `arrived_at`, read before anything that could make the request wait."""

    @wraps(view)
    def noted(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, arrived_at=arrival(request), **kwargs)

    return noted


def arrival(request: SignedIn) -> dt.datetime:
    """When the request arrived: at the trusted proxy where it says so, else by the database."""
    if settings.TRUST_REQUEST_START:
        said = started(request.headers.get("X-Request-Start", ""))
        if said is not None:
            return said
    return database_now()


def started(header: str) -> dt.datetime | None:
    """The instant of an X-Request-Start header, such as `t=1798016399.999`; in s, ms or µs."""
    try:
        number = float(header.removeprefix("t="))
        seconds = number / 1000 ** max(0, math.floor((math.log10(number) - 8) / 3))
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def review(request: SignedIn, public_id: str) -> HttpResponse:
    """Everything that would be submitted, each fault with the way to it."""
    draft, now = own_draft(request, public_id), timezone.now()
    if draft.application.person.user_id != request.user.pk:
        return redirect("applications:paper", public_id)
    application, round = draft.application, draft.application.round
    faults = queries.faults(draft, now)
    lines = content.shown(content.written(draft), queries.category_names(round.standard_id))
    context = {
        "application": application,
        "round": round,
        "until": application.correction_due_at or draft.standing.deadline,
        "lines": _with_faults(lines, faults, draft),
        "first_fault": next((address_of(name, draft) for name in faults), ""),
        "faults": sum(len(sentences) for sentences in faults.values()),
        "can_submit": policy.can_write(request.user, draft),
    }
    return render(request, "applications/review.html", context)


def _with_faults(lines: list[Shown], faults: checks.Faults, draft: Draft) -> list[dict[str, Any]]:
    """Each line with where it is written and what is wrong; what has no line yet comes last."""
    left = dict(faults)
    rows = []
    for line in lines:
        found = [(name, said) for name in line.names for said in left.pop(name, [])]
        rows.append(_row(line.label, line.value, found, line.names[0], draft))
    rest = [(name, said) for name, sentences in left.items() for said in sentences]
    if rest:
        rows.append(_row(_("まだ書かれていないところ"), "", rest, rest[0][0], draft))
    return rows


def _row(
    label: str, value: str, found: list[tuple[str, str]], name: str, draft: Draft
) -> dict[str, Any]:
    faults = [(address_of(fault, draft), told(fault, said, draft)) for fault, said in found]
    return {"label": label, "value": value, "faults": faults, "edit": address_of(name, draft)}


@arrival_noted
@require_POST
def submit(request: SignedIn, public_id: str, arrived_at: dt.datetime) -> HttpResponse:
    """Submit, submit again, or submit the correction: as it was read over."""
    application = own(request, public_id)
    seen = number_seen(request, "version")
    try:
        actions.submit(application, by=request.user, arrived_at=arrived_at, version=seen)
    except Incomplete:
        return redirect("applications:review", public_id)
    except StaleVersion:
        messages.warning(request, _("別の画面で内容が変わりました。もう一度確かめてください。"))
        return redirect("applications:review", public_id)
    said = _("応募を受け付けました。受付票をメールでもお送りします。")
    if application.latest and application.latest.number > 1:
        said = _(
            "出し直しを受け付けました。前に提出された内容に代わります。受付番号は変わりません。"
        )
    messages.success(request, said)
    return redirect(application)


def receipt(request: SignedIn, public_id: str) -> HttpResponse:
    """The receipt of the latest submission, as a PDF."""
    application = own(request, public_id)
    submission = application.latest
    if submission is None or submission.arrived_at is None:
        raise Http404
    paper = documents.receipt(application, submission, language=get_language() or "ja")
    name = f"receipt-{application.receipt_number}-{submission.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)
