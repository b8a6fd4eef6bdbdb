from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import loading


class Command(BaseCommand):
    help = "Load the demonstration: past rounds, three of FY2026, invented people. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError("The demonstration is loaded only in demo mode (DEMO_MODE=1).")
        for name, work in loading.steps():
            self.stderr.write(f"  {name} …", ending="")
            self.stderr.flush()
            work()
            self.stderr.write(" done")
