"""Taking up a committee's decision of a past round from its published outcome."""

import datetime as dt

from django.db import transaction

from common.workflow import move
from recruitment.applications.models import Candidacy
from recruitment.evaluation.models import Decision, Outcome

# Stored once and read in both languages, so it says both (product.md, "import_round").
REASON = "公表された結果から記録 (recorded from the published outcome)"


@transaction.atomic
def record_past(
    *, candidacy: Candidacy, passed: bool, source: str, at: dt.datetime | None = None
) -> Decision:
    """The first decision on a candidacy.

    Its day is not on record; `at` dates the line of history.
    """
    verb, outcome = ("pass_", Outcome.PASS) if passed else ("fail", Outcome.FAIL)
    move(candidacy, verb, by=None, source=source, note=REASON, at=at)
    return Decision.objects.create(
        candidacy=candidacy, version=1, outcome=outcome, reason=REASON, decided_on=None
    )
