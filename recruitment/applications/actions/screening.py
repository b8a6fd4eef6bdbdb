"""The ministry's formal check: accept for evaluation, return for correction, refuse."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import User
from common import queue
from common.verdict import require
from common.workflow import MoveRefused, move
from recruitment.applications import content, desk_queries, listing, mail, policy, returnable
from recruitment.applications.actions.locking import hold
from recruitment.applications.models import Application, Ground, Refusal, ReturnedField
from recruitment.calls import queries as calls

REFRESH_SEARCH = "roster.registry.refresh_search"  # who is on the list is found by the new name


@transaction.atomic
def accept(
    application: Application, *, by: User, note: str = "", seen: int | None = None
) -> Application:
    """Let it go on to evaluation. From here on the person has the names of this submission.

    `seen` is the number of the submission that was checked: a newer one refuses.
    """
    _hold_as_seen(application, "accept", seen)
    require(policy.can_screen(by, application, calls.database_now()))
    move(application, "accept", by=by, note=note, correction_due_at=None)
    _record_identity(application)
    mail.accepted(application)
    return application


@transaction.atomic
def return_for_correction(
    application: Application,
    *,
    by: User,
    reason: str,
    due_at: dt.datetime,
    seen: int | None = None,
    fields: dict[str, str] | None = None,
) -> Application:
    """Ask for a correction, by a date of its own that may lie after the round's closing.

    `fields`: name in `returnable` → why (may be empty). Without any, `reason` must say it. Letter
    and applicant's page follow from both.
    """
    fields = fields or {}
    _hold_as_seen(application, "return_for_correction", seen)
    require(policy.can_return(by, application))
    require(policy.due_date_fits(due_at, calls.database_now()))
    if returnable.unknown(fields):
        raise PermissionDenied(_("補正する項目を選び直してください。"))
    if not fields:
        _need(reason)
    move(application, "return_for_correction", by=by, note=reason, correction_due_at=due_at)
    change = application.history.filter(verb="return_for_correction").latest("pk")
    ReturnedField.objects.bulk_create(
        ReturnedField(change=change, name=name, reason=why.strip()) for name, why in fields.items()
    )
    listing.recount(application)
    mail.returned(application, reason, desk_queries.returned_fields(application))
    return application


@transaction.atomic
def refuse(
    application: Application,
    *,
    by: User,
    reason: str,
    seen: int | None = None,
    ground: str = "",
) -> Application:
    """End it as ineligible. The applicant reads the ground, where one was chosen, and the reason.

    Without a ground for imports and scripts that know none; the desk's form always asks for it.
    """
    _hold_as_seen(application, "refuse", seen)
    require(policy.can_screen(by, application, calls.database_now()))
    _need(reason)
    move(application, "refuse", by=by, note=reason, correction_due_at=None)
    if ground:
        change = application.history.filter(verb="refuse").latest("pk")
        Refusal.objects.create(change=change, ground=Ground(ground))
    mail.refused(application, reason, Ground(ground).label if ground else "")
    return application


def _record_identity(application: Application) -> None:
    """What the ministry has read may be shown: names on the list are this person's at once."""
    latest = application.latest
    if latest is not None:
        accounts.record_identity(application.person, content.identity(latest.content))
        queue.later(REFRESH_SEARCH, person=application.person_id)


def _hold_as_seen(application: Application, verb: str, seen: int | None) -> None:
    """Nobody else's arrow in between, and nothing newer than what was read. Raises MoveRefused."""
    status = application.status
    hold(application)
    latest = application.latest
    if application.status != status or (
        seen is not None and (latest is None or latest.number != seen)
    ):
        raise MoveRefused(application, verb)


def _need(reason: str) -> None:
    if not reason.strip():
        raise PermissionDenied(_("理由を書いてください。"))
