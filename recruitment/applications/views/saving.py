"""What every page of the draft does: show its form, save it whole, or save what the browser sends
while one writes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.gates import SignedIn
from common.verdict import require
from recruitment.applications import actions, desk_queries, policy, queries, sections
from recruitment.applications.draft import Draft
from recruitment.applications.forms import DraftForm, seen_in
from recruitment.applications.merging import mark
from recruitment.applications.views.showing import Clash, clashes

MOST_NAMES = 200  # fields in one automatic save: more than any page has


@dataclass(frozen=True)
class Page:
    """One page: the part it belongs to, its template, its form, and where saving leads."""

    key: str
    template: str
    make: Callable[..., DraftForm]
    onward: Callable[[SignedIn, Draft], HttpResponse]
    more: dict[str, Any] = field(default_factory=dict)


def write(request: SignedIn, draft: Draft, page: Page) -> HttpResponse:
    """Show the page, or save what was typed and go on."""
    if request.method != "POST":
        require(policy.can_write(request.user, draft))
        faults = queries.faults(draft, draft.standing.now) if "check" in request.GET else None
        return show(request, draft, page, page.make(draft, faults=faults))
    if "autosave" in request.POST:
        return _autosaved(request, draft, page)
    form = page.make(draft, request.POST)
    if not form.is_valid():
        return show(request, draft, page, form)
    return _saved(request, draft, page, form)


def _saved(request: SignedIn, draft: Draft, page: Page, form: DraftForm) -> HttpResponse:
    theirs = request.POST.getlist("theirs")
    values = {name: value for name, value in form.typed.items() if name not in theirs}
    try:
        saved = actions.save(draft.application, by=request.user, values=values, seen=_seen(request))
    except PermissionDenied as refused:  # too late, perhaps: the text stays on the page
        return show(request, draft, page, form, closed=str(refused), status=403)
    if saved.conflicts:
        again = page.make(saved.draft)
        again.put(saved.conflicts, _seen(request))
        found = clashes(form, saved.conflicts)
        return show(request, saved.draft, page, again, clashes=found, status=409)
    if theirs or "mine" in request.POST:
        return redirect(request.path)
    return page.onward(request, saved.draft)


def _seen(request: HttpRequest) -> dict[str, str]:
    """The marks of the page; `mine` names a clash that the person settled for what was typed."""
    settled = (said.rpartition(":") for said in request.POST.getlist("mine"))
    return dict(seen_in(request.POST)) | {name: shown for name, _colon, shown in settled}


def show(
    request: SignedIn,
    draft: Draft,
    page: Page,
    form: DraftForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page, with the way through all the parts beside it."""
    context = around(request, draft, page.key) | {"form": form} | page.more | more
    return render(request, page.template, context, status=status)


def around(request: SignedIn, draft: Draft, key: str) -> dict[str, Any]:
    """What stands beside every page of the draft."""
    application = draft.application
    parts = sections.sections(draft, queries.faults(draft, draft.standing.now))
    returned = [
        (name if name in sections.LABELS else sections.section_of(name, draft), label, why)
        for name, label, why in desk_queries.returned_fields(application)
    ]
    return {
        "draft": draft,
        "application": application,
        "round": application.round,
        "by_staff": draft.is_entered,
        "until": application.correction_due_at or draft.standing.deadline,
        "account_mark": salted_hmac("draft", str(request.user.pk)).hexdigest()[:16],
        "sections": parts,
        "asked_back": {part for part, _label, _why in returned},
        "returned": [(label, why) for part, label, why in returned if part == key],
        "done": sum(part.is_done for part in parts),
        "here": key,
        "heading": sections.LABELS.get(key, ""),
        "clashes": [],
        "closed": "",
    }


def _autosaved(request: SignedIn, draft: Draft, page: Page) -> JsonResponse:
    """The named fields alone, each for itself: one that cannot be stored keeps no other back."""
    only = request.POST.getlist("names")[:MOST_NAMES]
    form = page.make(draft, request.POST, only=only)
    form.is_valid()
    try:
        saved = actions.save(
            draft.application, by=request.user, values=form.typed, seen=_seen(request)
        )
    except PermissionDenied as refused:
        return JsonResponse({"refused": str(refused)}, status=403)
    clashing = {found.name: found for found in clashes(form, saved.conflicts)}
    # Of what the page shows, not of what stands: an untouched old text must not pass for seen.
    marks = {name: mark(value) for name, value in form.typed.items() if name not in clashing}
    return JsonResponse(
        {
            "said": _said(form, bool(clashing)),
            "seen": marks,
            "errors": {form.flat(name): list(said) for name, said in form.errors.items()},
            "clashes": {name: _rendered(request, found) for name, found in clashing.items()},
        }
    )


def _said(form: DraftForm, clashing: bool) -> str:
    """What the line above the fields says: never that it is saved when nothing could be."""
    wrong = len(form.errors)
    if clashing:
        return _("別の画面で先に保存された欄があります。どちらの文にするかを選んでください。")
    if wrong and not form.cleaned_data:
        words = "直すところが%(number)sつあります"
        return ngettext(words, words, wrong) % {"number": wrong}
    return _("保存しました %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}


def _rendered(request: SignedIn, clash: Clash) -> str:
    return render_to_string("applications/_clash.html", {"clash": clash}, request)
