"""Editions: what was published when, and concluding a round with one."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common.digest import digest
from common.workflow import MoveRefused
from recruitment.calls.models import Round
from roster.registry import actions
from roster.registry.models import (
    Edition,
    EditionEntry,
    Registrant,
    Registration,
    WhyDeregistered,
)
from tests import factories
from tests.registry import situations

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_a_registration_is_listed_from_its_first_edition(
    registrant: Registrant, staff: User
) -> None:
    assert not Registration.objects.listed(TODAY()).exists()
    situations.published(staff)
    assert Registration.objects.listed(TODAY()).get().registrant == registrant


def test_a_suspended_one_is_in_the_edition_but_not_listed(
    registrant: Registrant, staff: User
) -> None:
    row = registrant.registrations.get()
    actions.suspend(row, by=staff, reason="本人の希望")
    situations.published(staff)
    assert EditionEntry.objects.count() == 1
    assert not Registration.objects.listed(TODAY()).exists()
    actions.resume(row, by=staff)
    assert Registration.objects.listed(TODAY()).exists()


def test_an_ended_one_is_in_no_edition(registrant: Registrant, staff: User) -> None:
    row = registrant.registrations.get()
    actions.deregister(row, by=staff, why=WhyDeregistered.REQUEST, on=TODAY())
    situations.published(staff)
    assert not EditionEntry.objects.exists()


def test_an_entry_holds_what_was_shown_and_its_digest(training_round: Round, staff: User) -> None:
    person = factories.PersonFactory(family_name="葛󠄀城", shown_given_name="葉")
    registrant = situations.registered(training_round, staff, person, employer="架空設計")
    situations.published(staff)
    situations.with_sheet(registrant, staff)
    situations.published(staff)
    first, second = EditionEntry.objects.order_by("edition__number")
    assert first.payload["name"] == "葛󠄀城 葉"
    assert (first.payload["employer"], first.payload["sheet"]) == ("", None)
    assert (second.payload["employer"], second.payload["sheet"]) == ("架空設計", 1)
    assert (first.category_code, first.prefecture, first.industry) == ("producer", "22", "G")
    assert first.digest == digest(first.payload, first.salt)
    assert first.salt != second.salt


def test_editions_are_numbered_without_gaps(staff: User, staff2: User) -> None:
    actions.publish_edition(by=staff, as_of=TODAY(), expected=1)
    with pytest.raises(MoveRefused):
        actions.publish_edition(by=staff2, as_of=TODAY(), expected=1)
    actions.publish_edition(by=None, as_of=TODAY(), source="load_demo")
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_an_edition_is_not_older_than_the_last(staff: User) -> None:
    situations.published(staff)
    with pytest.raises(PermissionDenied, match="前の版"):
        actions.publish_edition(by=staff, as_of=TODAY() - dt.timedelta(days=1))
    with pytest.raises(PermissionDenied, match="先の日付"):
        actions.publish_edition(by=staff, as_of=TODAY() + dt.timedelta(days=1))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE registry_editionentry SET prefecture = '13'",
        "UPDATE registry_editionentry SET digest = 'x'",
        "DELETE FROM registry_editionentry",
    ],
)
def test_the_database_keeps_an_entry_as_it_was(
    registrant: Registrant, staff: User, sql: str
) -> None:
    situations.published(staff)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        connection.cursor().execute(sql)


def test_only_the_payload_can_be_erased(registrant: Registrant, staff: User) -> None:
    situations.published(staff)
    EditionEntry.objects.update(payload=None)
    assert EditionEntry.objects.get().digest


def test_a_round_is_concluded_when_nobody_waits(training_round: Round, staff: User) -> None:
    situations.registered(training_round, staff)
    situations.published(staff)
    actions.conclude(training_round, by=staff, on=TODAY())
    training_round.refresh_from_db()
    assert (training_round.status, training_round.result_on) == ("concluded", TODAY())


def test_each_open_end_of_a_round_has_its_sentence(training_round: Round, staff: User) -> None:
    factories.enrolled(factories.passed(training_round))
    with pytest.raises(PermissionDenied, match="研修を終えていない人が1人"):
        actions.conclude(training_round, by=staff, on=TODAY())


def test_who_passed_must_be_trained_before_the_end(
    training_round: Round, staff: User, signed_in: Callable[[User], Client]
) -> None:
    factories.passed(training_round)
    with pytest.raises(PermissionDenied, match="受講に加わっていない応募が1件"):
        actions.conclude(training_round, by=staff, on=TODAY())
    page = signed_in(staff).get(f"/desk/rounds/{training_round.code}/conclude/").content.decode()
    assert f'href="/desk/rounds/{training_round.code}/training/"' in page


def test_who_completed_must_be_registered_before_the_end(
    training_round: Round, staff: User
) -> None:
    situations.completed(training_round)
    with pytest.raises(PermissionDenied, match="登録していない応募が1件"):
        actions.conclude(training_round, by=staff, on=TODAY())


def test_who_is_registered_must_be_published_before_the_end(
    training_round: Round, staff: User
) -> None:
    situations.registered(training_round, staff)
    with pytest.raises(PermissionDenied, match="まだ載っていない登録が1件"):
        actions.conclude(training_round, by=staff, on=TODAY())


def test_the_result_is_not_dated_before_the_registrations(
    training_round: Round, staff: User
) -> None:
    situations.registered(training_round, staff)
    situations.published(staff)
    with pytest.raises(PermissionDenied, match="登録日以後"):
        actions.conclude(training_round, by=staff, on=TODAY() - dt.timedelta(days=1))


def test_only_a_round_in_training_is_concluded(open_round: Round, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="研修中の公募だけ"):
        actions.conclude(open_round, by=staff, on=TODAY())


def test_a_renewed_candidacy_does_not_hold_up_the_round(standard: object, staff: User) -> None:
    person = factories.PersonFactory()
    earlier = situations.round_in_training(standard, fiscal_year=2024)
    factories.registered(factories.passed(earlier, person), TODAY() - dt.timedelta(days=400))
    situations.published(staff)
    row = situations.round_in_training(standard)
    situations.registered(row, staff, person)
    actions.conclude(row, by=staff, on=TODAY())
    assert row.result_on == TODAY()
