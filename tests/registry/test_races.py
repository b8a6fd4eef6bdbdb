"""Two staff at once, for real: two connections, two transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from common.workflow import MoveRefused
from recruitment.calls.models import Round
from roster.registry import actions
from roster.registry.models import Edition, ProfileSheet, Registrant, Registration
from tests.registry import situations

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs: Callable[[], object]) -> list[str]:
    """How each of the verbs ended, started together."""
    ready = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> str:
        try:
            ready.wait()
            verb()
        except MoveRefused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(run, verbs))


def test_two_who_register_the_same_people(training_round: Round, staff: User, staff2: User) -> None:
    situations.completed(training_round)
    situations.completed(training_round)
    today = timezone.localdate()
    ended = at_once(
        lambda: actions.register_all(training_round, by=staff, registered_on=today),
        lambda: actions.register_all(training_round, by=staff2, registered_on=today),
    )
    assert ended == ["done", "refused"]
    assert Registration.objects.count() == 2


def test_two_who_publish_the_same_edition(staff: User, staff2: User) -> None:
    today = timezone.localdate()
    ended = at_once(
        lambda: actions.publish_edition(by=staff, as_of=today, expected=1),
        lambda: actions.publish_edition(by=staff2, as_of=today, expected=1),
    )
    assert ended == ["done", "refused"]
    assert Edition.objects.count() == 1


def test_two_who_start_a_version_and_two_who_approve_it(
    registrant: Registrant, staff: User, staff2: User
) -> None:
    situations.with_sheet(registrant, staff)
    started = at_once(
        lambda: actions.start_sheet(registrant, by=staff),
        lambda: actions.start_sheet(registrant, by=staff2),
    )
    sheet = ProfileSheet.objects.get(number=2)
    approved = at_once(
        lambda: actions.approve_sheet(sheet, by=staff),
        lambda: actions.approve_sheet(ProfileSheet.objects.get(number=2), by=staff2),
    )
    assert (started, approved) == (["done", "refused"], ["done", "refused"])
