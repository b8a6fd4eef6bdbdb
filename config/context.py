"""What every page shows around its content: who one is, where one may go, and whether this is a
demonstration.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts import factors
from config.navigation import navigation_for, place_of


def page(request: HttpRequest) -> dict[str, Any]:
    """The variables of `base.html`. An answer to an unreadable request has no user yet."""
    user = getattr(request, "user", None)
    missing = _factor_missing(request)
    return {
        "demo_mode": settings.DEMO_MODE,
        "viewer_label": user.label if user is not None and user.is_authenticated else "",
        "factor_missing": missing,
        "navigation": [] if missing else navigation_for(request),
        "place": place_of(request),
        "demo_confirmation_url": _demo_confirmation_url(request),
    }


def _factor_missing(request: HttpRequest) -> bool:
    """Whether nothing opens to the reader before a second factor: then no menu leads anywhere."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return not factors.has_shown_factor(request, user) and factors.needs_factor(user)


def _demo_confirmation_url(request: HttpRequest) -> str:
    """The link of the mail just sent, shown instead of sending anyone to a mailbox that does not
    exist.
    """
    session = getattr(request, "session", {})
    return session.get("demo_confirmation_url", "") if settings.DEMO_MODE else ""
