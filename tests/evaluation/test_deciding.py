"""Decisions, promotion, correction by two, closing and release."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import actions
from recruitment.evaluation.models import Evaluation, Outcome
from tests.evaluation import situations


@pytest.fixture
def candidacies(evaluating: Round, staff: User) -> list[Candidacy]:
    """Two, scored by everybody."""
    return situations.judged(evaluating, staff)


@pytest.fixture
def candidacy(candidacies: list[Candidacy]) -> Candidacy:
    return candidacies[0]


@pytest.mark.parametrize(
    ("outcome", "status", "rank"),
    [("pass", "passed", None), ("fail", "failed", None), ("reserve", "reserve", 1)],
)
def test_a_decision_is_recorded(
    candidacy: Candidacy, staff: User, outcome: str, status: str, rank: int | None
) -> None:
    decision = situations.decide(candidacy, staff, Outcome(outcome), rank=rank)
    candidacy.refresh_from_db()
    assert (candidacy.status, candidacy.rank, candidacy.decided_on) == (
        status,
        rank,
        timezone.localdate(),
    )
    assert (decision.version, decision.recorded_by, decision.rank) == (1, staff, rank)


def test_a_decision_waits_for_every_score(evaluations: list[Evaluation], staff: User) -> None:
    with pytest.raises(PermissionDenied, match="提出されていない採点が3件"):
        situations.decide(evaluations[0].candidacy, staff)


def test_a_decision_needs_scores(evaluating: Round, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="提出された採点がありません"):
        situations.decide(evaluating.candidacies.first(), staff)


@pytest.mark.parametrize(("days", "sentence"), [(1, "先の日付"), (-10, "受付終了の日以後")])
def test_the_day_of_a_decision_is_plausible(
    candidacy: Candidacy, staff: User, days: int, sentence: str
) -> None:
    day = timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(PermissionDenied, match=sentence):
        actions.decide(candidacy, by=staff, outcome="pass", reason="合議", decided_on=day)


def test_a_decision_has_a_reason(candidacy: Candidacy, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="理由を書いて"):
        actions.decide(
            candidacy, by=staff, outcome="pass", reason="　", decided_on=timezone.localdate()
        )


def test_nobody_decides_their_own(candidacy: Candidacy, staff: User) -> None:
    person = candidacy.application.person
    type(person).objects.filter(pk=person.pk).update(user=staff)
    person.refresh_from_db()
    with pytest.raises(PermissionDenied, match="自分の応募"):
        situations.decide(candidacy, staff)


def test_the_second_press_gets_a_sentence(candidacy: Candidacy, staff: User, staff2: User) -> None:
    again = Candidacy.objects.get(pk=candidacy.pk)
    situations.decide(candidacy, staff)
    with pytest.raises(PermissionDenied, match="もう決定されています"):
        situations.decide(again, staff2, Outcome.FAIL)
    assert candidacy.decisions.count() == 1


def test_a_rank_is_taken_once(candidacies: list[Candidacy], staff: User) -> None:
    situations.decide(candidacies[0], staff, Outcome.RESERVE, rank=1)
    for rank, sentence in ((1, "すでにいます"), (None, "順位を入れて")):
        with pytest.raises(PermissionDenied, match=sentence):
            situations.decide(candidacies[1], staff, Outcome.RESERVE, rank=rank)


def test_a_reserve_is_promoted(candidacy: Candidacy, staff: User) -> None:
    situations.decide(candidacy, staff, Outcome.RESERVE, rank=1)
    actions.promote(candidacy, by=staff, reason="辞退者が出たため", decided_on=timezone.localdate())
    assert candidacy.status == CandidacyStatus.PASSED
    assert [row.outcome for row in candidacy.decisions.all()] == ["reserve", "pass"]


def test_a_correction_needs_another_person(candidacy: Candidacy, staff: User, staff2: User) -> None:
    situations.decide(candidacy, staff, Outcome.FAIL)
    actions.record_correction(
        candidacy, by=staff, reason="集計の誤り", decided_on=timezone.localdate()
    )
    candidacy.refresh_from_db()
    assert candidacy.status == CandidacyStatus.FAILED
    with pytest.raises(PermissionDenied, match="別の職員"):
        actions.approve_correction(candidacy, by=staff)
    decision = actions.approve_correction(candidacy, by=staff2)
    assert candidacy.status == CandidacyStatus.PASSED
    assert (decision.recorded_by, decision.approved_by) == (staff, staff2)


def test_a_correction_can_be_turned_down(candidacy: Candidacy, staff: User, staff2: User) -> None:
    situations.decide(candidacy, staff)
    actions.record_correction(
        candidacy, by=staff, reason="集計の誤り", decided_on=timezone.localdate()
    )
    with pytest.raises(PermissionDenied, match="承認待ちの訂正があります"):
        actions.record_correction(
            candidacy, by=staff2, reason="もう一度", decided_on=timezone.localdate()
        )
    actions.turn_down_correction(candidacy, by=staff2, reason="集計は正しい")
    with pytest.raises(PermissionDenied, match="承認待ちの訂正はありません"):
        actions.approve_correction(candidacy, by=staff2)
    assert [row.outcome for row in candidacy.decisions.all()] == ["pass", "fail", "pass"]


def test_closing_names_every_undecided(
    evaluating: Round, candidacies: list[Candidacy], staff: User
) -> None:
    situations.decide(candidacies[0], staff)
    with pytest.raises(PermissionDenied, match=r"FY2026-0002 プロデューサー。") as refusal:
        actions.close_decisions(evaluating, by=staff)
    assert "FY2026-0001" not in str(refusal.value)


def test_closing_waits_for_corrections(
    evaluating: Round, candidacies: list[Candidacy], staff: User
) -> None:
    for row in candidacies:
        situations.decide(row, staff)
    actions.record_correction(
        candidacies[0], by=staff, reason="誤り", decided_on=timezone.localdate()
    )
    with pytest.raises(PermissionDenied, match="承認待ちの訂正"):
        actions.close_decisions(evaluating, by=staff)


def test_results_are_released_once(evaluating: Round, staff: User) -> None:
    situations.released(evaluating, staff)
    assert evaluating.status == RoundStatus.DECIDED
    assert evaluating.released_at is not None
    with pytest.raises(PermissionDenied, match="もう知らせています"):
        actions.release_results(evaluating, by=staff)
