"""Publishing an edition of the list, and concluding a round with it."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import User
from common.digest import digest
from common.identifiers import salt
from common.verdict import require
from common.workflow import MoveRefused
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from roster.registry import disclosure, policy
from roster.registry.disclosure import Audience, Row
from roster.registry.models import Edition, EditionEntry, ProfileSheet, Registration

BATCH = 1000


@transaction.atomic
def publish_edition(
    *,
    by: User | None,
    as_of: dt.date,
    round: Round | None = None,
    note: str = "",
    source: str = "",
    expected: int | None = None,
) -> Edition:
    """Write down the list as of a day: every registration in force, suspended ones included.

    `expected` is the number the page promised: MoveRefused when somebody published it first.
    """
    _one_at_a_time()
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    if expected is not None and expected != number:
        raise MoveRefused(Edition.objects.latest(), "publish_edition")
    require(policy.can_publish(by, as_of))
    edition = Edition.objects.create(
        number=number, as_of=as_of, round=round, note=note or source, published_by=by
    )
    EditionEntry.objects.bulk_create(_entries(edition), batch_size=BATCH)
    return edition


def _one_at_a_time() -> None:
    """Numbers without gaps: whoever publishes at the same time waits here until our commit."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE registry_edition IN SHARE ROW EXCLUSIVE MODE")


def _entries(edition: Edition) -> list[EditionEntry]:
    registrations = (
        Registration.objects.in_force(edition.as_of)
        .select_related("category")
        .order_by("registrant", "category__order", "pk")
    )
    people = _people(registrations.values("registrant"))
    sheets = dict(ProfileSheet.objects.approved().values_list("registrant", "number"))
    return [
        _entry(edition, row, people[row.registrant_id], sheets.get(row.registrant_id))
        for row in registrations
    ]


def _people(pks: Any) -> dict[int, Row]:
    """The registrants as an officer reads them, by pk: without a sheet, no employer."""
    found = disclosure.people().filter(pk__in=pks)
    audiences = {True: Audience.OFFICER, False: Audience.OFFICER_WITHOUT_SHEET}
    return {
        row.pk: row
        for has_sheet, audience in audiences.items()
        for row in disclosure.rows(found.filter(has_sheet=has_sheet), "registrant", audience, "pk")
    }


def _entry(edition: Edition, row: Registration, who: Row, sheet: int | None) -> EditionEntry:
    payload = {
        "number": who.number,
        "name": who.shown_name,
        "kana": who.shown_kana,
        "latin": who.shown_latin,
        "category": row.category_code,
        "category_name": row.category.name,
        "category_name_en": row.category.name_en,
        "prefecture": who.prefecture,
        "industry": who.industry,
        "employer": getattr(who, "employer", ""),
        "sheet": sheet,
        "registered_on": row.registered_on.isoformat(),
        "valid_until": row.valid_until.isoformat(),
    }
    secret = salt()
    return EditionEntry(
        edition=edition,
        registration=row,
        registrant_number=who.number,
        category_code=row.category_code,
        prefecture=who.prefecture,
        industry=who.industry,
        salt=secret,
        digest=digest(payload, secret),
        payload=payload,
    )


@transaction.atomic
def conclude(round: Round, *, by: User, on: dt.date) -> Round:
    """The round's result is public from now, dated on this day.

    Raises PermissionDenied with the first thing that is still open.
    """
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    require(policy.can_conclude(by, round, on))
    calls.conclude(round, by=by, on=on)
    return round
