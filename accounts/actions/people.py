"""Accounts and roles, people and the access log."""

from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from accounts import policy
from accounts.actions.offers import end_offers
from accounts.models import Access, AccessKind, LocalGovernment, Person, RoleChange, User
from accounts.roles import STAFF_EDITS, Role
from common.folding import fold
from common.verdict import require

IDENTITY = [
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "family_name_latin",
    "given_name_latin",
    "shown_family_name",
    "shown_given_name",
    "birth_date",
]


@transaction.atomic
def sync_roles() -> None:
    """Write the groups of `accounts.roles` and the admin permissions that each holds.

    Safe to run again.
    """
    readable = Q(codename__startswith="view_", content_type__app_label__in=_our_labels())
    writable = Q(pk__in=[])
    for label in STAFF_EDITS:
        app, model = label.split(".")
        writable |= Q(content_type__app_label=app, codename__in=[f"add_{model}", f"change_{model}"])
    granted = {Role.STAFF: readable | writable, Role.AUDITOR: readable}
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(Permission.objects.filter(granted.get(role, Q(pk__in=[]))))


def _our_labels() -> list[str]:
    return [config.label for config in apps.get_app_configs() if ".venv" not in config.path]


@transaction.atomic
def grant_role(
    user: User, role: Role, *, by: User | None, source: str = "", note: str = ""
) -> None:
    """The only way to a role.

    `by` is staff, or None with a `source` (a command on the machine itself).
    """
    if by is not None:
        require(policy.can_give_role(by, user))
    group, _created = Group.objects.get_or_create(name=role)
    if not user.groups.filter(pk=group.pk).exists():
        user.groups.add(group)
        user.__dict__.pop("roles", None)
        RoleChange.objects.create(
            user=user, role=role, granted=True, by=by, source=source, note=note
        )


@transaction.atomic
def take_role(user: User, role: Role, *, by: User, note: str = "") -> None:
    """End a role, and the invitations that would bring it back.

    Raises PermissionDenied for one's own.
    """
    require(policy.can_change_roles(by, user))
    group = Group.objects.get(name=role)
    if user.groups.filter(pk=group.pk).exists():
        user.groups.remove(group)
        user.__dict__.pop("roles", None)
        RoleChange.objects.create(user=user, role=role, granted=False, by=by, note=note)
        end_offers(user, Q(role=role), by=by)


def rename(user: User, name: str) -> None:
    """How the account is named to staff and colleagues. Its owner's own choice."""
    user.display_name = name
    user.save(update_fields=["display_name"])


@transaction.atomic
def account_for(email: str) -> User:
    """The account with this address, made when there is none, for whoever reads its mailbox.

    A password that somebody set before the address was verified may be a stranger's: it goes, and
    the owner sets one by the mail of the password reset.
    """
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
    return user


@transaction.atomic
def person_of(user: User) -> Person:
    """The person behind an account: the one linked, else the one with its address, else a new one.

    Call it only for an account that has signed in: signing in needs a verified address, so an
    address is proof enough to join the person who came in with a past round (product.md, "Who
    counts"). Names and birth dates never are.
    """
    linked = Person.objects.filter(user=user).first()
    if linked is not None:
        return linked
    if Person.objects.filter(user=None, email__iexact=user.email).update(user=user):
        return Person.objects.get(user=user)
    taken = Person.objects.filter(email__iexact=user.email).exists()
    person, _made = Person.objects.get_or_create(  # two first clicks at once make one person
        user=user, defaults={"email": "" if taken else user.email}
    )
    return person


def record_identity(person: Person, facts: dict[str, Any]) -> None:
    """Take names and birth date from a submission; the row's history keeps what stood before."""
    columns = {name: facts[name] for name in IDENTITY}
    columns["name_key"] = name_key(facts)
    Person.objects.filter(pk=person.pk).update(**columns)
    for name, value in columns.items():
        setattr(person, name, value)


def create_person(facts: dict[str, Any], email: str = "") -> Person:
    """A person without an account, from a past round."""
    identity = {name: facts.get(name, "" if name != "birth_date" else None) for name in IDENTITY}
    return Person.objects.create(**identity, email=email.lower(), name_key=name_key(identity))


def learn_email(person: Person, email: str) -> None:
    """Note the address of a person who came in without one and has no account.

    Only of a person made in the same transaction: whoever signs up with the address becomes that
    person, so an address that somebody typed must not open the record of one who was known before.
    """
    if email and not person.email and person.user_id is None:
        Person.objects.filter(pk=person.pk).update(email=email.lower())


def name_key(facts: dict[str, Any]) -> str:
    """The folded registered name, Latin where there is no Japanese one: people meet here by name
    and birth date.
    """
    japanese = fold(f"{facts['family_name']}{facts['given_name']}")
    return japanese or fold(f"{facts['family_name_latin']}{facts['given_name_latin']}")


def log_access(
    person: Person,
    *,
    by: User,
    kind: AccessKind,
    government: LocalGovernment | None,
    detail: str = "",
) -> None:
    """Write one line of the access log: who saw or took what of whom."""
    Access.objects.create(
        person=person, user=by, kind=kind, local_government=government, detail=detail
    )
