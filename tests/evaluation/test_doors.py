"""Doors that a review tried: what must stay shut, and what must not fall over."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import grant_role
from accounts.models import User
from accounts.roles import Role
from common.digest import digest
from common.versions import StaleVersion
from recruitment.applications.models import Application, Submission
from recruitment.calls.models import Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation.models import ConflictOfInterest, ConflictVerdict, Evaluation
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]
CONFIRMED, DISMISSED = ConflictVerdict.CONFIRMED, ConflictVerdict.DISMISSED


@pytest.mark.parametrize("role", [Role.STAFF, Role.AUDITOR])
@pytest.mark.parametrize("page", ["decisions", "conflicts", "assignment", "minutes", "figures"])
def test_who_sits_in_a_committee_reads_nothing_at_the_desk(
    evaluating: Round, evaluator: User, signed_in: SignIn, role: Role, page: str
) -> None:
    grant_role(evaluator, role, by=None, source="tests")
    client = signed_in(evaluator)
    assert client.get(reverse(f"evaluation:{page}", args=[evaluating.code])).status_code == 404


@pytest.mark.parametrize("role", [Role.STAFF, Role.AUDITOR])
def test_a_desk_role_gets_no_seat(
    standard: SkillStandard, evaluator: User, staff: User, role: Role
) -> None:
    grant_role(evaluator, role, by=None, source="tests")
    with pytest.raises(PermissionDenied, match="職員または監査"):
        actions.seat(situations.closed_round(standard), evaluator, by=staff)


def declared(evaluation: Evaluation, reason: str) -> ConflictOfInterest:
    seat = queries.seats_of(evaluation.seat.user).get(round=evaluation.seat.round)
    who = evaluation.candidacy.application
    actions.declare(seat, by=seat.user, reasons={who.public_id: reason})
    return ConflictOfInterest.objects.get(seat=seat, person=who.person)


def test_a_conflict_named_again_with_another_reason_bars_again(
    evaluation: Evaluation, staff: User
) -> None:
    first = declared(evaluation, "同じ会場にいた")
    actions.judge_conflict(first, by=staff, verdict=DISMISSED, reason="面識がない")
    again = declared(evaluation, "配偶者")
    assert (again.verdict, again.reason) == ("", "配偶者")
    versions = ConflictOfInterest.pgh_event_model.objects.filter(pgh_obj=again)
    assert ("dismissed", "同じ会場にいた") in set(versions.values_list("verdict", "reason"))


def test_the_same_reason_named_again_stays_as_it_was_judged(
    evaluation: Evaluation, staff: User
) -> None:
    first = declared(evaluation, "同じ会場にいた")
    actions.judge_conflict(first, by=staff, verdict=DISMISSED, reason="面識がない")
    assert declared(evaluation, "同じ会場にいた").verdict == DISMISSED


def test_a_blind_round_shows_no_file_names_in_answers(
    standard: SkillStandard, staff: User, evaluators: list[User], signed_in: SignIn
) -> None:
    row = situations.closed_round(standard)
    for evaluator in evaluators:
        actions.seat(row, evaluator, by=staff)
    actions.set_rules(row, by=staff, is_blind=True)
    actions.prepare_criteria(row, by=staff)
    application = factories.accepted(row)
    latest = application.latest
    assert latest is not None
    answer = {"number": 1, "kind": "file", "label": "職務経歴書", "label_en": "", "text": ""}
    file = {"name": "FUSEKI_cv.pdf", "size": 1, "digest": "0" * 64, "question": 1}
    content = latest.content | {"answers": [answer], "attachments": [file]}
    at = latest.arrived_at
    Submission.objects.create(
        application=application, number=2, content=content, digest=digest(content), arrived_at=at
    )
    actions.start(row, by=staff)
    situations.prepared(row)
    evaluation = situations.assigned(row, staff)[0]
    page = signed_in(evaluation.seat.user).get(evaluation.get_absolute_url()).content.decode()
    assert "FUSEKI" not in page


@pytest.fixture
def mine(evaluating: Round, evaluations: list[Evaluation], staff: User) -> Application:
    """The first applicant is the member of staff who reads; only that one has been scored."""
    application = evaluations[0].candidacy.application
    for each in evaluations:
        if each.candidacy.application == application:
            situations.complete(each, points=5 if each.pk == evaluations[0].pk else 4)
    application.person.user = staff
    application.person.save()
    return application


def test_staff_read_nothing_of_their_own_application_out_of_totals(
    evaluating: Round, mine: Application, staff: User, staff2: User
) -> None:
    assert queries.spread_by_seat(evaluating, staff) == []
    assert queries.spread_by_seat(evaluating, staff2)
    own = queries.progress(evaluating, staff)
    others = queries.progress(evaluating, staff2)
    assert sum(seat.done for seat in own) == 0
    assert sum(seat.done for seat in others) == 3
    assert sum(seat.assigned for seat in own) == 3


def test_a_fixed_pair_that_came_into_conflict_stops_no_proposal(
    evaluating: Round, staff: User, evaluator: User, signed_in: SignIn
) -> None:
    seat, application = evaluating.seats.get(user=evaluator), queries.applicants(evaluating)[0]
    [evaluation] = actions.assign(evaluating, [(seat, application)], by=staff)
    situations.complete(evaluation)
    declared(evaluation, "親族")
    assert actions.propose(evaluating, by=staff).changes
    client = signed_in(staff)
    address = reverse("evaluation:pin", args=[evaluation.public_id])
    assert client.post(address, {"pinned": "1"}).status_code == 302
    again = reverse("evaluation:reopen", args=[evaluation.public_id])
    assert client.post(again, {"reason": "見直し"}).status_code == 403


def test_scores_in_conflict_stand_in_no_figure_and_fill_no_panel(
    evaluating: Round, evaluations: list[Evaluation], evaluator: User, staff: User
) -> None:
    theirs = [each for each in evaluations if each.seat.user == evaluator]
    for each in theirs:
        situations.complete(each)
        declared(each, "親族")
    assert evaluator.label not in {row.label for row in queries.spread_by_seat(evaluating, staff)}
    people = [each.candidacy.application for each in theirs]
    assert all(panel.missing == 1 for panel in queries.panels(evaluating, people))


def test_conflicts_are_searched_for_before_anything_is_stored(
    evaluating: Round, staff: User, evaluator: User
) -> None:
    seat = evaluating.seats.get(user=evaluator)
    seen = actions.propose(evaluating, by=staff).seen
    said = evaluating.applications.first().latest.content["employer"]
    actions.describe_seat(seat, by=staff, affiliation=said, expertise=[])
    with pytest.raises(StaleVersion):
        actions.carry_out(evaluating, by=staff, seen=seen)
    assert not Evaluation.objects.exists()
    assert ConflictOfInterest.objects.filter(seat=seat).count() == 2, "what was found stays"


def test_nobody_is_reminded_of_what_was_withdrawn(
    evaluating: Round, evaluations: list[Evaluation]
) -> None:
    today = timezone.localdate()
    Round.objects.filter(pk=evaluating.pk).update(evaluation_due_on=today + timezone.timedelta(7))
    for each in {row.candidacy.application for row in evaluations}:
        type(each).objects.filter(pk=each.pk).update(status="withdrawn")
    assert actions.remind(today) == 0


def test_attendance_stands_once_something_was_decided(
    evaluating: Round, staff: User, evaluators: list[User]
) -> None:
    [first, *_] = situations.judged(evaluating, staff)
    today, there = timezone.localdate(), queries.committee(evaluating)
    actions.record_meeting(evaluating, by=staff, held_on=today, attendees=there)
    situations.decide(first, staff)
    with pytest.raises(PermissionDenied, match="出席を変えられません"):
        actions.record_meeting(evaluating, by=staff, held_on=today, attendees=there[:1])
