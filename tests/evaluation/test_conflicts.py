"""Pledges, declarations, what the product finds, and what a conflict ends."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation.models import (
    ConflictOfInterest,
    ConflictVerdict,
    Declaration,
    Evaluation,
    EvaluationStatus,
    Pledge,
)
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]
DISMISSED, CONFIRMED = ConflictVerdict.DISMISSED, ConflictVerdict.CONFIRMED


@pytest.fixture
def started(standard: SkillStandard, staff: User, evaluators: list[User]) -> Round:
    """In evaluation; the committee has neither pledged nor declared."""
    row = situations.closed_round(standard)
    for evaluator in evaluators:
        actions.seat(row, evaluator, by=staff)
    actions.prepare_criteria(row, by=staff)
    for name, kana in (("渡辺", "ワタナベ"), ("青木", "アオキ"), ("加藤", "カトウ")):
        person = factories.PersonFactory(family_name=name, family_name_kana=kana)
        factories.accepted(row, person)
    return actions.start(row, by=staff)


def seat_of(row: Round, user: User) -> CommitteeSeat:
    return queries.seats_of(user).get(round=row)


def text(client: Client, name: str, *arguments: Any) -> str:
    return client.get(reverse(name, args=arguments)).content.decode()


def test_nothing_is_shown_before_the_pledge(
    started: Round, staff: User, evaluator: User, signed_in: SignIn
) -> None:
    client = signed_in(evaluator)
    assert "誓約の内容を読む" in text(client, "evaluation:index")
    answer = client.get(reverse("evaluation:declare", args=[started.code]))
    assert answer["Location"] == reverse("evaluation:pledge", args=[started.code])


def test_an_evaluation_without_a_pledge_cannot_be_read(
    evaluation: Evaluation, evaluator: User, signed_in: SignIn
) -> None:
    seat = evaluation.seat
    CommitteeSeat.objects.filter(pk=seat.pk).update(appointed_at="2100-01-01T00:00Z")
    assert signed_in(evaluator).get(evaluation.get_absolute_url()).status_code == 404


def test_the_pledge_is_kept_word_for_word_and_never_changes(
    started: Round, evaluator: User, signed_in: SignIn
) -> None:
    address = reverse("evaluation:pledge", args=[started.code])
    signed_in(evaluator).post(address, {"agreed": "on"})
    kept = Pledge.objects.get(seat__user=evaluator)
    assert "ほかの人に話したり" in kept.text
    with pytest.raises(DatabaseError), transaction.atomic():
        Pledge.objects.update(text="別の文")


def test_without_agreeing_nothing_is_recorded(
    started: Round, evaluator: User, signed_in: SignIn
) -> None:
    address = reverse("evaluation:pledge", args=[started.code])
    answer = signed_in(evaluator).post(address, {"agreed": ""})
    assert "印を付けてください" in answer.content.decode()
    assert not Pledge.objects.exists()


def test_the_list_is_alphabetical_and_tells_name_and_employer_alone(
    started: Round, evaluator: User, signed_in: SignIn
) -> None:
    actions.pledge(seat_of(started, evaluator), by=evaluator)
    page = text(signed_in(evaluator), "evaluation:declare", started.code)
    places = [page.index(name) for name in ("青木", "加藤", "渡辺")]
    assert places == sorted(places)
    assert f"{started.code}-0001" not in page
    assert "プロデューサー" not in page
    assert "カ町" not in page


def test_declaring_bars_at_once_and_needs_a_reason(
    started: Round, staff: User, evaluator: User, signed_in: SignIn
) -> None:
    seat = seat_of(started, evaluator)
    actions.pledge(seat, by=evaluator)
    client, address = signed_in(evaluator), reverse("evaluation:declare", args=[started.code])
    person = queries.listed(started)[0]
    typed = {"complete": "on", f"named_{person.public_id}": "on"}
    assert "関係を書いてください" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {f"reason_{person.public_id}": "同僚"}).status_code == 302
    assert Declaration.objects.get().listed == sorted(
        row.public_id for row in queries.listed(started)
    )
    barred = {row.application.public_id for row in _proposed(started, staff, seat)}
    assert person.public_id not in barred


def _proposed(row: Round, staff: User, seat: CommitteeSeat) -> list[Any]:
    situations.prepared(row)
    evaluations = situations.assigned(row, staff)
    return [found.candidacy for found in evaluations if found.seat_id == seat.pk]


def test_only_who_has_declared_is_given_anybody(started: Round, staff: User) -> None:
    assert actions.propose(started, by=staff).solution is None
    situations.prepared(started)
    assert actions.propose(started, by=staff).changes


def test_somebody_seated_again_pledges_again(started: Round, staff: User, evaluator: User) -> None:
    situations.prepared(started)
    actions.unseat(seat_of(started, evaluator), by=staff)
    actions.seat(started, evaluator, by=staff)
    assert not seat_of(started, evaluator).has_pledged  # type: ignore[attr-defined]


# What the product finds


@pytest.fixture
def colleague(evaluating: Round, staff: User, evaluator: User) -> ConflictOfInterest:
    """Found: the first evaluator works where the applicants work."""
    seat = seat_of(evaluating, evaluator)
    said = evaluating.applications.first().latest.content["employer"]
    actions.describe_seat(seat, by=staff, affiliation=said, expertise=[])
    actions.search_conflicts(evaluating, by=staff)
    return ConflictOfInterest.objects.filter(seat=seat).first()


def test_a_hit_explains_itself_and_bars_until_it_is_dismissed(
    evaluating: Round, staff: User, colleague: ConflictOfInterest
) -> None:
    pair = (colleague.seat_id, evaluating.applications.get(person=colleague.person).pk)
    assert "同じです" in colleague.explanation
    assert pair in queries.barred_pairs(evaluating)
    actions.judge_conflict(colleague, by=staff, verdict=DISMISSED, reason="同名の別会社")
    assert pair not in queries.barred_pairs(evaluating)


def test_a_search_repeated_finds_nothing_new_and_keeps_the_verdict(
    evaluating: Round, staff: User, colleague: ConflictOfInterest
) -> None:
    actions.judge_conflict(colleague, by=staff, verdict=DISMISSED, reason="同名の別会社")
    assert actions.search_conflicts(evaluating, by=staff).found == 0
    colleague.refresh_from_db()
    assert colleague.verdict == DISMISSED


def test_a_hit_ends_what_is_assigned_and_a_dismissal_lets_it_be_given_again(
    evaluating: Round, staff: User, evaluation: Evaluation
) -> None:
    said = evaluation.submission.content["employer"]
    actions.describe_seat(evaluation.seat, by=staff, affiliation=said, expertise=[])
    actions.search_conflicts(evaluating, by=staff)
    evaluation.refresh_from_db()
    assert evaluation.status == EvaluationStatus.DECLINED
    for found in ConflictOfInterest.objects.filter(seat=evaluation.seat):
        actions.judge_conflict(found, by=staff, verdict=DISMISSED, reason="同名の別会社")
    pair = (evaluation.seat, evaluation.candidacy.application)
    assert evaluation in actions.assign(evaluating, [pair], by=staff)


def test_scores_of_a_conflicted_evaluator_count_no_more(
    evaluating: Round, staff: User, evaluation: Evaluation, evaluator: User, signed_in: SignIn
) -> None:
    situations.complete(evaluation)
    said = evaluation.submission.content["employer"]
    actions.describe_seat(evaluation.seat, by=staff, affiliation=said, expertise=[])
    actions.search_conflicts(evaluating, by=staff)
    assert not Evaluation.objects.submitted().filter(pk=evaluation.pk).exists()
    assert signed_in(evaluator).get(evaluation.get_absolute_url()).status_code == 404
    page = text(signed_in(evaluator), "evaluation:index")
    assert evaluation.applicant not in page


def test_a_verdict_needs_a_reason_and_another_than_the_applicant(
    evaluating: Round, staff: User, colleague: ConflictOfInterest
) -> None:
    with pytest.raises(PermissionDenied):
        actions.judge_conflict(colleague, by=staff, verdict=CONFIRMED, reason=" ")
    colleague.person.user = staff
    colleague.person.save()
    with pytest.raises(PermissionDenied):
        actions.judge_conflict(colleague, by=staff, verdict=CONFIRMED, reason="同じ勤務先")


def test_the_auditor_reads_and_judges_nothing(
    evaluating: Round, auditor: User, colleague: ConflictOfInterest, signed_in: SignIn
) -> None:
    client = signed_in(auditor)
    page = text(client, "evaluation:conflicts", evaluating.code)
    assert "同じです" in page
    assert reverse("evaluation:judge_conflict", args=[colleague.public_id]) not in page


# Without names


@pytest.fixture
def blind(standard: SkillStandard, staff: User, evaluators: list[User]) -> Evaluation:
    """A round without names, and one of its evaluations."""
    row = situations.closed_round(standard)
    for evaluator in evaluators:
        actions.seat(row, evaluator, by=staff)
    actions.set_rules(row, by=staff, is_blind=True, look_back_years=5)
    actions.prepare_criteria(row, by=staff)
    person = factories.PersonFactory(family_name="伏木", given_name="陽")
    factories.accepted(row, person, employer="架空伏字社", motive="伏木です。")
    actions.start(row, by=staff)
    situations.prepared(row)
    return situations.assigned(row, staff)[0]


def test_a_blind_round_shows_neither_name_nor_employer_to_its_evaluators(
    blind: Evaluation, signed_in: SignIn
) -> None:
    client = signed_in(blind.seat.user)
    for page in (
        text(client, "evaluation:index"),
        text(client, "evaluation:score", blind.public_id),
        text(client, "evaluation:declare_conflict", blind.public_id),
    ):
        assert blind.called in page
        assert "架空伏字社" not in page
        assert "伏木 陽" not in page


def test_the_list_of_names_does_not_give_the_marks_away(
    blind: Evaluation, signed_in: SignIn
) -> None:
    client = signed_in(blind.seat.user)
    mark = blind.called.rpartition(" ")[2]
    listed = text(client, "evaluation:declare", blind.candidacy.round.code)
    assert "伏木" in listed
    assert mark.lower() not in listed.lower()
    assert blind.candidacy.application.public_id not in text(client, "evaluation:index")


def test_staff_are_warned_of_texts_that_name_their_author(
    blind: Evaluation, staff: User, signed_in: SignIn
) -> None:
    page = text(signed_in(staff), "evaluation:conflicts", blind.candidacy.round.code)
    assert "本文に氏名や勤務先がある応募" in page
    assert "応募の動機" in page


def test_the_rules_stand_once_the_evaluation_runs(evaluating: Round, staff: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.set_rules(evaluating, by=staff, is_blind=True, look_back_years=5)
