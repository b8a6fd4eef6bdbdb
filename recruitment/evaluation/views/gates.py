"""Who may open the ministry's pages about an evaluation: the desk, without its own evaluators.

One account may hold several roles. Whoever sits in a committee that is at work would read there
what other evaluators wrote, and judge their own conflicts.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from accounts import gates
from accounts.gates import SignedIn
from recruitment.evaluation import queries

View = Callable[..., HttpResponse]


def _outside_committees(view: View) -> View:
    @wraps(view)
    def gated(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if queries.sits_somewhere(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def for_desk(view: View) -> View:
    """Ministry staff and auditors, unless they sit in a committee at work."""
    return gates.for_desk(_outside_committees(view))


def for_staff(view: View) -> View:
    """Ministry staff, unless they sit in a committee at work."""
    return gates.for_staff(_outside_committees(view))
