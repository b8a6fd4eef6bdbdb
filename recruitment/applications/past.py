"""Taking up an application of a past round."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import Person
from common.digest import digest
from common.workflow import begin, move
from recruitment.applications import content, listing
from recruitment.applications.models import Application, Candidacy, Submission
from recruitment.calls.models import Round
from recruitment.standards.models import Category


@transaction.atomic
def record_past(
    *,
    round: Round,
    person: Person,
    receipt_number: str,
    categories: Iterable[Category],
    withdrawn: bool,
    facts: dict[str, Any],
    source: str,
    at: dt.datetime | None = None,
) -> list[Candidacy]:
    """An application with its snapshot and candidacies, accepted for evaluation or withdrawn.

    `facts` are its columns (names, birth date, prefecture, industry, employer). When it arrived is
    not known; `at` dates the lines of its history, now when left out.
    """
    application = Application.objects.create(round=round, person=person, **facts)
    application.categories.set(categories)
    history: dict[str, Any] = {"by": None, "source": source, "at": at}
    begin(application, **history)
    verb = "record_withdrawn" if withdrawn else "record"
    move(application, verb, receipt_number=receipt_number, **history)
    said = content.snapshot(application)
    Submission.objects.create(
        application=application, number=1, content=said, digest=digest(said), arrived_at=None
    )
    listing.index([application])
    return [_candidacy(application, category, history) for category in categories]


def _candidacy(application: Application, category: Category, history: dict[str, Any]) -> Candidacy:
    row = Candidacy.objects.create(
        application=application, round_id=application.round_id, category=category
    )
    begin(row, **history)
    return row
