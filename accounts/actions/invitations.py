"""Inviting somebody to a role: the link goes to one mailbox, works once, and until a day."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mail, policy
from accounts.actions.events import record_event
from accounts.actions.offers import about, locked_invitation, log_invitation, revoke
from accounts.actions.officers import appoint_officer
from accounts.actions.people import grant_role, rename
from accounts.models import (
    AccountEventKind,
    Assumption,
    Invitation,
    LocalGovernment,
    Officer,
    User,
)
from accounts.roles import Role
from common.verdict import require

DAYS, DAYS_DEFAULT = "invitation_days", 14
SOURCE = "invitation"


def token_digest(token: str) -> str:
    """What the row keeps of a link's token. It is random, so a plain digest tells nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    email: str,
    role: Role,
    *,
    by: User,
    link: Callable[[str], str],
    name: str = "",
    government: LocalGovernment | None = None,
    department: str = "",
    responsible: bool = False,
) -> Invitation:
    """Send an invitation. One that still waits for the same address and role is revoked by it.

    `link` makes the address that the mail carries from the token, which nobody else learns.
    """
    email = email.strip().lower()
    require(policy.can_invite(by, role, government, email=email, responsible=responsible))
    waiting = Invitation.objects.pending().filter(email=email, role=role)
    for older in waiting.filter(local_government=government):
        revoke(older, by=by)
    token, now = secrets.token_urlsafe(32), timezone.now()
    row = Invitation(
        token_digest=token_digest(token),
        email=email,
        name=name,
        role=role,
        local_government=government,
        department=department,
        responsible=responsible,
        invited_by=by,
        invited_at=now,
        expires_at=now + dt.timedelta(days=Assumption.objects.number(DAYS, DAYS_DEFAULT)),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody else invited the same person a moment ago
        raise PermissionDenied(_("同じ人への招待が、ちょうどいま送られました。")) from None
    log_invitation(AccountEventKind.INVITED, row, by=by)
    mail.invitation(row, link(token))
    return row


@transaction.atomic
def invite_again(invitation: Invitation, *, by: User, link: Callable[[str], str]) -> Invitation:
    """The same offer with a new link and a new day; the link before opens nothing any more."""
    row = locked_invitation(invitation)
    require(policy.can_invite_again(by, row, timezone.now()))
    return invite(
        row.email,
        Role(row.role),
        by=by,
        link=link,
        name=row.name,
        government=row.local_government,
        department=row.department,
        responsible=row.responsible,
    )


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Invitation:
    """Take the role. Two first clicks at once take it once: the row is locked.

    Whoever sent the invitation must be able to send it today: an offer ends with the right to it.
    """
    row = locked_invitation(invitation)
    require(policy.can_accept(by, row, timezone.now()))
    note = row.invited_by.email
    if row.role == Role.OFFICER and row.local_government is not None:
        _take_office(row, row.local_government, by)
    else:
        grant_role(by, Role(row.role), by=None, source=SOURCE, note=note)
    if row.name and not by.display_name:
        rename(by, row.name)
    row.accepted_at, row.accepted_by = timezone.now(), by
    row.save(update_fields=["accepted_at", "accepted_by"])
    record_event(AccountEventKind.INVITATION_ACCEPTED, user=by, detail=about(row))
    return row


def _take_office(row: Invitation, government: LocalGovernment, user: User) -> None:
    """The office begins today; who holds it already keeps it as it is."""
    today = timezone.localdate()
    held = Officer.objects.filter(user=user, local_government=government).serving_from(today)
    if held.exists():
        return
    appoint_officer(
        user,
        government,
        since=today,
        by=None,
        department=row.department,
        responsible=row.responsible,
        source=SOURCE,
        note=row.invited_by.email,
    )
