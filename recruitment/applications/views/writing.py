"""Writing an application: its parts in any order, and the rows of track records."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import postal
from accounts.gates import SignedIn
from accounts.models import Prefecture
from common.verdict import require
from recruitment.applications import actions, asking, content, policy, previewing, queries, sections
from recruitment.applications.checks import record_numbers
from recruitment.applications.draft import Draft
from recruitment.applications.forms import (
    CategoriesForm,
    ConditionsForm,
    ConsentsForm,
    DraftForm,
    PersonForm,
    QuestionsForm,
    RecordForm,
    SkillsForm,
    WorkForm,
    picked,
)
from recruitment.applications.views.access import own_draft
from recruitment.applications.views.saving import Page, around, show, write

FORMS: dict[str, type[DraftForm]] = {
    "categories": CategoriesForm,
    "person": PersonForm,
    "work": WorkForm,
    "skills": SkillsForm,
    "conditions": ConditionsForm,
    "questions": QuestionsForm,
    "consents": ConsentsForm,
}


def edit(request: SignedIn, public_id: str) -> HttpResponse:
    """The parts of the application, and how far each is."""
    draft = own_draft(request, public_id)
    require(policy.can_write(request.user, draft))
    if draft.application.person.user_id != request.user.pk:
        return redirect("applications:paper", public_id)
    return render(request, "applications/edit.html", around(request, draft, ""))


def section(request: SignedIn, public_id: str, key: str) -> HttpResponse:
    """One part with its fields."""
    draft = own_draft(request, public_id)
    if key not in FORMS or key not in sections.offered(draft):
        raise Http404
    page = Page(key, f"applications/edit_{key}.html", FORMS[key], partial(_next, key))
    if "fill" in request.POST:
        return _filled(request, draft, page)
    if key == "conditions" and "area" in request.POST:
        return _picked(request, draft, page)
    return write(request, draft, page)


def _next(key: str, request: HttpRequest, draft: Draft) -> HttpResponse:
    """To the part after this one; after the last, to reading it all over."""
    if "stay" in request.POST:
        messages.success(request, _("保存しました。まだ提出していません。"))
        return redirect("applications:edit", draft.application.public_id)
    left = [
        name
        for name in queries.faults(draft, timezone.now())
        if sections.section_of(name, draft) == key
    ]
    if left:
        said = {"part": sections.LABELS[key], "left": len(left)}
        messages.info(request, _("保存しました。「%(part)s」は、あと%(left)sつです。") % said)
    keys = sections.offered(draft)
    following = keys[keys.index(key) + 1 :]
    return redirect(part_address(draft, following[0]) if following else _review(request, draft))


def _review(request: HttpRequest, draft: Draft) -> str:
    """Where it is read over: by its applicant, or by the staff who enter it from paper."""
    own = draft.application.person.user_id == request.user.pk
    page = "applications:review" if own else "applications:paper"
    return reverse(page, args=[draft.application.public_id])


def part_address(draft: Draft, key: str) -> str:
    """The first page of a part."""
    public_id = draft.application.public_id
    if key in {"records", "attachments"}:
        return reverse(f"applications:{key}", args=[public_id])
    return reverse("applications:section", args=[public_id, key])


def _filled(request: SignedIn, draft: Draft, page: Page) -> HttpResponse:
    """The form again with prefecture and municipality from the postal code; nothing is saved."""
    place = postal.find(request.POST.get("postal_code", ""))
    typed = request.POST.copy()
    if place is None:
        messages.warning(request, _("この郵便番号は見つかりません。番号を確かめてください。"))
    else:
        typed["prefecture"], typed["municipality"] = place.prefecture, place.municipality
    form = page.make(draft, typed)
    return show(request, draft, page, form)


def _picked(request: SignedIn, draft: Draft, page: Page) -> HttpResponse:
    """The form again with the prefectures of a whole area ticked, or none; nothing is saved."""
    typed = request.POST.copy()
    typed.setlist("prefectures", picked(request.POST.get("area", ""), typed.getlist("prefectures")))
    messages.info(request, _("都道府県の印を変えました。まだ保存していません。"))
    return show(request, draft, page, page.make(draft, typed))


def find_place(request: SignedIn) -> JsonResponse:
    """Prefecture and municipality of a postal code, for the page's script."""
    place = postal.find(request.GET.get("code", ""))
    if place is None:
        return JsonResponse({}, status=404)
    label = str(Prefecture(place.prefecture).label)
    return JsonResponse(
        {"prefecture": place.prefecture, "label": label, "municipality": place.municipality}
    )


def records(request: SignedIn, public_id: str) -> HttpResponse:
    """The track records, and a way to add one."""
    draft = own_draft(request, public_id)
    require(policy.can_write(request.user, draft))
    said = record_numbers(draft.values)
    written = [row for row in draft.records if row["number"] in said]
    rows = [
        row | {"period": content.period(row), "place": place}
        for place, row in enumerate(written, start=1)
    ]
    context = around(request, draft, "records") | {"records": rows}
    return render(request, "applications/edit_records.html", context)


def record(request: SignedIn, public_id: str, number: int) -> HttpResponse:
    """One track record."""
    draft = own_draft(request, public_id)
    _find(draft, number)
    make = partial(RecordForm, prefix=f"record-{number}")
    onward = partial(_after_record, number)
    before = [said for said in record_numbers(draft.values) if said < number]
    heading = _("活動実績 %(place)s件目") % {"place": len(before) + 1}
    more = {"number": number, "heading": heading}
    return write(
        request, draft, Page("records", "applications/edit_record.html", make, onward, more)
    )


def _find(draft: Draft, number: int) -> dict[str, object]:
    for row in draft.records:
        if row["number"] == number:
            return row
    raise Http404


def _after_record(number: int, request: SignedIn, draft: Draft) -> HttpResponse:
    """Back to the list; a vague result is asked for once more, and then left. What stands on paper
    is copied as it is.
    """
    row = _find(draft, number)
    vague = asking.is_vague(str(row["result"])) and not row["is_result_asked"]
    if vague and not draft.is_entered:
        actions.ask_for_result(draft.application, number, by=request.user)
        again = reverse("applications:record", args=[draft.application.public_id, number])
        return redirect(f"{again}?vague=1#div_id_record-{number}-result")
    return redirect("applications:records", draft.application.public_id)


@require_POST
def add_record(request: SignedIn, public_id: str) -> HttpResponse:
    draft = own_draft(request, public_id)
    number = actions.add_record(draft.application, by=request.user)
    return redirect("applications:record", public_id, number)


def remove_record(request: SignedIn, public_id: str, number: int) -> HttpResponse:
    """A page of its own that says what goes."""
    draft = own_draft(request, public_id)
    row = _find(draft, number)
    require(policy.can_write(request.user, draft))
    if request.method == "POST":
        actions.remove_record(draft.application, number, by=request.user)
        messages.success(request, _("活動実績を消しました。"))
        return redirect("applications:records", public_id)
    return render(
        request,
        "applications/remove_record.html",
        around(request, draft, "records") | {"record": row},
    )


def preview(request: SignedIn, public_id: str) -> HttpResponse:
    """What a municipality will read, once one is on the list."""
    draft = own_draft(request, public_id)
    context = around(request, draft, "") | {"seen": previewing.seen(draft)}
    return render(request, "applications/preview.html", context)
