"""Whether an account may be used: stopping it, its sessions and its second factors."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q

from accounts import policy
from accounts.actions.events import NO_CLIENT, Client, record_event
from accounts.actions.offers import end_offers
from accounts.models import AccountEventKind, User
from common.verdict import require


@transaction.atomic
def deactivate(user: User, *, by: User, reason: str) -> User:
    """Close an account at once, on every device. Its rows stay: what it did was done.

    Only what it has offered and nobody has taken yet is taken back: its invitations.
    """
    row = _locked(user)
    require(policy.can_deactivate(by, row, reason))
    row.is_active = False
    row.save(update_fields=["is_active"])
    end_sessions(row)
    end_offers(row, Q(pk__in=[]), by=by)
    record_event(AccountEventKind.DEACTIVATED, user=row, by=by, detail=reason)
    return row


@transaction.atomic
def reactivate(user: User, *, by: User, reason: str) -> User:
    """Open an account again, with the roles that it had."""
    row = _locked(user)
    require(policy.can_reactivate(by, row, reason))
    row.is_active = True
    row.save(update_fields=["is_active"])
    record_event(AccountEventKind.REACTIVATED, user=row, by=by, detail=reason)
    return row


@transaction.atomic
def reset_factors(user: User, *, by: User, reason: str) -> User:
    """Take the second factors off an account whose owner has lost them all.

    Staff have to know whom they speak to. All sessions end, and whoever needs a factor sets one up
    at the next sign-in.
    """
    row = _locked(user)
    require(policy.can_reset_factors(by, row, reason))
    Authenticator.objects.filter(user=row).delete()
    end_sessions(row)
    record_event(AccountEventKind.FACTORS_RESET, user=row, by=by, detail=reason)
    return row


def end_sessions(user: User) -> None:
    """Sign the account out everywhere."""
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        session.end()


@transaction.atomic
def end_session(session: UserSession, *, by: User, client: Client = NO_CLIENT) -> None:
    """Sign one device of one's own out."""
    require(policy.can_end_session(by, session))
    session.end()
    record_event(AccountEventKind.SESSION_ENDED, user=by, detail="1", client=client)


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)
