from typing import Any

from django.core.management.base import BaseCommand

from accounts import actions


class Command(BaseCommand):
    help = "Write the groups of accounts/roles.py and their permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        actions.sync_roles()
