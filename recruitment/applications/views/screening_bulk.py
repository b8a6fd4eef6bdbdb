"""The same for many: first a page that says who, how many and who cannot; then all or none."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.gates import SignedIn, for_staff
from accounts.models import User
from common.verdict import Verdict
from recruitment.applications import actions, desk_list, desk_queries, policy, queries
from recruitment.applications.actions import BulkRefused
from recruitment.applications.desk_forms import CorrectionForm
from recruitment.applications.models import Application
from recruitment.applications.views.screening import usual_due
from recruitment.applications.views.screening_list import asked_of
from recruitment.calls.models import Round

MOST = 200  # applications at once: each writes a letter, and all of them are one transaction
VERBS = ["accept", "return"]


@dataclass(frozen=True)
class Chosen:
    """One application that was ticked: the submission that was read, and whether it can be done."""

    application: Application
    seen: int
    verdict: Verdict

    @property
    def key(self) -> str:
        return f"{self.application.public_id}:{self.seen}"


@for_staff
def bulk(request: SignedIn, code: str) -> HttpResponse:
    """Preview, and with `confirm` the deed; asked once more where applicants could resubmit."""
    round = get_object_or_404(Round, code=code)
    if request.method != "POST":
        return redirect("applications:received", code)
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise PermissionDenied(_("何をするかを選んでください。"))
    rows = _seen(round, request) if "confirm" in request.POST else ticked(round, request)
    chosen = [_judged(request.user, row, seen, verb) for row, seen in rows]
    if not chosen or len(chosen) > MOST:
        messages.error(request, _too_few_or_many(len(chosen)))
        return redirect("applications:received", code)
    form = _form(request, chosen, verb)
    if "confirm" in request.POST and (
        form.is_valid() if form else "despite" in request.POST or not _open_until(round, chosen)
    ):
        return _do(request, round, chosen, verb, form)
    return _preview(request, round, chosen, verb, form)


def _too_few_or_many(number: int) -> str:
    if not number:
        return _("応募を1件以上選んでください。")
    return _("一度に扱えるのは%(most)s件までです。条件で絞り込んでください。") % {"most": MOST}


def ticked(round: Round, request: SignedIn) -> list[tuple[Application, int]]:
    """What was ticked in the list, or everything that meets its conditions, as it is now."""
    found = queries.all_received().filter(round=round).annotate(seen=Max("submissions__number"))
    if "all" in request.POST:
        asked = asked_of(round, QueryDict(request.POST.get("query", "")), request)
        met = desk_list.rows(asked).order_by().values("pk")
        return _pairs(found.filter(pk__in=met))
    return _pairs(found.filter(public_id__in=request.POST.getlist("row")))


def _seen(round: Round, request: SignedIn) -> list[tuple[Application, int]]:
    """What the preview showed, each with the submission that counted then."""
    said = dict(key.partition(":")[::2] for key in request.POST.getlist("row")[: MOST + 1])
    rows = queries.all_received().filter(round=round, public_id__in=said)
    return [(row, int(said[row.public_id] or 0)) for row in rows if _is_number(said[row.public_id])]


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 6


def _pairs(rows: Any) -> list[tuple[Application, int]]:
    return [(row, row.seen or 0) for row in rows.order_by("receipt_number", "pk")]


def _judged(user: User, row: Application, seen: int, verb: str) -> Chosen:
    if verb == "accept":
        return Chosen(row, seen, policy.can_screen(user, row, timezone.now()))
    return Chosen(row, seen, policy.can_return(user, row))


def _open_until(round: Round, chosen: list[Chosen]) -> dict[int, dt.datetime]:
    """Application → until when its applicant could resubmit, of those that can be accepted."""
    able = [one.application for one in chosen if one.verdict]
    return desk_queries.resubmittable(round, able, timezone.now())


def _form(request: SignedIn, chosen: list[Chosen], verb: str) -> CorrectionForm | None:
    if verb != "return":
        return None
    initial = {"due_at": usual_due(chosen[0].application, timezone.now())}
    return CorrectionForm(request.POST if "confirm" in request.POST else None, initial=initial)


def _preview(
    request: SignedIn,
    round: Round,
    chosen: list[Chosen],
    verb: str,
    form: CorrectionForm | None,
    failures: Iterable[tuple[Application, str]] = (),
) -> HttpResponse:
    lines = {row.pk: row for row in desk_list.lines_of(each.application for each in chosen)}
    until = _open_until(round, chosen) if verb == "accept" else {}
    for one in chosen:
        one.application.open_until = until.get(one.application.pk)  # type: ignore[attr-defined]
    context = {
        "round": round,
        "verb": verb,
        "form": form,
        "still_open": len(until),
        "asked_again": "confirm" in request.POST and not failures,
        "able": [(one, lines.get(one.application.pk)) for one in chosen if one.verdict],
        "unable": [one for one in chosen if not one.verdict],
        "failures": failures,
        "items": asked_of(round, QueryDict(), request).items,
    }
    status = 409 if failures else 200
    return render(request, "applications/bulk.html", context, status=status)


def _do(
    request: SignedIn, round: Round, chosen: list[Chosen], verb: str, form: CorrectionForm | None
) -> HttpResponse:
    rows = [(one.application, one.seen) for one in chosen]
    try:
        if form is None:
            done = actions.accept_all(rows, by=request.user)
            said = ngettext("%(n)s件を評価へ受理しました。", "%(n)s件を評価へ受理しました。", done)
        else:
            done = actions.return_all(rows, by=request.user, **form.facts())
            said = ngettext("%(n)s件の補正を依頼しました。", "%(n)s件の補正を依頼しました。", done)
    except BulkRefused as refusal:
        now = [_judged(request.user, *_fresh(one), verb) for one in chosen]
        return _preview(request, round, now, verb, form, refusal.failures)
    messages.success(request, said % {"n": done})
    return redirect("applications:received", round.code)


def _fresh(one: Chosen) -> tuple[Application, int]:
    row = queries.all_received().get(pk=one.application.pk)
    latest = row.latest
    return row, latest.number if latest else 0
