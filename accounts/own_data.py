"""What accounts keep about one person, for that person.

Nobody else's name stands in it: of what others did it says what and when, never who or why.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from accounts import queries
from accounts.actions import IDENTITY
from accounts.agents import browser_of
from accounts.models import AccountEvent, Person, User

Row = dict[str, Any]


def own_data(user: User) -> Row:
    """Account, person with every earlier name, and who looked at the person's sheet."""
    person = Person.objects.filter(user=user).first()  # reading makes none
    return {
        "account": _account(user),
        "person": _person(person) if person else None,
        "looks": _looks(person) if person else [],
    }


def _account(user: User) -> Row:
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    return {
        "email": user.email,
        "display_name": user.display_name,
        "created_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "roles": [queries.role_label(role) for role in sorted(user.given_roles)],
        "addresses": list(addresses.values("email", "verified", "primary")),
        "second_factors": [
            {"kind": row.type, "added_at": row.created_at, "last_used_at": row.last_used_at}
            for row in queries.factors_of(user)
        ],
        "devices_signed_in": UserSession.objects.filter(user=user).count(),
        "offices": [_office(row) for row in user.offices.select_related("local_government")],
        "role_changes": [
            {"at": row.at, "role": row.role_label, "granted": row.granted}
            for row in user.role_changes.all()
        ],
        "erasure_requests": [_erasure(row) for row in queries.erasures_of(user)],
        "log": [_event(row, user) for row in queries.events_of(user)],
    }


def _office(row: Any) -> Row:
    return {
        "local_government": str(row.local_government),
        "department": row.department,
        "since": row.since,
        "until": row.until,
    }


def _erasure(row: Any) -> Row:
    return {
        "asked_at": row.asked_at,
        "reason": row.reason,
        "due_on": row.due_on,
        "withdrawn_at": row.withdrawn_at,
        "answered_at": row.answered_at,
        "outcome": row.outcome,
        "outcome_label": row.get_outcome_display(),
        "answer": row.answer,
    }


def _event(row: AccountEvent, user: User) -> Row:
    """One line. What staff wrote when they did something to the account is theirs."""
    own = row.by_id in (None, user.pk)
    return {
        "at": row.at,
        "event": row.kind,
        "event_label": row.get_kind_display(),
        "detail": row.shown_detail if own else "",
        "by": "oneself" if own else "another",
        "by_label": "" if own else _("ほかの人の操作"),
        "ip": row.ip,
        "browser": browser_of(row.user_agent),
    }


def _person(person: Person) -> Row:
    """Names and birth date now, and each version that stood before."""
    columns = [*IDENTITY, "email"]
    versions = Person.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id=person.pk
    ).order_by("pgh_id")
    now = {name: getattr(person, name) for name in columns}
    return now | {
        "created_at": person.created_at,
        "versions": [
            {"recorded_at": row.pgh_created_at, **{name: getattr(row, name) for name in columns}}
            for row in versions
        ],
    }


def _looks(person: Person) -> list[Row]:
    """Which body looked when. Null: the ministry."""
    rows = person.accesses.select_related("local_government")
    return [
        {
            "at": row.at,
            "kind": row.kind,
            "kind_label": row.get_kind_display(),
            "local_government": str(row.local_government) if row.local_government else None,
        }
        for row in rows
    ]
