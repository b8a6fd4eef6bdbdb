"""Registering, renewing, suspending, ending: a registration per person and category."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Assumption, User
from common.verdict import require
from common.workflow import MoveRefused, begin, move
from recruitment.applications.models import Submission
from recruitment.calls.models import Round
from roster.registry import mail, policy, queries
from roster.registry.actions.search import refresh_search
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    Registration,
    Renewal,
    WhyDeregistered,
)
from training.models import EnrolledCandidacy

YEARS_KEY, YEARS = "registration_years", 3  # domain.md, "Assumed"


def last_day(first: dt.date) -> dt.date:
    """The last day of a registration (or renewal) that begins on this day."""
    years = Assumption.objects.number(YEARS_KEY, YEARS)
    year = min(first.year + years, dt.MAXYEAR)  # whoever types such a day is told that it is ahead
    try:
        return first.replace(year=year) - dt.timedelta(days=1)
    except ValueError:  # 29 February: the years end with 28 February
        return dt.date(year, 2, 28)


@transaction.atomic
def register(
    trained: EnrolledCandidacy, *, by: User | None, registered_on: dt.date, source: str = ""
) -> Registration:
    """Put a completed candidacy on the list, or renew the registration it finds in force.

    Makes the registrant and a draft sheet where there is none. Raises MoveRefused when this
    candidacy has been registered already, PermissionDenied with a sentence for everything else.
    `by` may be None when `source` names the import.
    """
    trained = EnrolledCandidacy.objects.select_for_update(of=("self",)).get(pk=trained.pk)
    done = _already(trained)
    if done is not None:
        raise MoveRefused(done, "register")
    require(policy.can_register(by, trained, registered_on))
    registrant, submission = _registrant_of(trained)
    candidacy = trained.candidacy
    standing = queries.in_force(registrant, candidacy.category.code, registered_on)
    if standing is not None:
        return _renew_by(trained, standing, by=by, on=registered_on, source=source)
    row = Registration.objects.create(
        registrant=registrant,
        category=candidacy.category,
        category_code=candidacy.category.code,
        candidacy=candidacy,
        enrolment=trained.enrolment,
        registered_on=registered_on,
        valid_until=last_day(registered_on),
    )
    begin(row, by=by, source=source)
    _draft_sheet(registrant, submission, by=by, source=source)
    refresh_search(registrant)
    if by is not None:
        mail.registered(row)
    return row


def _already(trained: EnrolledCandidacy) -> Registration | None:
    """What this candidacy has led to already."""
    done = Registration.objects.filter(candidacy=trained.candidacy_id).first()
    renewal = Renewal.objects.filter(candidacy=trained.candidacy_id).first()
    return done or (renewal.registration if renewal else None)


def _registrant_of(trained: EnrolledCandidacy) -> tuple[Registrant, Submission | None]:
    """The person as a registrant, with place and work as last submitted."""
    application = trained.candidacy.application
    submission = application.latest
    content: dict[str, Any] = submission.content if submission else {}
    facts = {
        name: content.get(name, getattr(application, name))
        for name in ("prefecture", "industry", "employer")
    }
    registrant, _made = Registrant.objects.update_or_create(
        person=trained.enrolment.person, defaults=facts
    )
    return registrant, submission


def _renew_by(
    trained: EnrolledCandidacy,
    standing: Registration,
    *,
    by: User | None,
    on: dt.date,
    source: str,
) -> Registration:
    reason = _("新しい合格による更新(%(round)s)") % {"round": trained.candidacy.round.code}
    facts = {"candidacy": trained.candidacy, "source": source}
    renewed = _lengthen(standing, by=by, on=on, reason=reason, **facts)
    refresh_search(standing.registrant)
    return renewed


def _draft_sheet(
    registrant: Registrant, submission: Submission | None, *, by: User | None, source: str
) -> None:
    """The first sheet begins with the motive; who has a sheet keeps it."""
    if registrant.sheets.exists():
        return
    motive = submission.content.get("motive", "") if submission else ""
    sheet = ProfileSheet.objects.create(
        registrant=registrant, number=1, submission=submission, summary=motive
    )
    begin(sheet, by=by, source=source)


@transaction.atomic
def register_all(round: Round, *, by: User, registered_on: dt.date) -> list[Registration]:
    """Register every completed candidacy of the round that is ready and not the reader's own.

    Raises MoveRefused when somebody was faster and nothing is left, PermissionDenied with the
    first reason when nothing is ready on this day.
    """
    held = EnrolledCandidacy.objects.select_for_update(of=("self",))
    list(held.filter(candidacy__round=round).order_by("pk"))
    waiting = list(queries.not_yet_registered(round))
    if not waiting:
        raise MoveRefused(round, "register")
    verdicts = [policy.can_register(by, trained, registered_on) for trained in waiting]
    ready = [trained for trained, verdict in zip(waiting, verdicts, strict=True) if verdict]
    if not ready:
        require(verdicts[0])
    return [register(trained, by=by, registered_on=registered_on) for trained in ready]


@transaction.atomic
def renew(
    registration: Registration,
    *,
    by: User | None,
    renewed_on: dt.date,
    reason: str,
    source: str = "",
) -> Registration:
    """Lengthen a registration to the full years from the day of renewal, with a dated row."""
    return _lengthen(registration, by=by, on=renewed_on, reason=reason, source=source)


def _lengthen(
    registration: Registration, *, by: User | None, on: dt.date, reason: str, **facts: Any
) -> Registration:
    row = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    until = last_day(on)
    require(policy.can_renew(by, row, on, until))
    Renewal.objects.create(
        registration=row,
        renewed_on=on,
        valid_before=row.valid_until,
        valid_until=until,
        reason=reason,
        by=by,
        **facts,
    )
    Registration.objects.filter(pk=row.pk).update(valid_until=until)
    registration.valid_until = row.valid_until = until
    return row


@transaction.atomic
def suspend(
    registration: Registration, *, by: User | None, reason: str, source: str = ""
) -> Registration:
    """Take it off the officers' list at once, until resumed. It goes on to count as registered."""
    require(policy.can_change_registration(by, registration))
    move(registration, "suspend", by=by, note=reason, source=source)
    return registration


@transaction.atomic
def resume(
    registration: Registration, *, by: User | None, reason: str = "", source: str = ""
) -> Registration:
    require(policy.can_change_registration(by, registration))
    move(registration, "resume", by=by, note=reason, source=source)
    return registration


@transaction.atomic
def deregister(
    registration: Registration,
    *,
    by: User | None,
    why: WhyDeregistered,
    on: dt.date,
    note: str = "",
    source: str = "",
) -> Registration:
    """End it on this day: it is off the list from then. Who comes back needs a new candidacy."""
    require(policy.can_deregister(by, registration, on))
    move(
        registration,
        "deregister",
        by=by,
        note=note,
        source=source,
        deregistered_on=on,
        why_deregistered=why,
    )
    if by is not None:
        mail.deregistered(registration)
    return registration
