"""The first page: the scheme in one screen for strangers, what waits for whoever has signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from config import waiting
from recruitment.calls.models import Round


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return render(request, "config/waiting.html", {"parts": waiting.for_person(request.user)})
    now = timezone.now()
    calls = (
        Round.objects.called()
        .filter(status="announced", closes_at__gt=now)
        .order_by("closes_at", "pk")
    )
    context = {"calls": calls.prefetch_related("offers__category"), "now": now}
    return render(request, "config/home.html", context)
