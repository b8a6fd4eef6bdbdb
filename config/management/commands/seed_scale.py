from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.demo import scale
from recruitment.standards.actions import load_reference


class Command(BaseCommand):
    help = "Write synthetic people for measuring: on the list, and in a round under evaluation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--registrants", type=int, default=0, metavar="N")
        parser.add_argument("--applications", type=int, default=0, metavar="M")
        parser.add_argument("--evaluators", type=int, default=0, metavar="K")

    def handle(
        self, *args: Any, registrants: int, applications: int, evaluators: int, **options: Any
    ) -> None:
        if min(registrants, applications, evaluators) < 0:
            raise CommandError("Numbers from 0 upwards are wanted.")
        if not settings.DEMO_MODE and scale.made_elsewhere().exists():
            raise CommandError(
                "This database holds real rounds: synthetic people do not go into it."
            )
        load_reference()
        if registrants:
            round = scale.seed_registrants(registrants, self._tell("registrants", registrants))
            self.stdout.write(f"{round}: {registrants} registrants")
        if applications or evaluators:
            tell = self._tell("applications", applications)
            round = scale.seed_committee(applications, evaluators, tell)
            self.stdout.write(f"{round}: {applications} applications, {evaluators} evaluators")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # or the planner would judge by the tables' size before

    def _tell(self, what: str, of: int) -> scale.Tell:
        return lambda done: self.stderr.write(f"{what}: {done} of {of}")
