"""A round to apply in, under the published standard."""

import datetime as dt

from django.utils import timezone

from accounts.actions import sync_roles
from recruitment.calls.models import Round
from recruitment.standards.actions import load_reference
from recruitment.standards.models import SkillStandard
from tests import factories

LONG = dt.timedelta(days=10)


def open_round(closes_in: dt.timedelta = LONG) -> Round:
    """Open since yesterday, and for so long."""
    sync_roles()
    load_reference()
    now = timezone.now()
    standard = SkillStandard.objects.latest("effective_on")
    return factories.announced_round(
        standard, opens_at=now - dt.timedelta(days=1), closes_at=now + closes_in
    )
