"""Information sheets, version by version, and the work conditions beside them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from common import versions
from common.verdict import require
from common.workflow import MoveRefused, begin, move
from roster.registry import mail, policy
from roster.registry.actions.search import refresh_search
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    SheetSkill,
    TrackRecord,
    WorkConditions,
)

COPIED = [
    "order", "started_on", "ended_on", "body_kind", "body_size", "title", "field", "role",
    "action", "result", "reference",
]  # fmt: skip


@transaction.atomic
def start_sheet(registrant: Registrant, *, by: User | None, source: str = "") -> ProfileSheet:
    """A new version in preparation, with what the approved one says. One at a time."""
    registrant = Registrant.objects.select_for_update(of=("self",)).get(pk=registrant.pk)
    current = registrant.sheets.in_preparation().first()
    if current is not None:
        raise MoveRefused(current, "start_sheet")
    require(policy.can_start_sheet(by, registrant))
    approved = registrant.sheets.approved().first()
    last = registrant.sheets.aggregate(last=Max("number"))["last"] or 0
    sheet = ProfileSheet.objects.create(
        registrant=registrant,
        number=last + 1,
        submission=approved.submission if approved else None,
        summary=approved.summary if approved else "",
        qualifications=approved.qualifications if approved else "",
    )
    begin(sheet, by=by, source=source)
    if approved is not None:
        _copy_parts(approved, sheet)
    return sheet


def _copy_parts(old: ProfileSheet, new: ProfileSheet) -> None:
    SheetSkill.objects.bulk_create(
        SheetSkill(sheet=new, item_id=skill.item_id, level=skill.level)
        for skill in old.skills.all()
    )
    TrackRecord.objects.bulk_create(
        TrackRecord(sheet=new, **{name: getattr(record, name) for name in COPIED})
        for record in old.track_records.all()
    )


def _locked(sheet: ProfileSheet, by: User | None) -> ProfileSheet:
    """The sheet as it is now, held until the end of the transaction, if it may be edited."""
    rows = ProfileSheet.objects.select_for_update(of=("self",)).select_related("registrant__person")
    row = rows.get(pk=sheet.pk)
    require(policy.can_edit_sheet(by, row))
    return row


@transaction.atomic
def save_sheet(
    sheet: ProfileSheet,
    *,
    by: User | None,
    version: int,
    skills: dict[int, int] | None = None,
    **texts: str,
) -> ProfileSheet:
    """Save `summary` and `qualifications` of the version in preparation, and its skills.

    `skills` maps a skill item's pk to a level of 1–5 and replaces what stood there; None leaves it.
    Raises StaleVersion when another tab has saved since.
    """
    row = _locked(sheet, by)
    versions.update(row, version, **texts)
    if skills is not None:
        row.skills.all().delete()
        SheetSkill.objects.bulk_create(
            SheetSkill(sheet=row, item_id=item, level=level) for item, level in skills.items()
        )
    return row


@transaction.atomic
def save_track_record(
    sheet: ProfileSheet,
    *,
    by: User | None,
    order: int | None = None,
    version: int | None = None,
    **facts: Any,
) -> TrackRecord:
    """Add a track record at the end, or change the one of this order from this version.

    Raises StaleVersion when another tab has saved since, TrackRecord.DoesNotExist when it is gone.
    """
    row = _locked(sheet, by)
    _outdate_previews(row)
    if order is None:
        last = row.track_records.aggregate(last=Max("order"))["last"] or 0
        return TrackRecord.objects.create(sheet=row, order=last + 1, **facts)
    record = row.track_records.get(order=order)
    versions.update(record, record.version if version is None else version, **facts)
    return record


@transaction.atomic
def remove_track_record(sheet: ProfileSheet, *, by: User | None, order: int) -> None:
    """Take a track record off the version in preparation; approved versions keep theirs."""
    row = _locked(sheet, by)
    _outdate_previews(row)
    row.track_records.get(order=order).delete()


def _outdate_previews(sheet: ProfileSheet) -> None:
    """Its track records are part of what is approved, so they count as a change of the sheet."""
    versions.update(sheet, sheet.version)


@transaction.atomic
def save_conditions(
    registrant: Registrant, *, by: User | None, version: int | None = None, **facts: Any
) -> WorkConditions:
    """Availability and conditions: true at once, without approval.

    With a `version`, raises StaleVersion when another tab has saved since.
    """
    Registrant.objects.select_for_update(of=("self",)).get(pk=registrant.pk)
    require(policy.can_write_sheet(by, registrant))
    row = WorkConditions.objects.filter(registrant=registrant).first()
    if row is None:
        row = WorkConditions.objects.create(registrant=registrant, **facts)
    else:
        versions.update(row, row.version if version is None else version, **facts)
    refresh_search(registrant)
    return row


@transaction.atomic
def approve_sheet(
    sheet: ProfileSheet,
    *,
    by: User | None,
    seen: tuple[int, int] | None = None,
    at: dt.datetime | None = None,
    source: str = "",
) -> ProfileSheet:
    """Approve the version in preparation: municipalities read it at once, the old one no more.

    `seen` is the number and the version that the approver has read; None for a caller that wrote
    the sheet itself. Raises StaleVersion when the sheet says something else by now, MoveRefused
    when it is not in preparation any more.
    """
    rows = ProfileSheet.objects.select_for_update(of=("self",)).select_related("registrant__person")
    row = rows.get(pk=sheet.pk)
    require(policy.can_approve_sheet(by, row))
    at = at or timezone.now()
    for old in row.registrant.sheets.approved().exclude(pk=row.pk):
        move(old, "supersede", by=by, source=source, at=at)
    move(row, "approve", by=by, source=source, at=at, approved_at=at, approved_by=by)
    if seen not in (None, (row.number, row.version)):  # after the move: too late comes first
        raise versions.StaleVersion
    refresh_search(row.registrant)
    if by is not None:
        mail.sheet_approved(row)
    return row
