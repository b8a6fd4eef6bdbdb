"""Historic instants for the demonstration: what its actions did a moment ago happened weeks ago.

The actions stamp what they write with the clock. Here the stamps of a round are put where its dates
say, so that a history reads in order. No status is touched.
"""

import datetime as dt
from dataclasses import dataclass

from common.workflow import move
from recruitment.applications.models import (
    ApplicationStatusChange,
    Candidacy,
    CandidacyStatusChange,
)
from recruitment.calls.models import Round
from recruitment.evaluation.models import (
    Decision,
    Evaluation,
    EvaluationStatusChange,
    Letter,
    LetterStatusChange,
)
from training.models import EnrolmentStatusChange

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Milestones:
    """When a round's stages happened. None: not yet."""

    announced: dt.datetime
    screened: dt.datetime | None = None
    evaluating: dt.datetime | None = None
    scored: dt.datetime | None = None
    decided: dt.datetime | None = None
    released: dt.datetime | None = None
    training: dt.datetime | None = None


def backdate(row: Round, when: Milestones) -> None:
    """Put every stamp of the round's rows where its milestones say."""
    _round(row, when)
    _applications(row, when)
    if when.evaluating:
        _evaluations(row, when)
    if when.decided:
        _decisions(row, when.decided)
    if when.released:
        _letters(row, when.released)
    if when.training:
        enrolments = EnrolmentStatusChange.objects.filter(row__programme__round=row)
        enrolments.filter(verb="begin").update(at=when.training)
        enrolments.filter(verb="start").update(at=when.training + 7 * DAY)


def _round(row: Round, when: Milestones) -> None:
    verbs = {
        "begin": when.announced - 7 * DAY,
        "announce": when.announced,
        "start_evaluation": when.evaluating,
        "decide": when.decided,
        "release_results": when.released,
        "start_training": when.training,
    }
    for verb, at in verbs.items():
        if at:
            row.history.filter(verb=verb).update(at=at)
    Round.objects.filter(pk=row.pk).update(announced_at=when.announced, released_at=when.released)


def _applications(row: Round, when: Milestones) -> None:
    for application in row.applications.all():
        begun = (application.submitted_at or when.announced + 21 * DAY) - DAY
        application.history.filter(verb="begin").update(at=begun)
        candidacies = CandidacyStatusChange.objects.filter(row__application=application)
        candidacies.filter(verb="begin").update(at=application.submitted_at or begun)
    if when.screened:
        accepted = ApplicationStatusChange.objects.filter(row__round=row, verb="accept")
        accepted.update(at=when.screened)


def _evaluations(row: Round, when: Milestones) -> None:
    changes = EvaluationStatusChange.objects.filter(row__candidacy__round=row)
    changes.filter(verb="begin").update(at=when.evaluating)
    changes.exclude(verb="begin").update(at=when.scored)
    evaluations = Evaluation.objects.filter(candidacy__round=row)
    evaluations.submitted().update(submitted_at=when.scored)


def _decisions(row: Round, decided: dt.datetime) -> None:
    day = decided.date()
    changes = CandidacyStatusChange.objects.filter(row__round=row).exclude(verb="begin")
    changes.update(at=decided)
    Candidacy.objects.filter(round=row).update(decided_on=day)
    Decision.objects.filter(candidacy__round=row).update(decided_on=day, recorded_at=decided)


def _letters(row: Round, released: dt.datetime) -> None:
    """Written that day and sent within the minute: the demonstration's worker sends none again."""
    letters = Letter.objects.filter(application__round=row)
    letters.update(made_at=released)
    LetterStatusChange.objects.filter(row__application__round=row).update(at=released)
    sent = released + dt.timedelta(minutes=1)
    for letter in letters:
        move(letter, "queue", by=None, source="demo", at=released)
        move(letter, "deliver", by=None, source="demo", at=sent, handed_at=sent, sent_at=sent)
