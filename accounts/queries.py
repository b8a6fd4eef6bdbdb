"""Reads about people, accounts and officers that the stages share."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from accounts.models import (
    AccountEvent,
    Assumption,
    ErasureRequest,
    Invitation,
    LocalGovernment,
    Officer,
    Person,
    User,
)
from accounts.models.erasure import (
    ANSWER_DAYS,
    ANSWER_DAYS_DEFAULT,
    ErasureRequestQuerySet,
)
from accounts.models.invitations import InvitationQuerySet
from accounts.models.officers import (
    CONFIRMATION_DAYS,
    CONFIRMATION_DAYS_DEFAULT,
    SLOTS,
    year_begins,
)
from accounts.roles import Role, is_staff
from common.folding import fold


def governments_of(user: User, on: dt.date) -> list[LocalGovernment]:
    """The local governments for which the account acts on this day."""
    offices = Officer.objects.serving(on).filter(user=user).select_related("local_government")
    return [office.local_government for office in offices]


def find_person(*, email: str, name: str, birth_date: dt.date) -> Person | None:
    """The known person with this address, else the one with this folded name **and** birth date;
    None when new.

    How a past round's rows meet people who are already there (product.md, "Who counts").
    """
    if email:
        by_address = Person.objects.filter(email__iexact=email).first()
        if by_address is not None:
            return by_address
    return Person.objects.filter(name_key=fold(name), birth_date=birth_date).order_by("pk").first()


def has_factor(user: User) -> bool:
    """Whether the account has a second factor. Recovery codes alone are none."""
    return _second_factors(user).exists()


def has_first_factor(user: User) -> bool:
    """Whether the account has exactly one: just after one was added, its first."""
    return _second_factors(user).count() == 1


def _second_factors(user: User) -> QuerySet[Authenticator]:
    rows = Authenticator.objects.filter(user=user)
    return rows.exclude(type=Authenticator.Type.RECOVERY_CODES)


def factors_of(user: User) -> QuerySet[Authenticator]:
    """The second factors of an account: what kind, since when, last used when."""
    return Authenticator.objects.filter(user=user).order_by("created_at", "pk")


def role_label(role: str) -> str:
    """What a role is called."""
    return str(Role(role).label)


def offices_of(user: User, on: dt.date) -> QuerySet[Officer]:
    """The offices of an account, past ones included, each with `is_locked` and `is_confirmed`."""
    return _with_state(Officer.objects.filter(user=user), on).order_by("-since", "-pk")


def offices_within_reach(user: User, on: dt.date) -> QuerySet[Officer]:
    """All for staff; for a responsible officer those of the same bodies."""
    rows = Officer.objects.select_related("user", "local_government")
    if is_staff(user):
        return rows
    return rows.filter(local_government__in=responsible_for(user, on))


def responsible_for(user: User, on: dt.date) -> list[LocalGovernment]:
    """The local governments whose officers the account looks after on this day."""
    offices = Officer.objects.serving(on).responsible().filter(user=user)
    return [office.local_government for office in offices.select_related("local_government")]


def is_responsible_for(user: User, government: LocalGovernment | None) -> bool:
    """Whether the account looks after the officers of this body today."""
    return government in responsible_for(user, timezone.localdate())


def colleagues(government: LocalGovernment, on: dt.date) -> QuerySet[Officer]:
    """The officers of a body from this day on, each with `is_locked` and `is_confirmed`."""
    rows = Officer.objects.filter(local_government=government).serving_from(on)
    return _with_state(rows, on).order_by("user__email", "pk")


def _with_state(rows: QuerySet[Officer], on: dt.date) -> QuerySet[Officer]:
    locked = Officer.objects.locked(on).values("pk")
    return rows.annotate(
        is_locked=Q(pk__in=locked), is_confirmed=Q(confirmed_on__gte=year_begins(on))
    ).select_related("user", "local_government", "successor__user")


def free_slot(government: LocalGovernment) -> int | None:
    """The number of a place for one more responsible officer; None when both are taken."""
    rows = Officer.objects.filter(local_government=government).responsible()
    taken = set(rows.values_list("responsible_slot", flat=True))
    return next((slot for slot in SLOTS if slot not in taken), None)


def last_day_to_confirm(on: dt.date) -> dt.date:
    """Until when the officers of the year before may act unconfirmed: 30 April, unless changed."""
    days = Assumption.objects.number(CONFIRMATION_DAYS, CONFIRMATION_DAYS_DEFAULT)
    return year_begins(on) + dt.timedelta(days=days - 1)


def waiting_for_confirmation(on: dt.date) -> Iterator[tuple[Officer, list[Officer]]]:
    """Each responsible officer of a body where somebody waits, with those who wait there."""
    rows = Officer.objects.unconfirmed(on).select_related("user", "local_government")
    waiting = {
        body: list(officers)
        for body, officers in groupby(
            rows.order_by("local_government__code", "pk"), key=lambda row: row.local_government_id
        )
    }
    responsible = Officer.objects.in_office(on).responsible().filter(user__is_active=True)
    for officer in responsible.select_related("user", "local_government"):
        if officer.local_government_id in waiting:
            yield officer, waiting[officer.local_government_id]


def events_of(user: User) -> QuerySet[AccountEvent]:
    """What happened with an account, the newest first."""
    return AccountEvent.objects.filter(user=user).select_related("by").order_by("-at", "-pk")


def erasures_of(user: User) -> ErasureRequestQuerySet:
    """What the account has asked to be erased, the newest first."""
    return ErasureRequest.objects.filter(user=user).order_by("-asked_at", "-pk")


def erasure_answer_days() -> int:
    """In how many days the ministry answers."""
    return Assumption.objects.number(ANSWER_DAYS, ANSWER_DAYS_DEFAULT)


def waiting_erasures() -> ErasureRequestQuerySet:
    """What the desk has to answer, the most urgent first."""
    rows = ErasureRequest.objects.open().select_related("user")
    return rows.order_by("due_on", "asked_at", "pk")


def ended_erasures() -> ErasureRequestQuerySet:
    """What was answered or taken back, the newest first."""
    rows = ErasureRequest.objects.exclude(pk__in=ErasureRequest.objects.open().values("pk"))
    return rows.select_related("user", "answered_by").order_by("-asked_at", "-pk")


def invitations() -> InvitationQuerySet:
    """Every invitation, with whom it names."""
    return Invitation.objects.select_related(
        "local_government", "invited_by", "accepted_by", "revoked_by"
    ).order_by("-invited_at", "-pk")


def invitations_like(invitation: Invitation, since: dt.datetime) -> InvitationQuerySet:
    """Those to the same mailbox, role and body since then, this one included."""
    return Invitation.objects.filter(
        email=invitation.email,
        role=invitation.role,
        local_government=invitation.local_government,
        invited_at__gte=since,
    )


def is_open(invitation: Invitation, at: dt.datetime) -> bool:
    """Whether its link can still be used."""
    pending = invitation.accepted_at is None and invitation.revoked_at is None
    return pending and not invitation.expired(at)


def invitations_within_reach(user: User) -> Q:
    """All for staff; for a responsible officer those to the same bodies."""
    if is_staff(user):
        return Q()
    return Q(local_government__in=responsible_for(user, timezone.localdate()))


def accounts_with_roles(words: str, role: str) -> QuerySet[User]:
    """Accounts that hold a role or held one, found by address or name."""
    rows = User.objects.filter(Q(groups__isnull=False) | Q(role_changes__isnull=False)).distinct()
    if words:
        rows = rows.filter(Q(email__icontains=words) | Q(display_name__icontains=words))
    if role:
        rows = rows.filter(groups__name=role)
    return rows.prefetch_related("groups").order_by("email", "pk")


def find_government(typed: str, on: dt.date) -> LocalGovernment | None:
    """The one with this code, or with this name: after its prefecture's, where names are shared."""
    bodies = LocalGovernment.objects.valid(on)
    if typed.isascii() and typed.isdigit():
        return bodies.filter(code=typed).first()
    wanted = "".join(typed.split())
    endings = [wanted[start:] for start in range(len(wanted))]
    with translation.override("ja"):  # the names of prefectures are those that officials write
        found = [
            body
            for body in bodies.filter(name__in=endings)
            if wanted in (body.name, "".join(str(body).split()))
        ]
    return found[0] if len(found) == 1 else None
