import datetime as dt
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from roster.results import actions, exports
from roster.results.importing import ImportRefused


class Command(BaseCommand):
    help = "Take up a past round's outcome from an Excel or CSV file, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--template", type=Path, help="write an empty file with explanations")
        parser.add_argument("--dry-run", action="store_true", help="check all, change nothing")
        parser.add_argument(
            "--number", type=int, default=1, help="2 for a second round of the year"
        )
        parser.add_argument("--plan-version", default="")
        for name in ("--opened-on", "--closed-on", "--result-on"):
            parser.add_argument(name, type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--successful-only", action="store_true", help="the rest is not known")

    def handle(self, *args: Any, file: Path | None, template: Path | None, **options: Any) -> None:
        if template:
            self._write_template(template)
        elif file is None or not file.is_file():
            raise CommandError(f"There is no file {file}." if file else "Name a file.")
        else:
            self._import(file, options)

    def _write_template(self, template: Path) -> None:
        try:
            template.write_bytes(exports.import_template())
        except OSError as problem:
            raise CommandError(f"The template cannot be written: {problem}.") from problem

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        facts = {name: options[name] for name in actions.PastRound.__dataclass_fields__}
        about = actions.PastRound(**facts)
        dry_run = options["dry_run"]
        try:
            outcome = actions.import_round(file, about, dry_run=dry_run, progress=self._progress)
        except ImportRefused as refusal:
            self.stderr.write(str(refusal))
            found = len(refusal.faults)
            raise CommandError(f"{file.name}: nothing was changed, faults: {found}.") from refusal
        self.stdout.write(exports.as_text([outcome]))
        if dry_run:
            self.stderr.write("Dry run: nothing was changed.")

    def _progress(self, done: int, total: int) -> None:
        """A counter that runs on a terminal, and a line now and then in a log."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done}/{total}", ending="" if done < total else "\n")
        elif done == total or done % 500 == 0:
            self.stderr.write(f"{done}/{total}")
