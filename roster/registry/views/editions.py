"""Editions of the list: what was published when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import SignedIn, for_desk, for_staff
from roster.registry import actions, documents, policy, queries
from roster.registry.forms import EditionForm
from roster.registry.models import Edition

PER_PAGE = 50


@for_desk
def editions(request: SignedIn) -> HttpResponse:
    return _editions(request, None)


@for_staff
@require_POST
def publish_edition(request: SignedIn) -> HttpResponse:
    form = EditionForm(request.POST)
    if form.is_valid():
        verdict = policy.can_publish(request.user, form.cleaned_data["as_of"])
        if verdict:
            edition = actions.publish_edition(by=request.user, **form.cleaned_data)
            text = _("第%(number)d版を公表しました。")
            messages.success(request, text % {"number": edition.number})
            return redirect("registry:editions")
        form.add_error("as_of", verdict.reason)
    return _editions(request, form)


def _editions(request: SignedIn, form: EditionForm | None) -> HttpResponse:
    newest = queries.newest_edition()
    expected = newest.number + 1 if newest else 1
    today = timezone.localdate()
    rows = Edition.objects.annotate(
        people=Count("entries__registrant_number", distinct=True), registrations=Count("entries")
    )
    rows = rows.select_related("round", "published_by").order_by("-number")
    context = {
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": form or EditionForm(initial={"as_of": today, "expected": expected}),
        "expected": expected,
        "can_publish": policy.can_publish(request.user, today),
        "pending": queries.awaiting_an_edition(today).count(),
    }
    return render(request, "registry/editions.html", context)


@for_desk
def edition_pdf(request: SignedIn, number: int) -> HttpResponse:
    """The edition as a paper."""
    edition = get_object_or_404(Edition, number=number)
    name = f'attachment; filename="edition-{edition.number}.pdf"'
    content = documents.edition_pdf(edition)
    return HttpResponse(content, "application/pdf", headers={"Content-Disposition": name})
