"""Taking up a past round's training: who was enrolled, and the day of completion."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from accounts.models import Person
from common.dates import TOKYO
from common.workflow import begin, move
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from training.models import EnrolledCandidacy, Enrolment, Programme


@transaction.atomic
def record_past(
    *,
    round: Round,
    person: Person,
    candidacies: Iterable[Candidacy],
    completed_on: dt.date | None,
    source: str,
) -> list[EnrolledCandidacy]:
    """One enrolment for all passed candidacies of the person; not completed when there is no day.

    The modules of a past programme are not on record: the completion rests on the source.
    """
    programme, _made = Programme.objects.get_or_create(round=round)
    enrolment = Enrolment.objects.create(person=person, programme=programme)
    at = dt.datetime.combine(completed_on, dt.time(), TOKYO) if completed_on else None
    begin(enrolment, by=None, source=source, at=at)
    trained = [
        EnrolledCandidacy.objects.create(enrolment=enrolment, candidacy=candidacy)
        for candidacy in candidacies
    ]
    if completed_on is None:
        move(enrolment, "record_not_completed", by=None, source=source)
        return trained
    basis = {"source": source}
    move(enrolment, "record", by=None, source=source, at=at, completed_on=completed_on, basis=basis)
    return trained
