"""From named values back to rows: the other direction of `draft.py`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from recruitment.applications.draft import COLUMNS, Draft
from recruitment.applications.models import Answer, Application, SelfAssessment, TrackRecord

Changes = dict[str, Any]


def impossible(draft: Draft, changes: Changes) -> list[str]:
    """Names of dates that would end a track record before it starts, once two pages are merged."""
    found = []
    for name in changes:
        prefix, _dash, column = name.rpartition("-")
        if column in {"started_on", "ended_on"}:
            after = draft.values | changes
            start, end = (after.get(f"{prefix}-{when}") for when in ("started_on", "ended_on"))
            if start and end and end < start:
                found.append(name)
    return found


def write(draft: Draft, changes: Changes) -> None:
    """Store the changes, and count the draft's version up. The row is held by the caller."""
    application = draft.application
    columns = {name: value for name, value in changes.items() if name in COLUMNS}
    Application.objects.filter(pk=application.pk).update(version=F("version") + 1, **columns)
    application.version += 1
    if "categories" in changes:
        wanted = [
            row["pk"] for row in draft.asked.categories if row["code"] in changes["categories"]
        ]
        application.categories.set(wanted)
    parts: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value in changes.items():
        if name not in COLUMNS and name != "categories":
            kind, _dash, rest = name.partition("-")
            parts[kind][rest] = value
    _write_consents(draft, parts["consent"])
    _write_records(draft, parts["record"])  # before the skills that they show
    _write_skills(draft, parts["level"], parts["note"], parts["records"])
    _write_answers(draft, parts["answer"])


def _write_consents(draft: Draft, ticks: Changes) -> None:
    """Agreeing is to the text in force; taking it back is from every version."""
    application = draft.application
    for text in draft.asked.consents:
        if text["purpose"] in ticks:
            application.consents.remove(*application.consents.filter(purpose=text["purpose"]))
            if ticks[text["purpose"]]:
                application.consents.add(text["pk"])


def _write_skills(draft: Draft, levels: Changes, notes: Changes, records: Changes) -> None:
    touched = levels.keys() | notes.keys() | records.keys()
    items = {f"{row['category']}-{row['number']}": row["pk"] for row in draft.asked.items}
    if not touched:
        return
    values = draft.values
    rows = SelfAssessment.objects.bulk_create(
        [
            SelfAssessment(
                application=draft.application,
                item_id=items[name],
                level=levels.get(name, values[f"level-{name}"]),
                note=notes.get(name, values[f"note-{name}"]),
            )
            for name in sorted(touched)
        ],
        update_conflicts=True,
        unique_fields=["application", "item"],
        update_fields=["level", "note"],
    )
    if records:
        _write_evidence(draft, dict(zip(sorted(touched), rows, strict=True)), records)


def _write_evidence(draft: Draft, rows: dict[str, SelfAssessment], records: Changes) -> None:
    through = SelfAssessment.records.through
    numbered = dict(draft.application.track_records.values_list("number", "pk"))
    through.objects.filter(selfassessment__in=[rows[name] for name in records]).delete()
    through.objects.bulk_create(
        through(selfassessment=rows[name], trackrecord_id=numbered[int(number)])
        for name, numbers in records.items()
        for number in numbers
        if int(number) in numbered
    )


def _write_answers(draft: Draft, answers: Changes) -> None:
    questions = {str(row["number"]): row["pk"] for row in draft.asked.questions}
    Answer.objects.bulk_create(
        [
            Answer(application=draft.application, question_id=questions[number], text=text)
            for number, text in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["application", "question"],
        update_fields=["text"],
    )


def _write_records(draft: Draft, columns: Changes) -> None:
    for number, changes in _by_record(columns.items()).items():
        TrackRecord.objects.update_or_create(
            application=draft.application, number=number, defaults=changes
        )


def _by_record(columns: Iterable[tuple[str, Any]]) -> dict[int, Changes]:
    rows: dict[int, Changes] = defaultdict(dict)
    for name, value in columns:
        number, _dash, column = name.partition("-")
        rows[int(number)][column] = value
    return rows
