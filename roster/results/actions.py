"""Taking up a past round's outcome from a file, whole or not at all."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Industry, Prefecture
from common.spreadsheets import Limits, Unreadable, read
from recruitment.calls import past as calls
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.results import crosschecks, queries, recording
from roster.results.figures import Figures
from roster.results.importing import Fault, ImportRefused, PastRow, Words, read_rows, same_word

LIMITS = Limits(rows=20_000, size=10 * 1024 * 1024)
LOCK = 7_202_211  # any number of our own: imports wait for each other under it


@dataclass(frozen=True)
class PastRound:
    """What the file does not say about its round. Unknown stays None or empty."""

    number: int = 1
    plan_version: str = ""
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    result_on: dt.date | None = None
    successful_only: bool = False


def no_progress(done: int, total: int) -> None:
    """For callers who show none."""


def import_round(
    path: Path,
    about: PastRound,
    *,
    dry_run: bool = False,
    progress: recording.Progress = no_progress,
) -> Figures:
    """Take up the round in this file as concluded, and return its figures.

    Raises ImportRefused with every fault, and has changed nothing then; nor after a dry run.
    `progress` is told how many applications of how many are done.
    """
    standard = _standard_in_force()
    try:
        table = read(path, LIMITS)
    except Unreadable as problem:
        raise ImportRefused([Fault(0, "file", str(problem))]) from problem
    rows, faults = read_rows(table, _words(standard))
    faults += crosschecks.compare(rows, about.number) + _date_faults(about)
    with transaction.atomic():
        _one_at_a_time()
        faults += _round_faults(rows, about)
        if faults:
            raise ImportRefused(faults)
        source = f"import {path.name}"
        round = _record_round(rows, about, standard, source)
        recording.record_applications(round, rows, source=source, progress=progress)
        [outcome] = queries.of_rounds(Round.objects.filter(pk=round.pk))
        transaction.set_rollback(dry_run)
    return outcome


def _standard_in_force() -> SkillStandard:
    standard = SkillStandard.objects.in_force(timezone.localdate()).first()
    if standard is None:
        sentence = _("スキル標準がありません。先に load_reference を実行してください。")
        raise ImportRefused([Fault(0, "standard", sentence)])
    return standard


def _words(standard: SkillStandard) -> Words:
    """The words that cells may use; names are the Japanese ones, whatever language is active."""
    categories = list(standard.categories.all())
    with translation.override("ja"):
        return Words(
            categories={word: row.code for row in categories for word in (row.name, row.code)},
            offered={row.code for row in categories if row.is_open},
            prefectures={str(label): code for code, label in Prefecture.choices},
            industries={
                same_word(word): code
                for code, label in Industry.choices
                for word in (code, str(label), f"{code} {label}")
            },
            today=timezone.localdate(),
        )


def _date_faults(about: PastRound) -> list[Fault]:
    days = [
        (name, day)
        for name, day in (
            ("--opened-on", about.opened_on),
            ("--closed-on", about.closed_on),
            ("--result-on", about.result_on),
        )
        if day is not None
    ]
    faults = [
        Fault(0, later, _("%(name)s より前の日付です。") % {"name": earlier})
        for (earlier, first), (later, second) in zip(days, days[1:], strict=False)
        if second < first
    ]
    future = [name for name, day in days if day > timezone.localdate()]
    return faults + [Fault(0, name, _("未来の日付です。")) for name in future]


def _one_at_a_time() -> None:
    """Two imports at once could both find that a round, or a person, is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _round_faults(rows: list[PastRow], about: PastRound) -> list[Fault]:
    first = next((row for row in rows if row["fiscal_year"]), None)
    if first is None:
        return []
    found = Round.objects.filter(fiscal_year=first["fiscal_year"], number=about.number).first()
    sentence = _("公募 %(code)s は、すでにあります。")
    return [Fault(first.number, "fiscal_year", sentence % {"code": found.code})] if found else []


def _record_round(
    rows: list[PastRow], about: PastRound, standard: SkillStandard, source: str
) -> Round:
    return calls.record_past(
        fiscal_year=rows[0]["fiscal_year"],
        number=about.number,
        standard=standard,
        categories=standard.categories.offered(),
        plan_version=about.plan_version,
        opened_on=about.opened_on,
        closed_on=about.closed_on,
        result_on=about.result_on,
        applications_known=not about.successful_only,
        last_receipt=max(int(row["receipt_number"].rsplit("-", 1)[1]) for row in rows),
        source=source,
    )
