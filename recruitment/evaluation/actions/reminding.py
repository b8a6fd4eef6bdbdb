"""Letters to evaluators before their scores are due."""

import datetime as dt

from django.db import transaction

from recruitment.applications.models import ApplicationStatus
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.evaluation import mail, queries
from recruitment.evaluation.models import Evaluation, Reminder


def remind(today: dt.date) -> int:
    """Write to everybody with open evaluations in rounds whose scores are due in so many days as
    the round reminds. Safe to repeat on the same day: nobody is written to twice. Answers how many.
    """
    rounds = Round.objects.filter(
        status=RoundStatus.EVALUATING, evaluation_due_on__gte=today
    ).select_related("evaluation_rules")
    return sum(_remind(round, today) for round in rounds)


@transaction.atomic
def _remind(round: Round, today: dt.date) -> int:
    due_on = round.evaluation_due_on
    days = (due_on - today).days if due_on else None
    if due_on is None or days not in queries.rules_of(round).reminder_days:
        return 0
    waiting = (
        Evaluation.objects.open()
        .without_conflict()
        .filter(seat__round=round, candidacy__application__status=ApplicationStatus.ACCEPTED)
    )
    seats = CommitteeSeat.objects.taken().filter(pk__in=waiting.values("seat"))
    written = 0
    for seat in seats.select_related("user", "round"):
        _row, is_new = Reminder.objects.get_or_create(seat=seat, due_on=due_on, days=days)
        if is_new:
            mail.due_soon(seat, days)
            written += 1
    return written
