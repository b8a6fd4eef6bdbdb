"""Everyone on the demonstration's list: renewed where they would have lapsed, with an approved
sheet and conditions.
"""

import datetime as dt

from django.db import transaction

from config.demo import sheets
from config.demo.accounts import account
from recruitment.calls.models import Round
from recruitment.standards.models import SkillItem
from roster.registry import actions as registry
from roster.registry.models import Registrant, Registration

BEFORE_THE_END = dt.timedelta(days=14)
REASON = "引き続き登録を希望(デモの更新)"


@transaction.atomic
def renew(today: dt.date) -> None:
    """Renew, again and again, whoever would have lapsed by today: the demonstration never goes
    stale.
    """
    for registration in Registration.objects.filter(valid_until__lt=today):
        renewed = registration
        while renewed.valid_until < today:
            on = renewed.valid_until - BEFORE_THE_END
            renewed = registry.renew(renewed, by=None, renewed_on=on, reason=REASON, source="demo")


@transaction.atomic
def complete(row: Round, today: dt.date) -> None:
    """Approved sheets with three track records and skills, and conditions, for whoever came on the
    list by this round.
    """
    joined = Registrant.objects.filter(registrations__candidacy__round=row, conditions=None)
    for registrant in joined.distinct().order_by("pk"):
        _write_sheet(registrant)
        registry.save_conditions(
            registrant, by=account("staff"), **sheets.conditions(registrant.pk, today)
        )


def _write_sheet(registrant: Registrant) -> None:
    staff = account("staff")
    sheet = registrant.sheets.in_preparation().first() or registry.start_sheet(registrant, by=staff)
    categories = registrant.registrations.values("category")
    items = SkillItem.objects.filter(category__in=categories).order_by("category", "number")
    skills = {
        item.pk: 3 + (registrant.pk + item.number) % 3
        for item in items
        if (registrant.pk + item.number) % 4
    }
    sheet = registry.save_sheet(
        sheet, by=staff, version=sheet.version, skills=skills, **sheets.sheet(registrant.pk)
    )
    for record in sheets.track_records(registrant.pk):
        registry.save_track_record(sheet, by=staff, **record)
    registry.approve_sheet(sheet, by=account("staff2"))
