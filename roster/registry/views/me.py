"""`/me/`: a registrant's own page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.gates import SignedIn
from roster.registry import queries
from roster.registry.models import Registrant

PER_PAGE = 20


def me(request: SignedIn) -> HttpResponse:
    """Registration, conditions, the sheet as a municipality reads it, and who looked when."""
    rows = Registrant.objects.select_related("person")
    registrant = get_object_or_404(rows, person__user=request.user)
    today = timezone.localdate()
    looks = registrant.person.accesses.select_related("local_government")
    context = {
        "registrant": registrant,
        "registrations": registrant.registrations.select_related("category"),
        "read": queries.sheet_as_officer(registrant, today),
        "conditions": queries.own_conditions(registrant),
        "page_obj": Paginator(looks, PER_PAGE).get_page(request.GET.get("page")),
        "today": today,
    }
    return render(request, "registry/me.html", context)
