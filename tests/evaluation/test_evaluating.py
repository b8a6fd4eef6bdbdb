"""Assignment, scoring, conflicts, reopening."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from common.versions import StaleVersion
from recruitment.calls.models import Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation.models import Evaluation, EvaluationStatus
from tests import factories
from tests.evaluation import situations


def test_a_person_with_two_candidacies_gets_one_panel(evaluating: Round, staff: User) -> None:
    several = factories.accepted(evaluating, codes=("producer", "project_manager"))
    situations.assigned(evaluating, staff)
    for candidacy in several.candidacies.all():
        assert candidacy.evaluations.count() == 3
    seats = [
        set(row.evaluations.values_list("seat", flat=True)) for row in several.candidacies.all()
    ]
    assert seats[0] == seats[1]


def test_assigning_again_adds_nothing(
    evaluating: Round, evaluations: list[Evaluation], staff: User
) -> None:
    assert not actions.propose(evaluating, by=staff).changes
    pairs = [(row.seat, row.candidacy.application) for row in evaluations[:1]]
    assert actions.assign(evaluating, pairs, by=staff) == []


def test_a_conflict_cannot_be_assigned_by_hand(
    evaluating: Round, evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    actions.declare_conflict(evaluation, by=evaluator, reason="同じ会社")
    with pytest.raises(PermissionDenied, match="利益相反"):
        actions.assign(evaluating, [(evaluation.seat, evaluation.candidacy.application)], by=staff)


def test_the_proposal_fills_the_gap_a_conflict_leaves(
    evaluating: Round, evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    actions.declare_conflict(evaluation, by=evaluator, reason="同じ会社")
    situations.assigned(evaluating, staff)
    [panel] = queries.panels(evaluating, [evaluation.candidacy.application])
    assert panel.missing == 0
    assert evaluator not in {row.seat.user for row in panel.evaluations}


def test_a_conflict_ends_access_to_all_of_that_person(
    evaluating: Round, staff: User, evaluator: User
) -> None:
    several = factories.accepted(evaluating, codes=("producer", "project_manager"))
    seat = evaluating.seats.get(user=evaluator)
    first, second = actions.assign(evaluating, [(seat, several)], by=staff)
    actions.save_scores(first, by=evaluator, version=1, scores={}, comment="途中")
    actions.declare_conflict(second, by=evaluator, reason="親族")
    assert not queries.readable_by(evaluator).filter(candidacy__application=several).exists()
    assert {row.status for row in several.candidacies.first().evaluations.all()} == {
        EvaluationStatus.DECLINED
    }


def test_after_submitting_a_conflict_needs_reopening(
    evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    situations.complete(evaluation)
    with pytest.raises(PermissionDenied, match="提出済み"):
        actions.declare_conflict(evaluation, by=evaluator, reason="親族")
    actions.reopen(evaluation, by=staff, reason="利益相反の申出")
    actions.declare_conflict(evaluation, by=evaluator, reason="親族")
    assert evaluation.status == EvaluationStatus.DECLINED


def test_a_draft_is_kept_and_counted(evaluation: Evaluation, evaluator: User) -> None:
    criterion = next(iter(situations.scores_for(evaluation)))
    actions.save_scores(evaluation, by=evaluator, version=1, scores={criterion: (5, "全庁で実施")})
    assert (evaluation.status, evaluation.version) == (EvaluationStatus.DRAFT, 2)
    assert evaluation.scores.get().comment == "全庁で実施"


def test_the_later_of_two_tabs_is_refused(evaluation: Evaluation, evaluator: User) -> None:
    actions.save_scores(evaluation, by=evaluator, version=1, scores={}, comment="一つ目")
    with pytest.raises(StaleVersion):
        actions.save_scores(evaluation, by=evaluator, version=1, scores={}, comment="二つ目")
    assert Evaluation.objects.get(pk=evaluation.pk).comment == "一つ目"


def test_a_tab_opened_before_submission_saves_nothing(
    evaluation: Evaluation, evaluator: User
) -> None:
    stale = Evaluation.objects.get(pk=evaluation.pk)
    situations.complete(evaluation)
    with pytest.raises(PermissionDenied, match="提出済み"):
        actions.save_scores(stale, by=evaluator, version=stale.version, scores={})


def test_a_tab_opened_before_it_was_taken_back_saves_nothing(
    evaluating: Round, evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    stale = Evaluation.objects.get(pk=evaluation.pk)
    actions.take_back(evaluation, by=staff, reason="負担の調整")
    with pytest.raises(PermissionDenied, match="割り当てられた評価委員だけ"):
        actions.save_scores(stale, by=evaluator, version=stale.version, scores={})
    pair = evaluation.seat, evaluation.candidacy.application
    actions.assign(evaluating, [pair], by=staff)
    with pytest.raises(StaleVersion):
        actions.save_scores(stale, by=evaluator, version=1, scores={})


def test_submission_needs_every_criterion_and_a_recommendation(
    evaluation: Evaluation, evaluator: User
) -> None:
    scores = situations.scores_for(evaluation)
    scores.popitem()
    actions.save_scores(evaluation, by=evaluator, version=1, scores=scores, recommendation="pass")
    with pytest.raises(PermissionDenied, match="評価基準が1件"):
        actions.submit(evaluation, by=evaluator)
    actions.save_scores(
        evaluation, by=evaluator, version=2, scores=situations.scores_for(evaluation)
    )
    with pytest.raises(PermissionDenied, match="総合の推薦"):
        actions.submit(evaluation, by=evaluator)


def test_nobody_scores_for_another(
    evaluation: Evaluation, evaluators: list[User], staff: User
) -> None:
    for stranger in (evaluators[1], staff):
        with pytest.raises(PermissionDenied, match="割り当てられた評価委員だけ"):
            actions.save_scores(evaluation, by=stranger, version=1, scores={})


def test_a_submitted_evaluation_is_reopened_with_a_reason(
    evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    situations.complete(evaluation)
    with pytest.raises(PermissionDenied, match="理由を書いて"):
        actions.reopen(evaluation, by=staff, reason=" ")
    actions.reopen(evaluation, by=staff, reason="基準の取り違え")
    situations.complete(evaluation, points=3)
    assert evaluation.status == EvaluationStatus.SUBMITTED
    assert set(evaluation.scores.values_list("points", flat=True)) == {3}


def test_what_was_taken_back_can_be_given_again(
    evaluating: Round, evaluation: Evaluation, staff: User
) -> None:
    actions.take_back(evaluation, by=staff, reason="負担の調整")
    pair = (evaluation.seat, evaluation.candidacy.application)
    assert actions.assign(evaluating, [pair], by=staff) == [evaluation]
    assert [change.verb for change in evaluation.history.all()] == [
        "begin",
        "take_back",
        "assign_again",
    ]


@pytest.mark.parametrize(
    "verbs", [["decide", "release_results", "start_training", "conclude"], ["cancel"]]
)
def test_reading_ends_with_the_round(
    evaluation: Evaluation, evaluator: User, verbs: list[str]
) -> None:
    assert evaluation in queries.readable_by(evaluator)
    factories.advance(evaluation.candidacy.round, *verbs)
    assert not queries.readable_by(evaluator).exists()


def test_a_withdrawn_application_leaves_the_queue(evaluation: Evaluation, evaluator: User) -> None:
    application = evaluation.candidacy.application
    type(application).objects.filter(pk=application.pk).update(status="withdrawn")
    assert evaluation not in queries.readable_by(evaluator)
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    with pytest.raises(PermissionDenied, match="対象ではなく"):
        actions.save_scores(evaluation, by=evaluator, version=1, scores={})
