"""What does not exist: a page for people, a problem document for programs."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views import defaults

from config.api import NOTHING_HERE, problem


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 of every address, unknown or not one's own: both look the same."""
    if request.path.startswith(reverse("home") + "api/"):
        return problem(404, NOTHING_HERE)
    return defaults.page_not_found(request, exception)
