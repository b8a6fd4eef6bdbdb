"""How a session's account is found."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from accounts.models import User
from common.compiled import columns, compiled, instance


class Backend(AuthenticationBackend):
    """allauth's, which reads the account together with its roles: every request asks for both."""

    def get_user(self, user_id: int) -> User | None:
        """The account, unless it is gone or stopped."""
        for row in _account(user_id):
            values = iter(row)
            user = instance(User, values)
            user.given_roles = frozenset(next(values))
            return user if self.user_can_authenticate(user) else None
        return None


@compiled
def _account(user_id: int) -> "QuerySet[User, tuple]":
    roles = Group.objects.filter(user=OuterRef("pk")).order_by().values("name")
    return User.objects.filter(pk=user_id).values_list(*columns(User), ArraySubquery(roles))
