"""The release of the results: letters made and held, stopped or opened; and letters made anew when
a decision changes.

What applicants see changes when a release opens, by `Round.released_at` alone: pages, API and
figures all ask that column. The letters follow within the minute, in batches (`posting`).
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common import queue
from common.verdict import require
from common.workflow import MoveRefused, begin_all, move
from recruitment.applications.models import Candidacy
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from recruitment.evaluation import policy, queries
from recruitment.evaluation.actions.holding import hold
from recruitment.evaluation.models import (
    Decision,
    Letter,
    LetterKind,
    LetterPart,
    LetterStatusChange,
    Release,
)

RELEASE = "recruitment.evaluation.release"
HOLD_MINUTES = 30


@transaction.atomic
def release_results(round: Round, *, by: User, minutes: int = HOLD_MINUTES) -> Release:
    """Write every letter and hold them for so many minutes; 0 opens at once.

    A field that cannot be merged stops all of them.
    """
    hold(round)
    require(policy.can_release(by, round))
    drafts = queries.drafts(queries.released_to(round))
    require(policy.letters_complete(drafts))
    now = timezone.now()
    until = now + dt.timedelta(minutes=minutes)
    release = Release.objects.create(round=round, by=by, held_at=now, held_until=until)
    _make(drafts, by=by)
    if not minutes:
        _open(release, round)
    return release


@transaction.atomic
def stop_release(release: Release, *, by: User) -> Release:
    """Nothing goes out; the letters are void, and the next release writes them anew."""
    hold(release.round)
    release.refresh_from_db()
    require(policy.can_stop(by, release))
    release.stopped_at, release.stopped_by = timezone.now(), by
    release.save(update_fields=["stopped_at", "stopped_by"])
    for letter in queries.letters_of(release.round).filter(status="waiting"):
        move(letter, "void", by=by, is_void=True)
    return release


def release_due(now: dt.datetime) -> int:
    """Open every release whose hold has ended. Safe to repeat. Answers how many."""
    return sum(_release_due(release) for release in queries.due_releases(now))


@transaction.atomic
def _release_due(release: Release) -> int:
    hold(release.round)
    release.refresh_from_db()
    if not policy.may_open(release):  # stopped a moment ago, or a correction waits
        return 0
    _open(release, release.round)
    return 1


def _open(release: Release, round: Round) -> None:
    calls.release_results(round, by=release.by)
    release.opened_at = round.released_at
    release.save(update_fields=["opened_at"])
    queue.later(RELEASE, timestamp=0)


def tell_again(
    candidacy: Candidacy, decision: Decision, kind: LetterKind, *, by: User
) -> Letter | None:
    """A decision changed. What has not gone out becomes void and is written anew; what has is
    followed by a letter about the change. Nothing before a release is decided upon.
    """
    round, application = candidacy.round, candidacy.application
    if round.released_at is None and queries.held_release(round) is None:
        return None
    voided = [row for row in queries.voidable(candidacy) if _void(row, by)]
    old = [part.decision for row in voided for part in row.parts.all()]
    kept = [row for row in old if row.candidacy_id != candidacy.pk]
    told = sorted([decision, *kept], key=lambda row: row.candidacy.category.order)
    draft = queries.draft(application, told, LetterKind.RESULT if voided else kind)
    require(policy.letters_complete([draft]))
    [letter] = _make([draft], by=by)
    if round.released_at:
        queue.later(RELEASE, timestamp=0)
    return letter


def _void(letter: Letter, by: User) -> bool:
    """False when the worker was faster."""
    try:
        move(letter, "void", by=by, where=policy.UNHANDED, is_void=True)
    except MoveRefused:
        return False
    return True


def _make(drafts: Iterable[queries.Draft], *, by: User) -> list[Letter]:
    written = [(draft, draft.words) for draft in drafts if draft.words is not None]
    letters = Letter.objects.bulk_create(
        Letter(
            application=draft.application,
            kind=draft.kind,
            to=draft.to,
            subject=words.subject,
            text=words.text,
            text_en=words.text_en,
        )
        for draft, words in written
    )
    LetterPart.objects.bulk_create(
        LetterPart(letter=letter, decision=decision)
        for letter, (draft, _words) in zip(letters, written, strict=True)
        for decision in draft.decisions
    )
    begin_all(LetterStatusChange, letters, by=by)
    return letters
