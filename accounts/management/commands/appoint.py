from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts import actions
from accounts.roles import Role


class Command(BaseCommand):
    help = (
        "Give an account a role, making the account if need be: so the first staff account begins."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    @transaction.atomic
    def handle(self, *args: Any, email: str, role: str, **options: Any) -> None:
        user = actions.account_for(email)
        actions.grant_role(user, Role(role), by=None, source="manage.py appoint")
        self.stdout.write(
            f"{user.email}: {role}. A password is set through /accounts/password/reset/."
        )
