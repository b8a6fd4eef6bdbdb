"""Who may open a page at all.

What one may not see does not exist: the wrong role gets a 404, a stranger signs in.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import User
from accounts.roles import Role, has_role

View = Callable[..., HttpResponse]


class SignedIn(HttpRequest):
    """What a view behind a gate is given: a request of somebody who has signed in."""

    user: User


def for_role(*roles: Role) -> Callable[[View], View]:
    """Open the view to accounts that hold one of the roles.

    Row rules are still the view's own look-up and policy.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_role(request.user, *roles):
                raise Http404
            return view(request, *args, **kwargs)

        return gated

    return gate


for_staff = for_role(Role.STAFF)
for_desk = for_role(
    Role.STAFF, Role.AUDITOR
)  # pages that only show; auditors read everything and change nothing
for_evaluators = for_role(Role.EVALUATOR)
for_officers = for_role(Role.OFFICER)
