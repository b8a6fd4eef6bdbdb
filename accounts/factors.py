"""Who needs a second factor, and whether a session has shown one."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

SHOWN = "second_factor_shown"  # in the session: the account that has just set a factor up in it


def needs_factor(user: User) -> bool:
    """Whoever holds a role reads what others trusted the ministry with. The demonstration asks for
    none, and says so on every page.
    """
    return bool(user.roles) and not settings.DEMO_MODE


def has_shown_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session signed in with a second factor, gave one since, or set one up.

    Told from the session alone: it costs no query.
    """
    if request.session.get(SHOWN) == user.pk:
        return True
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def remember_factor(request: HttpRequest, user: User) -> None:
    """The factor was set up in this session, which needs no second showing."""
    request.session[SHOWN] = user.pk


def forget_factor(request: HttpRequest) -> None:
    """The last factor went: the session counts as one that has shown none."""
    request.session.pop(SHOWN, None)
    request.session.pop("account_authentication_methods", None)
