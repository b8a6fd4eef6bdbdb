"""What the ministry does with a round.

Later stages take its later arrows: only they know whether it may go on.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import Person, User
from common import versions
from common.verdict import require
from common.workflow import begin, move
from recruitment.calls import mail, policy, queries
from recruitment.calls.models import Extension, PeriodChange, Round, RoundCategory
from recruitment.calls.models.rounds import guideline_name
from recruitment.standards.models import Category


@transaction.atomic
def create_round(*, by: User, categories: Iterable[Category], **facts: Any) -> Round:
    """A new round in draft. `facts` are its columns; `guideline` may be an uploaded file."""
    require(policy.can_run(by))
    round = Round.objects.create(**_stored(facts))
    _offer(round, categories)
    begin(round, by=by)
    return round


@transaction.atomic
def edit_round(
    round: Round, *, by: User, version: int, categories: Iterable[Category], **facts: Any
) -> Round:
    """Change a draft.

    Raises StaleVersion when it was saved since the form with this `version` was opened.
    """
    _lock(round)
    require(policy.can_edit(by, round))
    before = round.guideline.name
    versions.update(round, version, **_stored(facts))
    _offer(round, categories)
    if before and before != str(facts.get("guideline", before)):
        transaction.on_commit(lambda: default_storage.delete(before))
    return round


def _stored(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as columns.

    A new guideline goes to the store under a random name, a cleared one leaves none.
    """
    if "guideline" not in facts:
        return facts
    file = facts["guideline"]
    if isinstance(file, UploadedFile):
        file = default_storage.save(guideline_name(Round(), file.name or ""), file)
    return facts | {"guideline": file or ""}


def _offer(round: Round, categories: Iterable[Category]) -> None:
    """Open exactly these categories. One that the standard does not offer is refused."""
    wanted = list(categories)
    if any(
        category.standard_id != round.standard_id or not category.is_open for category in wanted
    ):
        raise PermissionDenied(_("このスキル標準で公募できる人材類型だけを選べます。"))
    round.offers.exclude(category__in=wanted).delete()
    there = set(round.offers.values_list("category_id", flat=True))
    RoundCategory.objects.bulk_create(
        RoundCategory(round=round, category=category, standard_id=round.standard_id)
        for category in wanted
        if category.pk not in there
    )


@transaction.atomic
def announce(round: Round, *, by: User) -> Round:
    """Publish the call. From here on it opens and closes by the clock."""
    now = queries.database_now()
    require(policy.can_announce(by, round, now))
    move(round, "announce", by=by, at=now, announced_at=now, where=Q(closes_at__gt=now))
    return round


@transaction.atomic
def change_period(
    round: Round, *, by: User, opens_at: dt.datetime, closes_at: dt.datetime, reason: str
) -> PeriodChange:
    """Move the dates of an announced round, in public and with a reason.

    The clock is read under the row's lock: whoever's submission arrived before that instant is
    before the new closing too, so moving it never loses one.
    """
    before = _lock(round)
    require(policy.can_change_period(by, round))
    require(policy.period_fits(round, opens_at, closes_at, queries.database_now()))
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
    _lock(round)
    require(policy.can_extend(by, round))
    require(policy.not_for_oneself(by, person))
    require(policy.extension_fits(round, until, queries.database_now()))
    extension = Extension.objects.create(
        round=round, person=person, until=until, reason=reason, by=by
    )
    mail.extended(extension)
    return extension


@transaction.atomic
def cancel(round: Round, *, by: User, reason: str) -> Round:
    """End the round for good. Applications stay readable to their applicants and go no further."""
    require(policy.can_cancel(by, round))
    if not reason.strip():
        raise PermissionDenied(_("理由を書いてください。"))
    move(round, "cancel", by=by, note=reason)
    return round


def start_evaluation(round: Round, *, by: User) -> None:
    """For `recruitment.evaluation` alone: it knows whether the committee is ready."""
    require(policy.can_run(by))
    move(round, "start_evaluation", by=by)


def decide(round: Round, *, by: User) -> None:
    """For `recruitment.evaluation` alone: it knows whether every candidacy is decided."""
    require(policy.can_run(by))
    move(round, "decide", by=by)


@transaction.atomic
def release_results(round: Round, *, by: User) -> None:
    """From now on applicants see their results. For `recruitment.evaluation` alone."""
    require(policy.can_run(by))
    now = queries.database_now()
    move(round, "release_results", by=by, at=now, released_at=now)


def start_training(round: Round, *, by: User) -> None:
    """For `training` alone: it knows who is to be enrolled."""
    require(policy.can_run(by))
    move(round, "start_training", by=by)


def conclude(round: Round, *, by: User, on: dt.date) -> None:
    """Make figures and results public, from this day. For `roster.registry` alone."""
    require(policy.can_run(by))
    move(round, "conclude", by=by, result_on=on)


def _lock(round: Round) -> dict[str, Any]:
    """Wait for whoever is changing the row, then know it as it is. Returns the dates it has."""
    round.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True))
    return {"opens_before": round.opens_at, "closes_before": round.closes_at}
