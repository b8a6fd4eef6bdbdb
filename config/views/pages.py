"""Notices about the site itself, and the language switch."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import i18n


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "config/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "config/accessibility.html")


@login_not_required
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "config/contact.html")


@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and return to where one was; only a POST changes
    anything.
    """
    answer = i18n.set_language(request)
    if answer.get("Location") == "/":  # Django's way back when no page is named, prefix or not
        answer["Location"] = reverse("home")
    return answer
