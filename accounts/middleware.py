"""Nothing opens to an account with a role before its second factor."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import factors, queries

Answer = Callable[[HttpRequest], HttpResponse]

# What shows a factor or leaves; and pages that say nothing of anybody.
OPEN = {
    "account_logout",
    "account_confirm_email",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "set_language",
    "healthz",
    "readyz",
    "pages:privacy",
    "pages:accessibility",
    "pages:contact",
}
# What sets the first factor up. To an account that has one these are closed as well: a session that
# knows the password alone would read the recovery codes, or add a factor of its own.
SETTING_UP = {
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


class RequireSecondFactor:
    """Sends to the page that asks for a factor, or that sets one up.

    The session remembers what was shown, so that a request costs no query for it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        match = request.resolver_match
        if not user.is_authenticated or match is None or match.view_name in OPEN:
            return None
        if factors.has_shown_factor(request, user) or not factors.needs_factor(user):
            return None
        if match.namespace.startswith("api"):
            return _problem()
        if queries.has_factor(user):
            return _asking(request)
        return None if match.view_name in SETTING_UP else redirect("mfa_index")


def _asking(request: HttpRequest) -> HttpResponse:
    """To the page that asks for the factor: for a code where there is one, else for the passkey."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    target = next(way["url"] for way in ways if way["id"].startswith("mfa"))
    if request.method == "GET":
        target += f"?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
    return redirect(target)


def _problem() -> JsonResponse:
    """RFC 9457, as the API answers."""
    title = _("この役割のアカウントには、第2要素が必要です。")
    problem = {"type": "about:blank", "title": title, "status": 403}
    return JsonResponse(problem, status=403, content_type="application/problem+json")
