"""Assigning, scoring, and staff's ways back."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from common.verdict import YES, Verdict, first_no
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    CandidacyStatus,
)
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import queries
from recruitment.evaluation.models import Evaluation, EvaluationStatus
from recruitment.evaluation.models.evaluations import OPEN
from recruitment.evaluation.policy.preparing import can_run


def can_assign(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.EVALUATING:
        return Verdict(_("割当ては、評価を始めてから決定するまでの間にできます。"))
    return can_run(user)


def not_own(user: Any, application: Application) -> Verdict:
    """Whoever applied neither steers nor reads what becomes of their own application."""
    return not_own_person(user, application.person)


def not_own_person(user: Any, person: Person) -> Verdict:
    if person.user_id == user.pk:
        return Verdict(_("自分の応募の評価には関われません。ほかの職員に頼んでください。"))
    return YES


def can_take_back(user: Any, evaluation: Evaluation) -> Verdict:
    if evaluation.status not in Evaluation.MOVES["take_back"].sources:
        return Verdict(_("取り消せるのは、未着手か採点中の割当てだけです。"))
    candidacy = evaluation.candidacy
    return first_no([not_own(user, candidacy.application), can_assign(user, candidacy.round)])


def without_conflict(evaluation: Evaluation) -> Verdict:
    if Evaluation.objects.without_conflict().filter(pk=evaluation.pk).exists():
        return YES
    return Verdict(_("この委員には、この応募者との利益相反があります。"))


def can_score(user: Any, evaluation: Evaluation) -> Verdict:
    theirs = evaluation.seat.user_id == user.pk and not evaluation.seat.left_at
    if not theirs or evaluation.status not in [*OPEN, EvaluationStatus.SUBMITTED]:
        return Verdict(_("採点できるのは、割り当てられた評価委員だけです。"))
    if evaluation.candidacy.round.status != RoundStatus.EVALUATING:
        return Verdict(_("この公募の採点は、いまは受け付けていません。"))
    if evaluation.candidacy.application.status != ApplicationStatus.ACCEPTED:
        return Verdict(_("この応募は、評価の対象ではなくなりました。"))
    if evaluation.status not in OPEN:
        return Verdict(_("この採点は提出済みです。直すには、事務局に再開を依頼してください。"))
    return YES


def can_submit(user: Any, evaluation: Evaluation) -> Verdict:
    allowed = can_score(user, evaluation)
    if not allowed:
        return allowed
    missing = queries.unscored(evaluation).count()
    if missing:
        return Verdict(_("点の付いていない評価基準が%(count)s件あります。") % {"count": missing})
    if not evaluation.recommendation:
        return Verdict(_("総合の推薦を選んでください。"))
    return YES


def can_declare_conflict(user: Any, evaluation: Evaluation) -> Verdict:
    allowed = can_score(user, evaluation)
    if not allowed:
        return allowed
    if queries.siblings(evaluation).filter(status=EvaluationStatus.SUBMITTED).exists():
        return Verdict(
            _(
                "この応募者への採点が、すでに提出されています。事務局に採点の再開を依頼してから申告してください。"
            )
        )
    return YES


def can_reopen(user: Any, evaluation: Evaluation) -> Verdict:
    if evaluation.status != EvaluationStatus.SUBMITTED:
        return Verdict(_("再開できるのは、提出済みの採点だけです。"))
    if evaluation.seat.left_at:
        return Verdict(_("この評価委員は退任しているため、採点を再開できません。"))
    if evaluation.candidacy.status != CandidacyStatus.APPLIED:
        return Verdict(_("この応募はもう決定されているため、採点を再開できません。"))
    candidacy = evaluation.candidacy
    return first_no(
        [
            not_own(user, candidacy.application),
            can_assign(user, candidacy.round),
            without_conflict(evaluation),
        ]
    )
