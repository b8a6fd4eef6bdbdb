from typing import Any

from django.core.management.base import BaseCommand

from recruitment.standards import actions


class Command(BaseCommand):
    help = "Load the skill standard and the local governments. Adds what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = actions.load_reference()
        self.stdout.write(
            f"added: {loaded.local_governments} local governments, "
            f"{loaded.categories} categories, {loaded.items} skill items"
        )
