import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from roster.results import exports, queries


class Command(BaseCommand):
    help = "The figures of every announced round and of the list (docs: product.md, 'Who counts')."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fiscal-year", type=int, help="only the rounds of this year")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *args: Any, format: str, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        found = queries.of_everything(on=on, fiscal_year=options["fiscal_year"])
        if format == "json":
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                exports.as_text([*found["rounds"], found["total"] | {"round": f"{on}"}])
            )
