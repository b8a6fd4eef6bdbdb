"""The diagrams a second time, by hand: every verb from every status."""

import pytest
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from common.workflow import MoveRefused, move
from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import Round
from recruitment.evaluation.models import Evaluation, EvaluationStatus, Letter, LetterStatus

EVALUATION = {
    ("start", "assigned"),
    ("submit", "assigned"),
    ("submit", "draft"),
    ("submit", "reopened"),
    ("reopen", "submitted"),
    ("decline", "assigned"),
    ("decline", "draft"),
    ("decline", "reopened"),
    ("take_back", "assigned"),
    ("take_back", "draft"),
    ("assign_again", "taken_back"),
    ("assign_again", "declined"),
    ("assign_again", "abstained"),
    ("abstain", "assigned"),
    ("abstain", "draft"),
    ("abstain", "reopened"),
}
LETTER = {
    ("void", "waiting"),
    ("void", "queued"),
    ("void", "failed"),
    ("queue", "waiting"),
    ("deliver", "queued"),
    ("fail", "waiting"),
    ("fail", "queued"),
    ("resend", "failed"),
    ("repeat", "sent"),
}
CANDIDACY = {
    ("pass_", "applied"),
    ("fail", "applied"),
    ("reserve", "applied"),
    ("promote", "reserve"),
    ("give_up", "passed"),
    ("correct_to_failed", "passed"),
    ("correct_to_passed", "failed"),
}


def put(row: Model, status: str, **columns: object) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(status=status, **columns)
    row.refresh_from_db()


@pytest.mark.parametrize("status", EvaluationStatus.values)
@pytest.mark.parametrize("verb", Evaluation.MOVES)
def test_every_verb_from_every_status_of_an_evaluation(
    evaluation: Evaluation, staff: User, verb: str, status: str
) -> None:
    put(evaluation, status, submitted_at=timezone.now(), recommendation="pass")
    if (verb, status) in EVALUATION:
        move(evaluation, verb, by=staff)
        assert evaluation.history.last().verb == verb
    else:
        with pytest.raises(MoveRefused):
            move(evaluation, verb, by=staff)


@pytest.mark.parametrize("status", CandidacyStatus.values)
@pytest.mark.parametrize("verb", Candidacy.MOVES)
def test_every_verb_from_every_status_of_a_candidacy(
    evaluating: Round, staff: User, verb: str, status: str
) -> None:
    candidacy = evaluating.candidacies.first()
    assert candidacy is not None
    put(candidacy, status, rank=1)
    if (verb, status) in CANDIDACY:
        move(candidacy, verb, by=staff)
        assert candidacy.history.last().verb == verb
    else:
        with pytest.raises(MoveRefused):
            move(candidacy, verb, by=staff)


FACTS = {
    "void": {"is_void": True},
    "deliver": {"sent_at": timezone.now()},
    "fail": {"failure": "届かない"},
}


@pytest.mark.parametrize("status", LetterStatus.values)
@pytest.mark.parametrize("verb", Letter.MOVES)
def test_every_verb_from_every_status_of_a_letter(
    evaluating: Round, staff: User, verb: str, status: str
) -> None:
    put_as = {"voided": FACTS["void"], "sent": FACTS["deliver"], "failed": FACTS["fail"]}
    letter = Letter.objects.create(
        application=evaluating.applications.first(),
        kind="result",
        status=status,
        subject="件名",
        text="本文",
        text_en="text",
        **put_as.get(status, {}),
    )
    if (verb, status) in LETTER:
        move(letter, verb, by=staff, **FACTS.get(verb, {}))
        assert letter.history.last().verb == verb
    else:
        with pytest.raises(MoveRefused):
            move(letter, verb, by=staff, **FACTS.get(verb, {}))
