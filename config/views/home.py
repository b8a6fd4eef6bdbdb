"""The first page: the scheme in one screen for strangers, what waits for whoever has signed in."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from config import waiting
from recruitment.calls import queries as calls
from recruitment.calls.models import RoundStatus
from roster.results import public
from roster.results import queries as results


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """The scheme and the open calls, or what waits for the person."""
    if request.user.is_authenticated:
        return render(request, "config/waiting.html", {"parts": waiting.for_person(request.user)})
    now = timezone.now()
    announced = calls.public_rounds().filter(status=RoundStatus.ANNOUNCED, closes_at__gt=now)
    faces = [calls.call(row, now) for row in announced.order_by("closes_at", "pk")]
    context = {"calls": faces, **_status()}
    return render(request, "config/home.html", context)


def _status() -> dict[str, Any]:
    """The figures of the newest edition, as `/status/` shows them."""
    edition = results.newest_edition()
    if edition is None:
        return {"edition": None}
    figures = results.of_edition(edition)
    categories = results.named(public.by_category(figures))
    return {"edition": edition, "figures": figures, "categories": categories}
