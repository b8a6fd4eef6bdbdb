"""A round from its draft to its end.

Later stages take its later arrows: only they know whether it may go on.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from common import versions
from common.templatetags.ui import moment
from common.verdict import require
from common.workflow import begin, move
from recruitment.calls import policy, queries
from recruitment.calls.actions.holding import hold
from recruitment.calls.actions.questions import copy_questions
from recruitment.calls.models import Round, RoundCategory
from recruitment.standards.models import Category

CLOCK = "clock"  # the source of what no person did
COPIED = ["plan_version", "description", "description_en", "contact", "contact_en"]
COPIED += ["rubric_url", "panel_size"]


@transaction.atomic
def create_round(*, by: User, categories: Iterable[Category], **facts: Any) -> Round:
    """A new round in draft. `facts` are its columns."""
    require(policy.can_run(by))
    round = Round.objects.create(**facts)
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
    hold(round)
    require(policy.can_edit(by, round))
    versions.update(round, version, **facts)
    _offer(round, categories)
    return round


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
def copy_round(earlier: Round, *, by: User, fiscal_year: int, number: int) -> Round:
    """A new draft with what the earlier round said and asked.

    Texts, contact, guide, panel and questions come along, and the categories of the standard now in
    force that it still offers. Dates, the grace and files never do: an old date or an old guideline
    in a new call is worse than a missing one.
    """
    require(policy.can_copy(by, earlier))
    standard = queries.standard_in_force() or earlier.standard
    codes = earlier.offers.values_list("category__code", flat=True)
    categories = list(standard.categories.offered().filter(code__in=list(codes)))
    facts = {name: getattr(earlier, name) for name in COPIED}
    identity = {"fiscal_year": fiscal_year, "number": number, "standard": standard}
    round = create_round(by=by, categories=categories, **identity, **facts)
    copy_questions(earlier, round, categories)
    return round


@transaction.atomic
def announce(round: Round, *, by: User) -> Round:
    """Publish the call. From here on it opens and closes by the clock."""
    now = queries.database_now()
    require(policy.can_announce(by, round, now))
    _publish(round, now, by=by)
    return round


def _publish(round: Round, now: dt.datetime, *, by: User | None, source: str = "") -> None:
    facts: dict[str, Any] = {"announced_at": now, "announce_at": None}
    move(round, "announce", by=by, source=source, at=now, where=Q(closes_at__gt=now), **facts)


@transaction.atomic
def schedule(round: Round, *, by: User, announce_at: dt.datetime) -> Round:
    """Let the clock announce the round at this instant."""
    hold(round)
    require(policy.can_schedule(by, round, announce_at, queries.database_now()))
    move(round, "schedule", by=by, note=moment(announce_at), announce_at=announce_at)
    return round


@transaction.atomic
def unschedule(round: Round, *, by: User) -> Round:
    """Take the set time back. The round stays a draft."""
    hold(round)
    require(policy.can_unschedule(by, round))
    move(round, "unschedule", by=by, note=moment(round.announce_at), announce_at=None)
    return round


def announce_due() -> None:
    """Announce the rounds whose time has come. For the clock alone: see `tasks`."""
    for round in queries.due_for_announcement(queries.database_now()):
        _announce_by_clock(round)


@transaction.atomic
def _announce_by_clock(round: Round) -> None:
    """Announce one round, or write down why not.

    A missed time is over: nobody finds a half-corrected draft announced by an hour long past.
    """
    hold(round)
    now = queries.database_now()
    if round.announce_at is None or round.announce_at > now:
        return  # taken back, or moved, while this waited for the row
    ready = policy.announceable(round, now)
    if ready:
        _publish(round, now, by=None, source=CLOCK)
    else:
        move(round, "miss", by=None, source=CLOCK, note=ready.reason, announce_at=None)


@transaction.atomic
def cancel(round: Round, *, by: User, reason: str) -> Round:
    """End the round for good. Applications stay readable to their applicants and go no further."""
    require(policy.can_cancel(by, round))
    require(policy.has_reason(reason))
    move(round, "cancel", by=by, note=reason, announce_at=None)
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
