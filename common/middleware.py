"""What every answer has in common: refusals become sentences, and nothing personal stays in a
cache.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from common.workflow import MoveRefused

Answer = Callable[[HttpRequest], HttpResponse]


class AnswerRefusals:
    """Somebody was faster: back to the page one came from, with the sentence."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MoveRefused):
            return None
        messages.warning(request, str(exception))
        came_from = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        return HttpResponseRedirect(came_from if ours else request.path)


class KeepOutOfCaches:
    """`no-store` on everything but public pages read by somebody who has not signed in."""

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
        vars(request)["shows_public_page"] = not getattr(view, "login_required", True)
