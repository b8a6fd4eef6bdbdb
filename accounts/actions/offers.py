"""Taking invitations back: one by hand, or all that somebody may not stand for any more."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import policy
from accounts.actions.events import record_event
from accounts.models import AccountEventKind, Invitation, User
from accounts.models.invitations import InvitationQuerySet
from common.verdict import require


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back: its link opens nothing any more."""
    row = locked_invitation(invitation)
    require(policy.can_revoke(by, row))
    return _take_back(row, by)


def end_offers(user: User, ended: Q, *, by: User) -> None:
    """Whoever loses a role, an office or the responsibility leaves no way back to it open.

    What they offered ends where they could not offer it today, and so does what others had offered
    to them of the thing that `ended`. Who may end that was asked before. Inside a transaction; one
    that somebody accepts at this moment is waited for and then left alone.
    """
    waiting = _locked_ones().pending()
    for row in waiting.filter(invited_by=user):
        if not policy.is_still_offered(row):
            _take_back(row, by)
    for row in waiting.filter(ended, email=user.email):
        _take_back(row, by)


def locked_invitation(invitation: Invitation) -> Invitation:
    return _locked_ones().get(pk=invitation.pk)


def log_invitation(kind: AccountEventKind, row: Invitation, *, by: User) -> None:
    """To the account with this address, or to the address while nobody has it."""
    user = User.objects.filter(email=row.email).first()
    record_event(kind, user=user, address=row.email, by=by, detail=about(row))


def about(row: Invitation) -> str:
    """What it is to, in words."""
    return " ".join(
        str(part) for part in (row.get_role_display(), row.local_government or "") if part
    )


def _take_back(row: Invitation, by: User) -> Invitation:
    row.revoked_at, row.revoked_by = timezone.now(), by
    row.save(update_fields=["revoked_at", "revoked_by"])
    log_invitation(AccountEventKind.INVITATION_REVOKED, row, by=by)
    return row


def _locked_ones() -> InvitationQuerySet:
    """In one order, so that two who take back do not wait for each other."""
    rows = Invitation.objects.select_for_update(of=("self",)).order_by("pk")
    return rows.select_related("local_government", "invited_by")
