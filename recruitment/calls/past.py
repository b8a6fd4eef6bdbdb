"""Taking up a past round, of which only the outcome is known."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from common.dates import TOKYO
from common.workflow import begin, move
from recruitment.calls.models import Round, RoundCategory
from recruitment.standards.models import Category, SkillStandard

LAST_SECOND = dt.time(23, 59, 59)  # the hour is not on record; a day shown must stay that day


@transaction.atomic
def record_past(
    *,
    fiscal_year: int,
    number: int,
    standard: SkillStandard,
    categories: Iterable[Category],
    plan_version: str,
    opened_on: dt.date | None,
    closed_on: dt.date | None,
    result_on: dt.date | None,
    applications_known: bool,
    last_receipt: int,
    source: str,
) -> Round:
    """A round that is concluded already and was never announced here. Unknown dates stay null."""
    round = Round.objects.create(
        fiscal_year=fiscal_year,
        number=number,
        standard=standard,
        plan_version=plan_version,
        opens_at=_instant(opened_on, dt.time()),
        closes_at=_instant(closed_on, LAST_SECOND),
        applications_known=applications_known,
        last_receipt=last_receipt,
    )
    RoundCategory.objects.bulk_create(
        RoundCategory(round=round, category=category, standard=standard) for category in categories
    )
    at = _instant(result_on, dt.time())
    begin(round, by=None, source=source, at=at)
    move(round, "record", by=None, source=source, at=at, result_on=result_on)
    return round


def _instant(day: dt.date | None, time: dt.time) -> dt.datetime | None:
    return dt.datetime.combine(day, time, TOKYO) if day else None
