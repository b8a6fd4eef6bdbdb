"""Moving a round's dates: for everybody, in public; for one person or several, on record."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Person, User
from common.verdict import require
from recruitment.calls import mail, policy, queries
from recruitment.calls.actions.holding import hold
from recruitment.calls.models import Extension, PeriodChange, Round


@transaction.atomic
def change_period(
    round: Round, *, by: User, opens_at: dt.datetime, closes_at: dt.datetime, reason: str
) -> PeriodChange:
    """Move the dates of an announced round, in public and with a reason.

    The clock is read under the row's lock: whoever's submission arrived before that instant is
    before the new closing too, so moving it never loses one.
    """
    hold(round)
    require(policy.can_change_period(by, round))
    require(policy.period_fits(round, opens_at, closes_at, queries.database_now()))
    before: dict[str, Any] = {"opens_before": round.opens_at, "closes_before": round.closes_at}
    change = PeriodChange.objects.create(
        round=round,
        **before,
        opens_after=opens_at,
        closes_after=closes_at,
        reason=reason,
        by=by,
    )
    Round.objects.filter(pk=round.pk).update(
        opens_at=opens_at, closes_at=closes_at, version=F("version") + 1
    )
    round.refresh_from_db()
    return change


@transaction.atomic
def extend(round: Round, person: Person, *, by: User, until: dt.datetime, reason: str) -> Extension:
    """Let one person submit until this instant, and tell them."""
    [extension] = extend_cohort(round, [person], by=by, until=until, reason=reason)
    return extension


@transaction.atomic
def extend_cohort(
    round: Round,
    people: Iterable[Person],
    *,
    by: User,
    until: dt.datetime,
    reason: str,
    cohort: str = "",
) -> list[Extension]:
    """Let these people submit until this instant, and tell each: all of them or none.

    `cohort` says what they have in common. It stands in each one's row, so that the list reads as
    what was decided. A second press of the button grants nothing more and tells nobody twice.
    """
    everybody = list(people)
    hold(round)
    require(policy.can_extend(by, round))
    require(policy.extension_fits(round, until, queries.database_now()))
    facts: dict[str, Any] = {"round": round, "until": until, "reason": reason, "cohort": cohort}
    there = list(Extension.objects.filter(person__in=everybody, **facts))
    known = {row.person_id for row in there}
    granted = []
    for person in everybody:
        require(policy.not_for_oneself(by, person))
        if person.pk not in known:
            granted.append(Extension(person=person, by=by, **facts))
    Extension.objects.bulk_create(granted)
    for extension in granted:
        mail.extended(extension)
    return there + granted
