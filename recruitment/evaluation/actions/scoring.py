"""What an evaluator does with an assignment: score it, submit it, or declare a conflict; and
staff's way back.
"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from common import versions
from common.verdict import require
from common.workflow import move
from recruitment.evaluation import mail, policy
from recruitment.evaluation.actions.conflicts import bar
from recruitment.evaluation.actions.holding import hold, hold_evaluation
from recruitment.evaluation.models import (
    ConflictOfInterest,
    ConflictRule,
    Criterion,
    Evaluation,
    EvaluationStatus,
    Recommendation,
    Score,
)

Answers = Mapping[Criterion, tuple[int, str]]


@transaction.atomic
def save_scores(
    evaluation: Evaluation,
    *,
    by: User,
    version: int,
    scores: Answers,
    recommendation: Recommendation | str = "",
    comment: str = "",
    untouched: Collection[Criterion] = (),
) -> Evaluation:
    """Keep a draft: `scores` maps each criterion answered so far to (points, comment); others have
    no score then, except those `untouched`, which stay as they are.

    Raises StaleVersion when it was saved since the form with this `version` was opened. The
    database refuses a 1 or 5 without a comment, and criteria of another category.
    """
    _hold(evaluation)
    require(policy.can_score(by, evaluation))
    versions.update(evaluation, version, recommendation=recommendation, comment=comment)
    if evaluation.status == EvaluationStatus.ASSIGNED:
        move(evaluation, "start", by=by)
    evaluation.scores.exclude(criterion__in=[*scores, *untouched]).delete()
    stored = {score.criterion_id: score for score in evaluation.scores.all()}
    for criterion, (points, reason) in scores.items():
        _store(stored.get(criterion.pk), evaluation, criterion, points, reason)
    return evaluation


def _hold(evaluation: Evaluation) -> None:
    hold(evaluation.candidacy.round)
    hold_evaluation(evaluation)


def _store(
    score: Score | None, evaluation: Evaluation, criterion: Criterion, points: int, reason: str
) -> None:
    """Write a score only where it changed, so that its history holds changes and nothing else."""
    if score is None:
        Score.objects.create(
            evaluation=evaluation, criterion=criterion, points=points, comment=reason
        )
    elif (score.points, score.comment) != (points, reason):
        score.points, score.comment = points, reason
        score.save(update_fields=["points", "comment"])


@transaction.atomic
def submit(evaluation: Evaluation, *, by: User) -> Evaluation:
    """Hand the scores in. From here on they are fixed, also in the database, unless staff reopen
    them.
    """
    require(policy.can_submit(by, evaluation))
    now = timezone.now()
    same = Q(version=evaluation.version)
    move(
        evaluation,
        "submit",
        by=by,
        at=now,
        where=same,
        submitted_at=now,
        version=evaluation.version + 1,
    )
    return evaluation


@transaction.atomic
def complete(
    evaluation: Evaluation,
    *,
    by: User,
    version: int,
    scores: Answers,
    recommendation: Recommendation | str,
    comment: str,
) -> Evaluation:
    """Save what the form holds and hand it in, both or neither."""
    save_scores(
        evaluation,
        by=by,
        version=version,
        scores=scores,
        recommendation=recommendation,
        comment=comment,
    )
    return submit(evaluation, by=by)


@transaction.atomic
def reopen(evaluation: Evaluation, *, by: User, reason: str) -> Evaluation:
    """Give a submitted evaluation back to its evaluator, and tell them why."""
    _hold(evaluation)
    require(policy.can_reopen(by, evaluation))
    require(policy.has_reason(reason))
    move(evaluation, "reopen", by=by, note=reason, version=evaluation.version + 1)
    mail.reopened(evaluation, reason)
    return evaluation


@transaction.atomic
def abstain(evaluation: Evaluation, *, by: User, reason: str) -> Evaluation:
    """Do not judge this candidacy, for another reason than a conflict; staff may find another."""
    _hold(evaluation)
    require(policy.can_score(by, evaluation))
    require(policy.has_reason(reason))
    move(evaluation, "abstain", by=by, note=reason, version=evaluation.version + 1)
    return evaluation


@transaction.atomic
def declare_conflict(evaluation: Evaluation, *, by: User, reason: str) -> ConflictOfInterest:
    """Record a conflict with the person: every candidacy of theirs is declined, and access ends
    with this commit.
    """
    _hold(evaluation)
    require(policy.can_declare_conflict(by, evaluation))
    require(policy.has_reason(reason))
    person = evaluation.candidacy.application.person
    made = bar(evaluation.seat, person, by, rule=ConflictRule.DECLARED, reason=reason)
    evaluation.refresh_from_db()
    return made
