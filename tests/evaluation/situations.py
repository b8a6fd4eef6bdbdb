"""A round in evaluation, made by the real actions as far as they are this stage's."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from recruitment.applications.models import Application, Candidacy
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation.models import Criterion, Evaluation, Outcome
from recruitment.standards.models import SkillStandard
from tests import factories


def closed_round(standard: SkillStandard, **facts: Any) -> Round:
    """Announced, and closed two days ago."""
    now = timezone.now()
    return factories.announced_round(
        standard,
        opens_at=now - dt.timedelta(days=20),
        closes_at=now - dt.timedelta(days=2),
        **facts,
    )


def evaluating_round(
    standard: SkillStandard, staff: User, evaluators: list[User], applicants: int = 2, **facts: Any
) -> Round:
    """In evaluation: the committee seated, criteria prepared, nothing assigned yet."""
    row = closed_round(standard, **facts)
    for place, evaluator in enumerate(evaluators):
        actions.seat(row, evaluator, by=staff, is_chair=place == 0)
    actions.prepare_criteria(row, by=staff)
    for _number in range(applicants):
        factories.accepted(row)
    actions.start(row, by=staff)
    prepared(row)
    return row


def prepared(row: Round) -> None:
    """Everybody in the committee pledges and has been through the list; nobody names anybody."""
    for seat in CommitteeSeat.objects.taken().filter(round=row):
        actions.pledge(seat, by=seat.user)
    for seat in queries.with_progress(CommitteeSeat.objects.taken().filter(round=row)):
        actions.declare(seat, by=seat.user, reasons={})


def assigned(row: Round, staff: User) -> list[Evaluation]:
    """The proposal carried out: what it gave."""
    before = set(Evaluation.objects.values_list("pk", flat=True))
    actions.carry_out(row, by=staff, seen=actions.propose(row, by=staff).seen)
    given = Evaluation.objects.exclude(pk__in=before).select_related("seat__user", "submission")
    return list(given.select_related("candidacy__application").order_by("pk"))


def scores_for(evaluation: Evaluation, points: int = 4) -> dict[Criterion, tuple[int, str]]:
    reason = "具体的な成果がある。" if points in (1, 5) else ""
    candidacy = evaluation.candidacy
    criteria = Criterion.objects.filter(round=candidacy.round, category=candidacy.category)
    return dict.fromkeys(criteria, (points, reason))


def complete(evaluation: Evaluation, points: int = 4, recommendation: str = "pass") -> Evaluation:
    return actions.complete(
        evaluation,
        by=evaluation.seat.user,
        version=evaluation.version,
        scores=scores_for(evaluation, points),
        recommendation=recommendation,
        comment="所見",
    )


def judged(row: Round, staff: User) -> list[Candidacy]:
    """Everything assigned and scored; the candidacies before the committee."""
    for evaluation in assigned(row, staff):
        complete(evaluation)
    return list(Candidacy.objects.in_evaluation().filter(round=row).order_by("pk"))


def decide(candidacy: Candidacy, staff: User, outcome: Outcome = Outcome.PASS, **facts: Any) -> Any:
    return actions.decide(
        candidacy,
        by=staff,
        outcome=outcome,
        reason="審議の結果",
        decided_on=timezone.localdate(),
        **facts,
    )


def released(row: Round, staff: User) -> Round:
    """All passed, decisions closed, results out."""
    for candidacy in judged(row, staff):
        decide(candidacy, staff)
    actions.close_decisions(row, by=staff)
    actions.release_results(row, by=staff, minutes=0)
    return row


def own(row: Round, user: User) -> Application:
    """An accepted application of this account's own person."""
    return factories.accepted(row, factories.PersonFactory(user=user, email=user.email))
