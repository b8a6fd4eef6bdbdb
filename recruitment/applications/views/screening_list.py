"""The list of what a round received: found, filtered, in order, and the views that staff keep."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from accounts.roles import is_staff
from recruitment.applications import actions, desk_list, desk_queries, policy
from recruitment.applications.desk_forms import SavedViewForm
from recruitment.applications.desk_list import Asked
from recruitment.calls.models import Round

PAGE = 50


class CountedPages(Paginator):
    """Pages of rows that were counted already. PostgreSQL puts keys in order, not whole rows: for
    the last page of thousands it would write them to disk.
    """

    def __init__(self, rows: QuerySet[Any], per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.rows, self.counted = rows, count

    @cached_property
    def count(self) -> int:
        return self.counted

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        keys = self.rows.values("pk")[bottom : bottom + self.per_page]
        return Page(self.rows.filter(pk__in=keys), number, self)


@dataclass(frozen=True)
class Head:
    """A heading that one can sort by: what its link asks for, and how it stands now."""

    label: str
    sort: str
    state: str


def asked_of(round: Round, parameters: QueryDict, request: SignedIn) -> Asked:
    items = len(desk_queries.checklist_of(round))
    return desk_list.asked(parameters, round, items, request.user)


@for_desk
def received(request: SignedIn, code: str) -> HttpResponse:
    """What has been received in a round; withdrawn and ineligible ones stay in it."""
    round = get_object_or_404(Round, code=code)
    asked = asked_of(round, request.GET, request)
    counts = desk_list.counts(asked)
    rows = desk_list.rows(asked).select_related("application__person", "application__round")
    pages = CountedPages(rows.defer("application__motive", "search_key"), PAGE, counts.found)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "round": round,
        "asked": asked,
        "counts": counts,
        "said": list(desk_list.said(asked)),
        "page_obj": page,
        "lines": [(line, asked.named(line.categories)) for line in page],
        "heads": _heads(asked.sort),
        "sorts": desk_list.SORTS.items(),
        "views": desk_queries.views_of(request.user),
        "view_form": SavedViewForm(initial={"query": asked.query}),
        "may_act": is_staff(request.user),
        "can_enter_paper": policy.can_enter_paper(request.user, round),
    }
    return render(request, "applications/received.html", context)


def _heads(sort: str) -> dict[str, Head]:
    heads = {}
    for name, label in desk_list.SORTS.items():
        state = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        heads[name] = Head(str(label), f"-{name}" if state == "ascending" else name, state)
    return heads


@for_staff
@require_POST
def save_view(request: SignedIn, code: str) -> HttpResponse:
    """Keep the filter and order under a name; the same name replaces what it meant before."""
    round = get_object_or_404(Round, code=code)
    form = SavedViewForm(request.POST)
    if form.is_valid():
        query = asked_of(round, QueryDict(form.cleaned_data["query"]), request).query
        view = actions.save_view(by=request.user, name=form.cleaned_data["name"], query=query)
        messages.success(request, _("「%(name)s」として保存しました。") % {"name": view.name})
    else:
        messages.error(request, _("条件を保存するには、50字までの名前を入れてください。"))
        query = asked_of(round, QueryDict(request.POST.get("query", "")), request).query
    return redirect(f"{reverse('applications:received', args=[code])}?{query}")


@for_staff
@require_POST
def delete_view(request: SignedIn, code: str, public_id: str) -> HttpResponse:
    view = get_object_or_404(desk_queries.views_of(request.user), public_id=public_id)
    actions.delete_view(view, by=request.user)
    messages.success(request, _("「%(name)s」を消しました。") % {"name": view.name})
    return redirect("applications:received", code)
