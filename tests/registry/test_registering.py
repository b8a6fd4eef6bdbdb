"""From a completed candidacy to the list: registering, renewing, suspending, ending."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Assumption, User
from common.workflow import MoveRefused, move
from recruitment.calls.models import Round
from roster.registry import actions
from roster.registry.actions.registrations import last_day
from roster.registry.models import (
    Registrant,
    Registration,
    RegistrationStatus,
    SheetStatus,
    WhyDeregistered,
)
from tests import factories
from tests.registry import situations

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_registering_makes_the_registrant_and_a_draft_sheet(
    training_round: Round, staff: User
) -> None:
    (trained,) = situations.completed(training_round, employer="架空設計", motive="役に立ちたい。")
    row = actions.register(trained, by=staff, registered_on=TODAY())
    registrant = row.registrant
    assert (row.status, row.category_code) == (RegistrationStatus.ACTIVE, "producer")
    assert row.valid_until == last_day(TODAY())
    assert (registrant.prefecture, registrant.employer) == ("22", "架空設計")
    sheet = registrant.sheets.get()
    assert (sheet.status, sheet.summary) == (SheetStatus.DRAFT, "役に立ちたい。")
    assert sheet.submission == trained.candidacy.application.latest


def test_registering_keeps_the_book_and_writes_to_the_person(
    training_round: Round, staff: User
) -> None:
    registrant = situations.registered(training_round, staff)
    (line,) = registrant.registrations.get().history.all()
    assert (line.verb, line.after, line.by) == ("begin", "active", staff)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2024, 5, 31), dt.date(2027, 5, 30)),
        (dt.date(2024, 2, 29), dt.date(2027, 2, 28)),
        (dt.date(2026, 1, 1), dt.date(2028, 12, 31)),
    ],
)
def test_a_registration_ends_the_day_before_its_third_anniversary(
    db: None, first: dt.date, last: dt.date
) -> None:
    assert last_day(first) == last


def test_the_years_are_an_assumption_that_staff_change(db: None) -> None:
    Assumption.objects.create(key="registration_years", value=5, unit="年", note="仮定")
    assert last_day(dt.date(2024, 5, 31)) == dt.date(2029, 5, 30)


def test_one_person_in_two_categories_is_one_registrant(training_round: Round, staff: User) -> None:
    codes = ("producer", "project_manager")
    registrant = situations.registered(training_round, staff, codes=codes)
    assert set(registrant.registrations.values_list("category_code", flat=True)) == set(codes)
    assert registrant.sheets.count() == 1


def test_a_candidacy_is_registered_once(training_round: Round, staff: User, staff2: User) -> None:
    (trained,) = situations.completed(training_round)
    actions.register(trained, by=staff, registered_on=TODAY())
    with pytest.raises(MoveRefused):
        actions.register(trained, by=staff2, registered_on=TODAY())
    assert Registration.objects.count() == 1


def test_a_category_in_force_is_renewed_instead(standard: object, staff: User) -> None:
    person = factories.PersonFactory()
    earlier = situations.round_in_training(standard, fiscal_year=2024)
    last_year = TODAY() - dt.timedelta(days=400)
    (row,) = factories.registered(factories.passed(earlier, person), last_year)
    (trained,) = situations.completed(situations.round_in_training(standard), person)
    renewed = actions.register(trained, by=staff, registered_on=TODAY())
    assert renewed == row
    assert renewed.valid_until == last_day(TODAY())
    renewal = renewed.renewals.get()
    assert (renewal.candidacy, renewal.by) == (trained.candidacy, staff)
    assert renewal.reason == "新しい合格による更新(FY2026)"
    with pytest.raises(MoveRefused):
        actions.register(trained, by=staff, registered_on=TODAY())


def test_who_left_returns_by_a_new_registration_under_the_old_number(
    standard: object, staff: User
) -> None:
    person = factories.PersonFactory()
    earlier = situations.round_in_training(standard, fiscal_year=2024)
    (row,) = factories.registered(factories.passed(earlier, person))
    number = row.registrant.number
    actions.deregister(row, by=staff, why=WhyDeregistered.REQUEST, on=TODAY())
    again = situations.registered(situations.round_in_training(standard), staff, person)
    assert (again.number, again.registrations.count()) == (number, 2)


def test_nobody_registers_their_own(training_round: Round, staff: User) -> None:
    person = factories.PersonFactory(user=staff)
    (trained,) = situations.completed(training_round, person)
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        actions.register(trained, by=staff, registered_on=TODAY())


def test_only_staff_register(training_round: Round, auditor: User) -> None:
    (trained,) = situations.completed(training_round)
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.register(trained, by=auditor, registered_on=TODAY())


def test_nobody_is_registered_before_completion_or_in_the_future(
    training_round: Round, staff: User
) -> None:
    (trained,) = situations.completed(training_round)
    with pytest.raises(PermissionDenied, match="修了日以後"):
        actions.register(trained, by=staff, registered_on=TODAY() - dt.timedelta(days=2))
    with pytest.raises(PermissionDenied, match="先の日付"):
        actions.register(trained, by=staff, registered_on=TODAY() + dt.timedelta(days=1))


def test_nobody_is_registered_without_completed_training(
    training_round: Round, staff: User
) -> None:
    enrolment = factories.enrolled(factories.passed(training_round))
    trained = enrolment.enrolled_candidacies.get()
    with pytest.raises(PermissionDenied, match="修了していない"):
        actions.register(trained, by=staff, registered_on=TODAY())


def test_nobody_is_registered_before_the_results_are_out(standard: object, staff: User) -> None:
    now = timezone.now()
    row = factories.announced_round(
        standard, opens_at=now - dt.timedelta(days=9), closes_at=now - dt.timedelta(days=8)
    )
    factories.advance(row, "start_evaluation", "decide")
    (trained,) = situations.completed(row)
    with pytest.raises(PermissionDenied, match="通知してから"):
        actions.register(trained, by=staff, registered_on=TODAY())


def test_register_all_takes_all_that_are_ready(training_round: Round, staff: User) -> None:
    situations.completed(training_round, codes=("producer", "project_manager"))
    situations.completed(training_round, factories.PersonFactory(user=staff))
    assert len(actions.register_all(training_round, by=staff, registered_on=TODAY())) == 2
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        actions.register_all(training_round, by=staff, registered_on=TODAY())


def test_the_slower_of_two_who_register_all_gets_a_sentence(
    training_round: Round, staff: User, staff2: User
) -> None:
    situations.completed(training_round)
    actions.register_all(training_round, by=staff, registered_on=TODAY())
    with pytest.raises(MoveRefused):
        actions.register_all(training_round, by=staff2, registered_on=TODAY())


def test_a_renewal_is_possible_until_the_last_day(registrant: Registrant, staff: User) -> None:
    row = registrant.registrations.get()
    with pytest.raises(PermissionDenied, match="延びません"):
        actions.renew(row, by=staff, renewed_on=TODAY(), reason="続ける")
    Registration.objects.update(
        registered_on=TODAY(), valid_until=TODAY()
    )  # as if the three years were over today
    actions.renew(row, by=staff, renewed_on=TODAY(), reason="続ける")
    assert row.valid_until == last_day(TODAY())
    assert row.renewals.get().valid_before == TODAY()


def test_a_renewal_at_the_end_of_the_calendar_is_ahead(registrant: Registrant, staff: User) -> None:
    row = Registration.objects.get()
    with pytest.raises(PermissionDenied, match="先の日付"):
        actions.renew(row, by=staff, renewed_on=dt.date.max, reason="続ける")


def test_an_ended_registration_is_not_renewed(registrant: Registrant, staff: User) -> None:
    row = registrant.registrations.get()
    actions.deregister(row, by=staff, why=WhyDeregistered.ENGAGED, on=TODAY())
    with pytest.raises(PermissionDenied, match="新しい応募"):
        actions.renew(row, by=staff, renewed_on=TODAY(), reason="続ける")


def test_an_import_renews_with_its_name_as_the_source(registrant: Registrant) -> None:
    row = registrant.registrations.get()
    Registration.objects.update(valid_until=TODAY())
    actions.renew(row, by=None, renewed_on=TODAY(), reason="続ける", source="import")
    assert (row.renewals.get().by, row.renewals.get().source) == (None, "import")


def test_deregistering_has_a_day_and_a_reason(registrant: Registrant, staff: User) -> None:
    row = registrant.registrations.get()
    actions.deregister(row, by=staff, why=WhyDeregistered.REQUEST, on=TODAY(), note="電話で申出")
    row.refresh_from_db()
    assert (row.status, row.deregistered_on) == ("deregistered", TODAY())
    assert not Registration.objects.in_force(TODAY()).exists()


ALLOWED = {
    ("suspend", "active"),
    ("resume", "suspended"),
    ("deregister", "active"),
    ("deregister", "suspended"),
}
ENDED = {"deregistered_on": dt.date.max, "why_deregistered": WhyDeregistered.REQUEST}


@pytest.mark.parametrize("status", RegistrationStatus)
@pytest.mark.parametrize("verb", Registration.MOVES)
def test_every_verb_from_every_status(
    registrant: Registrant, staff: User, verb: str, status: str
) -> None:
    row = registrant.registrations.get()
    way = {"active": [], "suspended": ["suspend"], "deregistered": ["deregister"]}[status]
    for step in [*way]:
        move(row, step, by=staff, **(ENDED if step == "deregister" else {}))
    columns = ENDED if verb == "deregister" else {}
    if (verb, status) in ALLOWED:
        move(row, verb, by=staff, **columns)
    else:
        with pytest.raises(MoveRefused):
            move(row, verb, by=staff, **columns)


def test_the_database_refuses_a_registration_without_completion(
    training_round: Round, standard: object
) -> None:
    enrolment = factories.enrolled(factories.passed(training_round))
    trained = enrolment.enrolled_candidacies.get()
    with pytest.raises(IntegrityError, match="rests_on_the_chain"), transaction.atomic():
        raw_registration(trained.candidacy_id, enrolment.pk, "producer")


def test_the_database_refuses_a_second_one_in_force(training_round: Round, staff: User) -> None:
    registrant = situations.registered(training_round, staff)
    row = registrant.registrations.get()
    later = situations.round_in_training(training_round.standard, fiscal_year=2027)
    (trained,) = situations.completed(later, registrant.person)
    with pytest.raises(IntegrityError, match="one_in_force"), transaction.atomic():
        raw_registration(trained.candidacy_id, trained.enrolment_id, row.category_code)


def raw_registration(candidacy: int, enrolment: int, code: str) -> None:
    """A row past every action: today, for the person of the candidacy."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO registry_registrant (person_id, number, prefecture, industry, employer,
                search_key)
            SELECT a.person_id, 'R-RAW1-RAW1', '22', '', '', ''
            FROM applications_candidacy c
            JOIN applications_application a ON a.id = c.application_id
            WHERE c.id = %(candidacy)s ON CONFLICT DO NOTHING
            """,
            {"candidacy": candidacy},
        )
        cursor.execute(
            """
            INSERT INTO registry_registration (registrant_id, category_id, category_code,
                candidacy_id, enrolment_id, status, registered_on, valid_until, why_deregistered)
            SELECT r.id, c.category_id, %(code)s, c.id, %(enrolment)s, 'active', current_date,
                current_date + 1000, ''
            FROM applications_candidacy c
            JOIN applications_application a ON a.id = c.application_id
            JOIN registry_registrant r ON r.person_id = a.person_id
            WHERE c.id = %(candidacy)s
            """,
            {"candidacy": candidacy, "enrolment": enrolment, "code": code},
        )
