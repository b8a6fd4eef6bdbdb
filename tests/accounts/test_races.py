"""Two at the same moment: one wins, the other gets a sentence. Real transactions and threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts import actions
from accounts.models import Invitation, LocalGovernment, Officer, RoleChange, User
from tests.accounts.situations import colleague, invited

pytestmark = pytest.mark.django_db(transaction=True)


def together(*attempts: Callable[[], object]) -> list[str]:
    """Start them at once; "" for whoever won, else the sentence."""
    gate = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> str:
        try:
            gate.wait()
            attempt()
        except PermissionDenied as refusal:
            return str(refusal)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_an_invitation_is_accepted_once(staff: User, applicant: User) -> None:
    row, _link = invited(staff, applicant.email)

    def accept() -> object:
        return actions.accept(
            Invitation.objects.get(pk=row.pk), by=User.objects.get(pk=applicant.pk)
        )

    assert together(accept, accept, accept).count("") == 1
    assert RoleChange.objects.filter(user=applicant).count() == 1


def test_an_invitation_is_revoked_or_accepted(staff: User, applicant: User) -> None:
    row, _link = invited(staff, applicant.email)
    answers = together(
        lambda: actions.accept(Invitation.objects.get(pk=row.pk), by=applicant),
        lambda: actions.revoke(Invitation.objects.get(pk=row.pk), by=staff),
    )
    assert answers.count("") == 1


def test_two_who_invite_the_same_person_leave_one_link(staff: User, staff2: User) -> None:
    together(lambda: invited(staff), lambda: invited(staff2))
    assert Invitation.objects.pending().count() == 1


def test_three_at_once_are_made_responsible_and_two_are(
    staff: User, kawazu: LocalGovernment
) -> None:
    offices = [colleague(kawazu, f"officer{number}") for number in range(3)]

    def make(office: Officer) -> Callable[[], object]:
        return lambda: actions.make_responsible(Officer.objects.get(pk=office.pk), by=staff)

    assert together(*(make(office) for office in offices)).count("") == 2
    assert Officer.objects.responsible().count() == 2
