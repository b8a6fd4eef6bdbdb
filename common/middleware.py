"""What every answer has in common: refusals are sentences, caches keep nothing personal."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from common.workflow import MoveRefused

Answer = Callable[[HttpRequest], HttpResponse]


class AnswerRefusals:
    """Somebody was faster: back to the page one came from, with the sentence.

    An address with a NUL, which PostgreSQL cannot look for, is one that does not exist.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MoveRefused):
            return None
        messages.warning(request, str(exception))
        came_from = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        here = request.path if request.method == "GET" else resolve_url(settings.LOGIN_REDIRECT_URL)
        return HttpResponseRedirect(came_from if ours else here)


class KeepOutOfCaches:
    """`no-store` on everything but public pages read by somebody who has not signed in.

    Signing in and up is open to all and yet personal: tokens stand in its addresses.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        public = getattr(request, "shows_public_page", False) and request.user.is_anonymous
        if not public and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: object, kwargs: object
    ) -> None:
        open_to_all = not getattr(view, "login_required", True)
        personal = view.__module__.startswith("allauth.")
        vars(request)["shows_public_page"] = open_to_all and not personal
