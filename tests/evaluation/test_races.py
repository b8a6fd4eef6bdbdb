"""Two at the same moment: one wins, the other gets a sentence. Real transactions and threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import User
from common.versions import StaleVersion
from common.workflow import MoveRefused
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import Evaluation
from recruitment.standards.models import SkillStandard
from tests.evaluation import situations

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (PermissionDenied, MoveRefused, StaleVersion)


def together(*attempts: Callable[[], object]) -> list[str]:
    """Start them at once; "" for whoever won, else the sentence."""
    gate = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> str:
        try:
            gate.wait()
            attempt()
        except REFUSALS as refusal:
            return str(refusal) or "refused"
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def won(answers: list[str]) -> int:
    return answers.count("")


def test_one_decision_of_two(evaluating: Round, staff: User, staff2: User) -> None:
    pk = situations.judged(evaluating, staff)[0].pk

    def decide(user: User, outcome: str) -> object:
        row = Candidacy.objects.select_related("round", "application__person").get(pk=pk)
        day = timezone.localdate()
        return actions.decide(row, by=user, outcome=outcome, reason="合議", decided_on=day)

    answers = together(lambda: decide(staff, "pass"), lambda: decide(staff2, "fail"))
    assert won(answers) == 1
    assert Candidacy.objects.get(pk=pk).decisions.count() == 1


def test_one_proposal_of_two(evaluating: Round, staff: User, staff2: User) -> None:
    def assign(user: User) -> object:
        row = Round.objects.get(pk=evaluating.pk)
        return actions.carry_out(row, by=user, seen=actions.propose(row, by=user).seen)

    together(lambda: assign(staff), lambda: assign(staff2))
    assert Evaluation.objects.count() == 6


def test_one_start_of_two(
    standard: SkillStandard, staff: User, staff2: User, evaluators: list[User]
) -> None:
    row = situations.closed_round(standard)
    for evaluator in evaluators:
        actions.seat(row, evaluator, by=staff)
    actions.prepare_criteria(row, by=staff)
    answers = together(
        lambda: actions.start(Round.objects.get(pk=row.pk), by=staff),
        lambda: actions.start(Round.objects.get(pk=row.pk), by=staff2),
    )
    assert won(answers) == 1
    assert row.history.filter(verb="start_evaluation").count() == 1


def test_a_draft_and_a_submission_in_two_tabs(evaluation: Evaluation, evaluator: User) -> None:
    def fresh() -> Evaluation:
        return Evaluation.objects.get(pk=evaluation.pk)

    answers = together(
        lambda: situations.complete(fresh()),
        lambda: actions.save_scores(
            fresh(), by=evaluator, version=1, scores={}, comment="別のタブ"
        ),
    )
    assert won(answers) == 1
