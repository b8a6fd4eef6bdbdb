"""Public pages: the registration status as published, and each round's press release."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recruitment.calls.models import Round
from roster.results import public, queries


@login_not_required
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """From the newest edition, never live."""
    edition = queries.newest_edition()
    if edition is None:
        return render(request, "results/status.html", {"edition": None})
    figures = queries.of_edition(edition)
    places = queries.places_in(edition)
    context = {
        "edition": edition,
        "figures": figures,
        "categories": queries.named(public.by_category(figures)),
        "regions": public.regions(places),
        "industries": public.industries(places, _("未回答")),
    }
    return render(request, "results/status.html", context)


@login_not_required
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    rounds = Round.objects.concluded().order_by("-fiscal_year", "-number")
    found = zip(rounds, queries.of_rounds(rounds), strict=True)
    return render(request, "results/releases.html", {"releases": list(found)})


@login_not_required
@require_safe
def release(request: HttpRequest, code: str) -> HttpResponse:
    concluded = Round.objects.concluded().filter(code=code)
    round = get_object_or_404(concluded.select_related("standard"))
    [figures] = queries.of_rounds(concluded)
    steps = public.steps(figures)
    context = {
        "round": round,
        "figures": figures,
        "steps": steps,
        "most": max(step.count or 0 for step in steps),
        "categories": queries.named(public.by_category(figures)),
    }
    return render(request, "results/release.html", context)
