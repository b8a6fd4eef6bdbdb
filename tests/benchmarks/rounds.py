"""Rounds to measure in: one to apply in, and one whose committee is at work."""

import datetime as dt
from io import StringIO

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.actions import sync_roles
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.standards.actions import load_reference
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.factors import signed_in_wholly

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


def committee_of(applicants: int, evaluators: int) -> tuple[CommitteeSeat, Client]:
    """A round in evaluation, every second applicant scored: its first evaluator, signed in."""
    sync_roles()
    told = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("seed_scale", applications=applicants, evaluators=evaluators, **told)
    seat = CommitteeSeat.objects.order_by("pk")[0]
    client = Client()
    signed_in_wholly(client, seat.user)
    return seat, client
