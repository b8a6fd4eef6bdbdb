"""Keeping record of the committee's meetings."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from common.verdict import require
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import policy
from recruitment.evaluation.actions.holding import hold
from recruitment.evaluation.models import Meeting


@transaction.atomic
def record_meeting(
    round: Round,
    *,
    by: User,
    held_on: dt.date,
    attendees: Iterable[CommitteeSeat],
    place: str = "",
) -> Meeting:
    """Note who was there on a day.

    Noted again, it replaces what stood for that day, until something was decided on it.
    """
    hold(round)
    require(policy.can_record_meeting(by, round))
    require(policy.meeting_is_free(round, held_on))
    facts = {"place": place, "recorded_by": by}
    meeting = Meeting.objects.update_or_create(round=round, held_on=held_on, defaults=facts)[0]
    meeting.attendees.set([seat for seat in attendees if seat.round_id == round.pk])
    return meeting
