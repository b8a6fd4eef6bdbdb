"""Offices: who acts for a local government, who is responsible there, and the check each April."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import mail, policy, queries
from accounts.actions.events import record_event
from accounts.actions.offers import end_offers
from accounts.actions.people import grant_role
from accounts.models import AccountEventKind, LocalGovernment, Officer, User
from accounts.roles import Role
from common.verdict import require


@transaction.atomic
def appoint_officer(
    user: User,
    government: LocalGovernment,
    *,
    since: dt.date,
    by: User | None,
    department: str = "",
    responsible: bool = False,
    source: str = "",
    note: str = "",
) -> Officer:
    """Let an account act for a local government from this day on.

    Being appointed counts as being confirmed, on that day or, for a day that is past, today.
    """
    if by is not None:
        require(policy.can_appoint(by, user, government, since))
    grant_role(user, Role.OFFICER, by=by, source=source, note=note)
    _lock(government)
    row = Officer.objects.create(
        user=user,
        local_government=government,
        since=since,
        department=department,
        confirmed_on=max(since, timezone.localdate()),
        responsible_slot=queries.free_slot(government) if responsible else None,
    )
    _log(AccountEventKind.APPOINTED, row, by)
    return row


@transaction.atomic
def end_office(
    officer: Officer, *, until: dt.date, by: User, successor: Officer | None = None
) -> Officer:
    """Let an office end with this day. The role stays: without an office it opens nothing.

    What was asked for belongs to the local government and stays with those who act for it; a
    `successor` is written down, and gets the letters that would have gone to who left. Who was
    responsible is so no longer from the moment that an end is set: the successor is.
    """
    _lock(officer.local_government)
    row = _locked(officer)
    require(policy.can_end_office(by, row, until))
    if successor is not None:
        require(policy.can_succeed(successor, row))
    slot, row.responsible_slot = row.responsible_slot, None
    row.until, row.successor = until, successor
    row.save(update_fields=["until", "successor", "responsible_slot"])
    _log(AccountEventKind.OFFICE_ENDED, row, by)
    end_offers(row.user, Q(local_government=row.local_government), by=by)
    if slot is not None and successor is not None and not successor.is_responsible:
        _make_responsible(_locked(successor), slot, by)
    return row


@transaction.atomic
def confirm_office(officer: Officer, *, by: User | None, source: str = "") -> Officer:
    """Say that an officer still acts for the local government in this fiscal year.

    Without `by` only for a command or the demonstration, which name themselves in `source`.
    """
    today = timezone.localdate()
    row = _locked(officer)
    if by is not None:
        require(policy.can_confirm(by, row, today))
    row.confirmed_on = today
    row.save(update_fields=["confirmed_on"])
    _log(AccountEventKind.OFFICE_CONFIRMED, row, by, source)
    return row


@transaction.atomic
def make_responsible(officer: Officer, *, by: User) -> Officer:
    """Let an officer invite and end the accounts of colleagues: the first one, or a second."""
    _lock(officer.local_government)
    row = _locked(officer)
    require(policy.can_make_responsible(by, row, timezone.localdate()))
    return _make_responsible(row, queries.free_slot(row.local_government), by)


@transaction.atomic
def hand_over(officer: Officer, to: Officer, *, by: User) -> Officer:
    """Give the responsibility of one officer to a colleague. Returns who has it now."""
    _lock(officer.local_government)
    giver, taker = _locked(officer), _locked(to)
    require(policy.can_hand_over(by, giver, taker, timezone.localdate()))
    giver.responsible_slot, slot = None, giver.responsible_slot
    giver.save(update_fields=["responsible_slot"])
    end_offers(giver.user, Q(local_government=giver.local_government, responsible=True), by=by)
    return _make_responsible(taker, slot, by)


@transaction.atomic
def remind_to_confirm(on: dt.date) -> int:
    """Write to the responsible officers of every body where somebody waits to be confirmed."""
    sent = 0
    for responsible, waiting in queries.waiting_for_confirmation(on):
        mail.confirm_colleagues(responsible, waiting, queries.last_day_to_confirm(on))
        sent += 1
    return sent


def _make_responsible(row: Officer, slot: int | None, by: User) -> Officer:
    row.responsible_slot = slot
    row.save(update_fields=["responsible_slot"])
    _log(AccountEventKind.RESPONSIBLE, row, by)
    return row


def _lock(government: LocalGovernment) -> None:
    """Who is responsible for a body is decided by one at a time."""
    LocalGovernment.objects.select_for_update(of=("self",)).get(pk=government.pk)


def _locked(officer: Officer) -> Officer:
    rows = Officer.objects.select_for_update(of=("self",))
    return rows.select_related("user", "local_government").get(pk=officer.pk)


def _log(kind: AccountEventKind, row: Officer, by: User | None, source: str = "") -> None:
    detail = f"{row.local_government} {row.department} {source}".strip()
    record_event(kind, user=row.user, by=by, detail=detail)
