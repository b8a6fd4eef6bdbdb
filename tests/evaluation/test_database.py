"""What PostgreSQL itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import Evaluation
from tests.evaluation import situations


def run(statement: str, parameters: list[object]) -> None:
    """Run the statement and every deferred check."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


NEW = """INSERT INTO evaluation_evaluation
    (public_id, seat_id, candidacy_id, submission_id, status, recommendation, comment, version,
    is_pinned)
    VALUES ('tests2345678', %s, %s, %s, 'assigned', '', '', 1, false)"""


def test_no_second_evaluation_of_a_seat(evaluation: Evaluation) -> None:
    row = [evaluation.seat_id, evaluation.candidacy_id, evaluation.submission_id]
    with pytest.raises(IntegrityError, match="evaluation_once_per_seat_and_candidacy"):
        run(NEW, row)


def test_no_evaluation_against_a_conflict(evaluation: Evaluation, evaluator: User) -> None:
    actions.declare_conflict(evaluation, by=evaluator, reason="同じ会社")
    with pytest.raises(IntegrityError, match="evaluation_has_no_conflict"):
        run("UPDATE evaluation_evaluation SET status = 'draft' WHERE id = %s", [evaluation.pk])


def test_no_conflict_beside_an_open_evaluation(evaluation: Evaluation) -> None:
    with pytest.raises(IntegrityError, match="conflict_leaves_no_evaluation"):
        run(
            "INSERT INTO evaluation_conflictofinterest"
            " (public_id, seat_id, person_id, rule, reason, matched, at, verdict, verdict_reason)"
            " VALUES ('tests2345678', %s, %s, 'declared', '同じ会社', '{}', now(), '', '')",
            [evaluation.seat_id, evaluation.candidacy.application.person_id],
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evaluation_score SET points = 2 WHERE evaluation_id = %s",
        "INSERT INTO evaluation_score (evaluation_id, criterion_id, points, comment)"
        " SELECT evaluation_id, criterion_id, 3, '' FROM evaluation_score"
        " WHERE evaluation_id = %s LIMIT 1",
    ],
)
def test_no_score_on_a_submitted_evaluation(evaluation: Evaluation, statement: str) -> None:
    situations.complete(evaluation)
    with pytest.raises(IntegrityError, match="score_is_immutable_once_submitted"):
        run(statement, [evaluation.pk])


def test_no_extreme_score_without_a_comment(evaluation: Evaluation, evaluator: User) -> None:
    criterion = next(iter(situations.scores_for(evaluation)))
    with pytest.raises(IntegrityError, match="score_extremes_have_a_comment"), transaction.atomic():
        actions.save_scores(evaluation, by=evaluator, version=1, scores={criterion: (5, "")})


def test_no_decision_without_a_reason(evaluating: Round) -> None:
    candidacy = evaluating.candidacies.first()
    assert candidacy is not None
    with pytest.raises(IntegrityError, match="decision_has_a_reason"):
        run(
            "INSERT INTO evaluation_decision (candidacy_id, version, outcome, reason, recorded_at)"
            " VALUES (%s, 1, 'pass', '', %s)",
            [candidacy.pk, timezone.now()],
        )


def test_a_score_keeps_every_version(evaluation: Evaluation, evaluator: User) -> None:
    criterion = next(iter(situations.scores_for(evaluation)))
    for version, points in ((1, 2), (2, 3)):
        actions.save_scores(
            evaluation, by=evaluator, version=version, scores={criterion: (points, "")}
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evaluation_score SET points = 4 WHERE evaluation_id = %s", [evaluation.pk]
        )
        cursor.execute("SELECT points FROM evaluation_scoreevent ORDER BY pgh_id")
        assert [points for (points,) in cursor.fetchall()] == [2, 3, 4]
