"""The proposal on real rows: what stands, what staff fixed, what cannot be; and it is proven."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.versions import StaleVersion
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import actions, assignment, queries
from recruitment.evaluation.models import AssignmentRun, Evaluation, EvaluationStatus
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]


def panels(row: Round) -> Counter[int]:
    """Seat → how many applicants it has."""
    standing = Evaluation.objects.in_force().filter(seat__round=row)
    pairs = set(standing.values_list("seat", "candidacy__application"))
    return Counter(seat for seat, _who in pairs)


def page(client: Client, row: Round) -> str:
    return client.get(reverse("evaluation:assignment", args=[row.code])).content.decode()


def test_loads_differ_by_one_at_most(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators, applicants=7)
    situations.assigned(row, staff)
    loads = panels(row).values()
    assert (sum(loads), max(loads) - min(loads)) == (21, 1)


def test_expertise_is_preferred(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.closed_round(standard, panel_size=1)
    codes = ("producer", "project_manager")
    offers = {offer.category.code: offer.category for offer in row.offers.all()}
    for evaluator, code in zip(evaluators[:2], codes, strict=True):
        seat = actions.seat(row, evaluator, by=staff)
        actions.describe_seat(seat, by=staff, expertise=[offers[code]])
    actions.prepare_criteria(row, by=staff)
    for code in (*codes, *codes):
        factories.accepted(row, codes=(code,))
    actions.start(row, by=staff)
    situations.prepared(row)
    for evaluation in situations.assigned(row, staff):
        assert evaluation.candidacy.category in evaluation.seat.expertise.all()


def test_what_is_begun_or_fixed_by_hand_stands(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=3, panel_size=1)
    seat = row.seats.get(user=evaluators[0])
    people = list(queries.applicants(row))
    by_hand = actions.assign(row, [(seat, people[0]), (seat, people[1])], by=staff)
    third = actions.assign(row, [(seat, people[2])], by=staff)[0]
    actions.pin(third, by=staff, is_pinned=False)
    situations.assigned(row, staff)
    assert all(Evaluation.objects.in_force().filter(pk=each.pk).exists() for each in by_hand)
    third.refresh_from_db()
    assert third.status == EvaluationStatus.TAKEN_BACK


def test_begun_scores_are_never_taken_away(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:2], applicants=2, panel_size=1)
    seat = row.seats.get(user=evaluators[0])
    given = actions.assign(row, [(seat, each) for each in queries.applicants(row)], by=staff)
    for each in given:
        actions.pin(each, by=staff, is_pinned=False)
        actions.save_scores(each, by=evaluators[0], version=1, scores={}, comment="途中")
    assert not actions.propose(row, by=staff).changes


def test_a_run_repeated_changes_nothing(
    evaluating: Round, evaluations: list[Evaluation], staff: User, signed_in: SignIn
) -> None:
    assert not actions.propose(evaluating, by=staff).changes
    assert "変えるところはありません" in page(signed_in(staff), evaluating)


def test_the_cap_of_an_evaluator_holds(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators, applicants=4, panel_size=2)
    CommitteeSeat.objects.filter(round=row, user=evaluators[0]).update(cap=1)
    situations.assigned(row, staff)
    assert panels(row)[row.seats.get(user=evaluators[0]).pk] == 1


def test_an_impossible_round_says_who_cannot_be_covered_and_what_would_help(
    standard: SkillStandard, staff: User, evaluators: list[User], signed_in: SignIn
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=2)
    blocked = queries.applicants(row)[0]
    seat = queries.seats_of(evaluators[0]).get(round=row)
    actions.declare(seat, by=evaluators[0], reasons={blocked.public_id: "同僚"})
    shown = page(signed_in(staff), row)
    assert f"{blocked.receipt_number} には、利益相反のない委員が1人足りません" in shown
    assert "あと1人いれば割り当てられます" in shown
    assert "委員を2人にすれば割り当てられます" in shown
    assert "案のとおり割り当てて" not in shown


def test_caps_that_are_too_small_are_named(
    standard: SkillStandard, staff: User, evaluators: list[User], signed_in: SignIn
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=2)
    CommitteeSeat.objects.filter(round=row).update(cap=1)
    shown = page(signed_in(staff), row)
    assert "委員の上限の合計が、3人分足りません" in shown
    assert "上限を次のように上げれば割り当てられます" in shown


def test_an_older_proposal_is_refused(
    evaluating: Round, staff: User, evaluators: list[User]
) -> None:
    seen = actions.propose(evaluating, by=staff).seen
    factories.accepted(evaluating)
    with pytest.raises(StaleVersion):
        actions.carry_out(evaluating, by=staff, seen=seen)
    assert not Evaluation.objects.exists()


def test_what_is_stored_is_proven_and_the_run_is_on_record(evaluating: Round, staff: User) -> None:
    proposal = actions.propose(evaluating, by=staff)
    found = proposal.solution
    assert found is not None
    assert not assignment.check(proposal.asked.problem, found.pairs, found.bill, found.proof)
    actions.carry_out(evaluating, by=staff, seen=proposal.seen)
    run = AssignmentRun.objects.get()
    assert (run.pairs, run.added, run.removed, run.by) == (6, 6, 0, staff)
    assert run.cost == sum(count * price for count, price in run.bill.values())
    with pytest.raises(DatabaseError), transaction.atomic():
        AssignmentRun.objects.update(cost=0)


def test_a_round_may_want_a_panel_for_each_candidacy(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.closed_round(standard, panel_size=1)
    for evaluator in evaluators[:2]:
        actions.seat(row, evaluator, by=staff)
    actions.set_rules(row, by=staff, panel_per_candidacy=True)
    actions.prepare_criteria(row, by=staff)
    factories.accepted(row, codes=("producer", "project_manager"))
    actions.start(row, by=staff)
    situations.prepared(row)
    first, second = situations.assigned(row, staff)
    assert first.seat != second.seat
    assert first.candidacy.application == second.candidacy.application


def test_who_abstained_is_not_proposed_again(
    evaluating: Round, evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    actions.abstain(evaluation, by=evaluator, reason="専門の外です。")
    situations.assigned(evaluating, staff)
    evaluation.refresh_from_db()
    assert evaluation.status == EvaluationStatus.ABSTAINED
    [panel] = queries.panels(evaluating, [evaluation.candidacy.application])
    assert panel.missing == 0
