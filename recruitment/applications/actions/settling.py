"""The arrows of a candidacy. Evaluation and training decide when; here is the one door."""

import datetime as dt
from typing import Any

from django.db import transaction

from accounts.models import User
from common.workflow import MoveRefused, move
from recruitment.applications.models import Application, ApplicationStatus, Candidacy


@transaction.atomic
def settle(
    candidacy: Candidacy,
    verb: str,
    *,
    by: User | None,
    note: str,
    decided_on: dt.date | None = None,
    rank: int | None = None,
    source: str = "",
    at: dt.datetime | None = None,
) -> Candidacy:
    """Take an arrow of a candidacy whose application is in evaluation.

    Raises MoveRefused when it was withdrawn.

    For `recruitment.evaluation`, `training` and imports, which know whether it may be.
    `decided_on` stays as it was when None; `rank` belongs to a reserve alone.
    """
    held = Application.objects.select_for_update(no_key=True)
    if not held.filter(pk=candidacy.application_id, status=ApplicationStatus.ACCEPTED).exists():
        raise MoveRefused(candidacy, verb)
    columns: dict[str, Any] = {"rank": rank}
    if decided_on is not None:
        columns["decided_on"] = decided_on
    move(candidacy, verb, by=by, note=note, source=source, at=at, **columns)
    return candidacy
