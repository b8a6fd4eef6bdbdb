"""Seats, criteria and the start of the evaluation."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common.versions import StaleVersion
from recruitment.applications.models import Application
from recruitment.calls.models import Extension, Round, RoundStatus
from recruitment.evaluation import actions, policy
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations


@pytest.fixture
def closed(standard: SkillStandard) -> Round:
    return situations.closed_round(standard)


def test_an_applicant_of_the_round_gets_no_seat(
    closed: Round, staff: User, evaluator: User
) -> None:
    situations.own(closed, evaluator)
    with pytest.raises(PermissionDenied, match="応募者なので"):
        actions.seat(closed, evaluator, by=staff)


def test_a_seat_does_not_tell_who_is_writing_an_application(
    closed: Round, staff: User, evaluator: User
) -> None:
    person = factories.PersonFactory(user=evaluator)
    draft = Application.objects.create(round=closed, person=person)
    assert policy.can_seat(staff, closed, evaluator, is_chair=False)
    with pytest.raises(PermissionDenied, match="いまこの公募の評価委員になれません"):
        actions.seat(closed, evaluator, by=staff)
    assert not closed.seats.exists()
    draft.delete()
    actions.seat(closed, evaluator, by=staff)


def test_only_an_evaluator_gets_a_seat(closed: Round, staff: User, applicant: User) -> None:
    with pytest.raises(PermissionDenied, match="役割がありません"):
        actions.seat(closed, applicant, by=staff)


def test_there_is_one_chair(closed: Round, staff: User, evaluators: list[User]) -> None:
    actions.seat(closed, evaluators[0], by=staff, is_chair=True)
    with pytest.raises(PermissionDenied, match="委員長は1人"):
        actions.seat(closed, evaluators[1], by=staff, is_chair=True)


def test_auditors_change_nothing(closed: Round, auditor: User, evaluator: User) -> None:
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.seat(closed, evaluator, by=auditor)


def test_who_left_can_be_seated_again(closed: Round, staff: User, evaluator: User) -> None:
    seat = actions.seat(closed, evaluator, by=staff)
    actions.unseat(seat, by=staff)
    assert actions.seat(closed, evaluator, by=staff) == seat
    assert closed.seats.taken().count() == 1


def test_nobody_leaves_with_open_evaluations(evaluations: list, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="先に割当てを取り消して"):
        actions.unseat(evaluations[0].seat, by=staff)


def test_default_criteria_are_copied_once_for_each_offered_category(
    closed: Round, staff: User
) -> None:
    actions.prepare_criteria(closed, by=staff)
    actions.prepare_criteria(closed, by=staff)
    assert closed.criteria.count() == 6
    assert sorted(closed.criteria.values_list("order", flat=True)) == [1, 1, 1, 2, 2, 2]


def test_a_later_save_of_a_criterion_is_refused(closed: Round, staff: User) -> None:
    actions.prepare_criteria(closed, by=staff)
    criterion = closed.criteria.first()
    actions.save_criterion(criterion, by=staff, version=1, weight=40)
    with pytest.raises(StaleVersion):
        actions.save_criterion(criterion, by=staff, version=1, weight=30)
    criterion.refresh_from_db()
    assert criterion.weight == 40


def test_criteria_stand_once_the_evaluation_has_begun(evaluating: Round, staff: User) -> None:
    criterion = evaluating.criteria.first()
    for change in (
        lambda: actions.save_criterion(criterion, by=staff, version=1, weight=40),
        lambda: actions.remove_criterion(criterion, by=staff),
        lambda: actions.prepare_criteria(evaluating, by=staff),
    ):
        with pytest.raises(PermissionDenied, match="評価基準を変えられません"):
            change()


def ready(closed: Round, staff: User, evaluators: list[User]) -> None:
    for evaluator in evaluators:
        actions.seat(closed, evaluator, by=staff)
    actions.prepare_criteria(closed, by=staff)


def test_it_starts_when_everything_is_ready(
    closed: Round, staff: User, evaluators: list[User]
) -> None:
    ready(closed, staff, evaluators)
    factories.accepted(closed)
    actions.start(closed, by=staff)
    assert closed.status == RoundStatus.EVALUATING


def test_every_obstacle_is_named(open_round: Round, staff: User) -> None:
    factories.submitted(open_round)
    with pytest.raises(PermissionDenied) as refusal:
        actions.start(open_round, by=staff)
    sentences = str(refusal.value).split("。")
    assert [sentence[:8] for sentence in sentences if sentence] == [
        "受付がまだ終わっ",
        "受理も不適格の判",
        "評価委員が0人で",
        "応募者1人につき",
        "重みの合計が10",
    ]


def test_it_waits_for_a_person_with_an_extension(
    closed: Round, staff: User, evaluators: list[User]
) -> None:
    ready(closed, staff, evaluators)
    until = timezone.now() + dt.timedelta(days=1)
    Extension.objects.create(
        round=closed, person=factories.PersonFactory(), until=until, reason="障害", by=staff
    )
    with pytest.raises(PermissionDenied, match="受付がまだ終わっていません"):
        actions.start(closed, by=staff)


def test_it_waits_for_what_arrived_just_in_time(
    closed: Round, staff: User, evaluators: list[User]
) -> None:
    ready(closed, staff, evaluators)
    now = timezone.now()
    Round.objects.update(closes_at=now - dt.timedelta(minutes=1))
    with pytest.raises(PermissionDenied, match="まだ処理中かもしれない"):
        actions.start(closed, by=staff)
    Round.objects.update(closes_at=now - dt.timedelta(minutes=2))
    assert actions.start(closed, by=staff).status == RoundStatus.EVALUATING


def test_it_does_not_start_twice(evaluating: Round, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="公示済みの公募でだけ"):
        actions.start(evaluating, by=staff)


@pytest.mark.parametrize("email", ["", "\0", "nobody", "nobody@tests.example", "a\0@tests.example"])
def test_a_seat_of_nobody_does_not_end(
    closed: Round, staff: User, evaluator: User, signed_in: Callable[[Any], Client], email: str
) -> None:
    actions.seat(closed, evaluator, by=staff)
    address = f"/desk/rounds/{closed.code}/committee/leave/"
    assert signed_in(staff).post(address, {"email": email}).status_code == 404
    assert closed.seats.taken().count() == 1
    assert signed_in(staff).post(address, {"email": evaluator.email}).status_code == 302
    assert closed.seats.taken().count() == 0
