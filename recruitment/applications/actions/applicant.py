"""Submitting one's own application, and taking it back."""

import datetime as dt
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from accounts import actions as accounts
from accounts.models import AccountEventKind, User
from common.digest import digest
from common.verdict import first_no, require
from common.versions import StaleVersion
from common.workflow import begin, move
from recruitment.applications import checks, content, listing, mail, policy, queries
from recruitment.applications import draft as drafts
from recruitment.applications.actions.locking import hold
from recruitment.applications.models import Application, ApplicationStatus, Candidacy, Submission
from recruitment.calls import queries as calls
from recruitment.calls.models import Round

VERBS = {
    ApplicationStatus.DRAFT: "submit",
    ApplicationStatus.SUBMITTED: "resubmit",
    ApplicationStatus.RETURNED: "correct",
}


class Incomplete(Exception):
    """The application cannot be submitted yet. `faults`: column → sentences."""

    def __init__(self, faults: checks.Faults) -> None:
        super().__init__(faults)
        self.faults = faults


@transaction.atomic
def submit(
    application: Application, *, by: User, arrived_at: dt.datetime, version: int | None = None
) -> Application:
    """Submit the working copy: first, again while the round is open, or as a correction.

    `arrived_at` is when the request arrived, read before any lock: what comes after does not count
    against the person. Raises Incomplete with every fault, StaleVersion when the person saw another
    `version`, PermissionDenied with the sentence when it came too late. A second press of the
    button with the same content changes nothing.
    """
    hold(application)
    if version is not None and version != application.version:
        raise StaleVersion
    if _pressed_twice(application, by):
        return application
    require(policy.can_edit(by, application, arrived_at))
    require(policy.may_submit_again(application))
    verb = VERBS[ApplicationStatus(application.status)]
    _require_complete(application, arrived_at)
    facts: dict[str, Any] = {"submitted_at": arrived_at, "correction_due_at": None}
    if verb == "correct":
        move(
            application,
            verb,
            by=by,
            at=arrived_at,
            where=Q(correction_due_at__gt=arrived_at),
            **facts,
        )
    else:
        number = _number(application, _taking(application, arrived_at))
        move(application, verb, by=by, at=arrived_at, receipt_number=number, **facts)
    _store(application, by=by)
    return application


def _pressed_twice(application: Application, by: User) -> bool:
    """The same content by the same person again: done already, whatever the clock says now."""
    own = application.person.user_id == by.pk
    return (
        own
        and application.status == ApplicationStatus.SUBMITTED
        and content.is_as_submitted(drafts.of(application))
    )


def _require_complete(application: Application, at: dt.datetime) -> None:
    found = queries.faults(drafts.of(application), at)
    if found:
        raise Incomplete(found)


def _taking(application: Application, arrived_at: dt.datetime) -> Round:
    """The round's row, locked, if it takes what arrived then.

    Raises PermissionDenied with the sentence if not.
    """
    taking = calls.lock_taking(application.round, application.person, arrived_at)
    if taking is None:
        application.round.refresh_from_db()
        now_so = policy.can_edit(application.person.user, application, arrived_at)
        until = calls.deadline(application.round, application.person)
        raise PermissionDenied(first_no([now_so, policy.closed(until)]).reason)
    return taking


def _number(application: Application, round: Round) -> str:
    """The application's receipt number, or the next one of the locked round: no gap, no double."""
    if application.receipt_number:
        return application.receipt_number
    number = round.last_receipt + 1
    Round.objects.filter(pk=round.pk).update(last_receipt=number)
    return f"{round.code}-{number:04}"


def _store(application: Application, *, by: User) -> None:
    """The immutable snapshot, what follows from it, and the letter about it."""
    said = content.snapshot(application)
    submission = Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        content=said,
        digest=digest(said),
        arrived_at=application.submitted_at,
    )
    submission.attachments.set(application.attachments.current())
    _sync_candidacies(application, by=by)
    if not application.person.registered_name:  # a known person keeps the name until it is accepted
        accounts.record_identity(application.person, content.identity(said))
    mail.receipt(application, submission)
    listing.refresh(application)


def _sync_candidacies(application: Application, *, by: User) -> None:
    """One candidacy for each submitted category.

    A dropped one goes; the database keeps those that someone judges.
    """
    wanted = list(application.categories.all())
    application.candidacies.exclude(category__in=wanted).delete()
    there = set(application.candidacies.values_list("category_id", flat=True))
    for category in wanted:
        if category.pk not in there:
            candidacy = Candidacy.objects.create(
                application=application, round_id=application.round_id, category=category
            )
            begin(candidacy, by=by)


@transaction.atomic
def withdraw(application: Application, *, by: User, reason: str = "") -> Application:
    """Take the application back, until the decision.

    Its candidacies leave every queue; scores stay on file.
    """
    hold(application)
    require(policy.can_withdraw(by, application))
    was_submitted = application.receipt_number is not None
    move(application, "withdraw", by=by, note=reason)
    if was_submitted:
        mail.withdrawn(application)
    return application


@transaction.atomic
def erase_draft(application: Application, *, by: User) -> None:
    """Delete what was never submitted: nobody but its author has read it, nothing rests on it.

    Files and history go with it; that a draft was erased stays in the account's log.
    """
    hold(application)
    require(policy.can_erase_draft(by, application))
    for file in application.attachments.all():
        transaction.on_commit(partial(default_storage.delete, str(file.file.name)))
    application.attachments.all().delete()
    application.history.all().delete()
    accounts.record_event(AccountEventKind.DRAFT_ERASED, user=by, detail=application.round.code)
    application.delete()
