"""Programmes, enrolment, modules and completion."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from common.workflow import MoveRefused, move
from recruitment.applications import actions as applications
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import actions as evaluation
from tests import factories
from tests.training import situations
from training import actions
from training.models import Enrolment, EnrolmentStatus, Programme

MOVES = {
    ("start", "enrolled"),
    ("complete", "enrolled"),
    ("complete", "in_progress"),
    ("fail", "enrolled"),
    ("fail", "in_progress"),
    ("withdraw", "enrolled"),
    ("withdraw", "in_progress"),
    ("record", "enrolled"),
    ("record_not_completed", "enrolled"),
}
COMPLETED = {"completed_on": dt.date(2026, 4, 1), "basis": {"rule": "tests"}}


@pytest.mark.parametrize("status", EnrolmentStatus.values)
@pytest.mark.parametrize("verb", Enrolment.MOVES)
def test_every_verb_from_every_status(
    enrolment: Enrolment, staff: User, verb: str, status: str
) -> None:
    facts = COMPLETED if status == "completed" else {}
    Enrolment.objects.filter(pk=enrolment.pk).update(status=status, **facts)
    enrolment.refresh_from_db()
    columns = COMPLETED if Enrolment.MOVES[verb].target == "completed" else {}
    if (verb, status) in MOVES:
        move(enrolment, verb, by=staff, **columns)
        assert enrolment.history.last().verb == verb
    else:
        with pytest.raises(MoveRefused):
            move(enrolment, verb, by=staff, **columns)


def test_starting_enrols_every_successful_person_once(released: Round, staff: User) -> None:
    several = factories.passed(released, codes=("producer", "service_designer"))
    programme = situations.started(released, staff)
    released.refresh_from_db()
    assert released.status == RoundStatus.TRAINING
    assert [module.title for module in programme.modules.order_by("order")] == [
        "地方自治制度",
        "予算・契約",
        "個人情報保護",
        "情報セキュリティ(三層の対策)",
        "マイナンバー",
        "標準化・ガバメントクラウド",
        "人材活用の実務",
    ]
    assert programme.enrolments.count() == 3
    assert programme.enrolments.get(person=several.person).enrolled_candidacies.count() == 2


def test_training_does_not_start_before_the_release(released: Round, staff: User) -> None:
    Round.objects.filter(pk=released.pk).update(released_at=None)
    with pytest.raises(PermissionDenied, match="知らせてから"):
        situations.started(released, staff)


def test_training_does_not_start_twice(programme: Programme, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="決定を締め切った公募だけ"):
        situations.started(programme.round, staff)


def test_the_first_module_puts_the_training_in_progress(enrolment: Enrolment, staff: User) -> None:
    module = enrolment.programme.modules.order_by("order").first()
    actions.record_module(enrolment, module, by=staff, completed_on=timezone.localdate())
    assert enrolment.status == EnrolmentStatus.IN_PROGRESS


def test_completed_on_the_day_the_last_mandatory_module_is_recorded(
    enrolment: Enrolment, staff: User
) -> None:
    optional = enrolment.programme.modules.order_by("order").last()
    type(optional).objects.filter(pk=optional.pk).update(is_mandatory=False)
    earlier = timezone.localdate() - dt.timedelta(days=3)
    for module in enrolment.programme.modules.filter(is_mandatory=True).order_by("order"):
        assert enrolment.status != EnrolmentStatus.COMPLETED
        actions.record_module(enrolment, module, by=staff, completed_on=earlier)
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.COMPLETED
    assert enrolment.completed_on == timezone.localdate()
    assert enrolment.basis["rule"] == actions.RULE
    assert [row["completed_on"] for row in enrolment.basis["modules"]] == [earlier.isoformat()] * 6
    assert {row["recorded_by"] for row in enrolment.basis["modules"]} == {staff.label}


def test_after_completion_nothing_more_is_recorded(enrolment: Enrolment, staff: User) -> None:
    situations.record_all(enrolment, staff)
    with pytest.raises(PermissionDenied, match="もう終わっています"):
        actions.fail(enrolment, by=staff, reason="誤り")


@pytest.mark.parametrize(("days", "sentence"), [(1, "先の日付"), (-8, "開始日以後")])
def test_days_outside_are_refused(
    enrolment: Enrolment, staff: User, days: int, sentence: str
) -> None:
    day = timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(PermissionDenied, match=sentence):
        actions.record_module(
            enrolment, enrolment.programme.modules.first(), by=staff, completed_on=day
        )
    assert not enrolment.completions.exists()


def test_a_module_is_recorded_once(enrolment: Enrolment, staff: User) -> None:
    module = enrolment.programme.modules.first()
    actions.record_module(enrolment, module, by=staff, completed_on=timezone.localdate())
    with pytest.raises(PermissionDenied, match="もう記録されています"):
        actions.record_module(enrolment, module, by=staff, completed_on=timezone.localdate())


def test_nobody_records_their_own(enrolment: Enrolment, staff: User) -> None:
    type(enrolment.person).objects.filter(pk=enrolment.person_id).update(user=staff)
    enrolment.person.refresh_from_db()
    with pytest.raises(PermissionDenied, match="自分の受講"):
        actions.record_module(
            enrolment,
            enrolment.programme.modules.first(),
            by=staff,
            completed_on=timezone.localdate(),
        )


def test_a_class_is_recorded_for_all_or_for_none(programme: Programme, staff: User) -> None:
    first, second = programme.enrolments.order_by("pk")
    module = programme.modules.first()
    actions.fail(second, by=staff, reason="連絡が取れないため")
    with pytest.raises(PermissionDenied):
        actions.record_class(module, [first, second], by=staff, completed_on=timezone.localdate())
    assert not module.completions.exists()


def test_only_staff_record(enrolment: Enrolment, auditor: User) -> None:
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.record_module(
            enrolment,
            enrolment.programme.modules.first(),
            by=auditor,
            completed_on=timezone.localdate(),
        )


def test_who_passes_later_is_enrolled_later(programme: Programme, staff: User) -> None:
    promoted = programme.round.candidacies.get(status="applied")
    applications.settle(promoted, "pass_", by=staff, note="繰上げ", decided_on=timezone.localdate())
    assert actions.enrol_missing(programme, by=staff) == 1
    assert actions.enrol_missing(programme, by=staff) == 0
    assert programme.enrolments.count() == 3


def test_the_database_refuses_a_candidacy_that_has_not_passed(enrolment: Enrolment) -> None:
    failed = enrolment.programme.round.candidacies.get(status="applied")
    with (
        pytest.raises(IntegrityError, match="enrolledcandidacy_is_passed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO training_enrolledcandidacy (enrolment_id, candidacy_id) VALUES (%s, %s)",
            [enrolment.pk, failed.pk],
        )


def test_the_database_refuses_a_completion_without_its_basis(enrolment: Enrolment) -> None:
    with (
        pytest.raises(IntegrityError, match="enrolment_completed_has_day_and_basis"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE training_enrolment SET status = 'completed' WHERE id = %s", [enrolment.pk]
        )


def test_it_does_not_start_while_a_correction_waits(
    released: Round, staff: User, staff2: User
) -> None:
    candidacy = released.candidacies.filter(status="passed").first()
    facts = {"by": staff, "reason": "採点の取り違え", "decided_on": timezone.localdate()}
    evaluation.record_correction(candidacy, **facts)
    with pytest.raises(PermissionDenied, match="承認待ちの訂正"):
        situations.started(released, staff)
    evaluation.approve_correction(candidacy, by=staff2)
    assert situations.started(released, staff).enrolments.count() == 1
