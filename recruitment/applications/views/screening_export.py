"""Taking applications out as a table: the columns are chosen, remembered, and written down."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gates import SignedIn, for_staff
from recruitment.applications import actions, desk_list, exports, queries
from recruitment.applications.exports import Column
from recruitment.applications.models import Application, ScreeningExport
from recruitment.applications.views.screening_bulk import ticked
from recruitment.applications.views.screening_list import asked_of
from recruitment.calls.models import Round

KEPT = "screening_export"  # in the session: the columns chosen last
LAST = 10  # exports that the page tells of
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_staff
def export(request: SignedIn, code: str) -> HttpResponse:
    """Choose columns; with `format` the file of the ticked ones, or of all that meet the filter."""
    round = get_object_or_404(Round, code=code)
    query = request.POST.get("query", "") if request.method == "POST" else request.GET.urlencode()
    asked = asked_of(round, QueryDict(query), request)
    picked = [row.pk for row, _seen in ticked(round, request)] if "row" in request.POST else None
    offered = exports.columns_of(round)
    if "format" in request.POST:
        chosen = request.POST.getlist("column")
        columns = {key: column for key, column in offered.items() if key in chosen}
        if columns:
            return _file(request, asked, picked, columns)
        messages.error(request, _("列を1つ以上選んでください。"))
    kept = request.session.get(KEPT, exports.USUAL)
    context = {
        "round": round,
        "asked": asked,
        "said": list(desk_list.said(asked)),
        "picked": request.POST.getlist("row") if picked else [],
        "count": desk_list.rows(asked).count() if picked is None else len(picked),
        "taken": ScreeningExport.objects.filter(round=round).select_related("by")[:LAST],
        "columns": [(key, label, key in kept) for key, (label, _cell) in offered.items()],
    }
    return render(request, "applications/export.html", context)


def _file(
    request: SignedIn, asked: desk_list.Asked, picked: list[int] | None, columns: dict[str, Column]
) -> HttpResponse:
    met: Any = desk_list.rows(asked).order_by().values("pk") if picked is None else picked
    found = Application.objects.received().filter(round=asked.round, pk__in=met)
    rows = list(exports.rows_of(found).order_by("receipt_number", "pk"))
    if not rows:
        messages.error(request, _("書き出す応募がありません。"))
        return redirect("applications:received", asked.round.code)
    request.session[KEPT] = list(columns)
    actions.record_export(asked.round, by=request.user, columns=list(columns), rows=len(rows))
    names = queries.category_names(asked.round.standard_id)
    headings, cells = exports.table(rows, list(columns.values()), names)
    name = f"applications-{asked.round.code}-{timezone.localdate():%Y%m%d}"
    if request.POST["format"] == "csv":
        return _download(exports.as_csv(headings, cells), f"{name}.csv", "text/csv; charset=utf-8")
    return _download(exports.as_excel(asked.round.code, headings, cells), f"{name}.xlsx", XLSX)


def _download(data: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
