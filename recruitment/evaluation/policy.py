"""Who may do what in a round's evaluation, and the sentence when not."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role, has_role, is_staff
from common.templatetags.ui import localized, moment
from common.verdict import YES, Verdict, first_no
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    Candidacy,
    CandidacyStatus,
)
from recruitment.calls import queries as calls
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.calls.policy import all_stored
from recruitment.evaluation import queries
from recruitment.evaluation.models import Decision, Evaluation, EvaluationStatus
from recruitment.evaluation.models.evaluations import OPEN

PREPARING = [RoundStatus.DRAFT, RoundStatus.ANNOUNCED]
SEATING = [*PREPARING, RoundStatus.EVALUATING]
PROMOTING = [RoundStatus.EVALUATING, RoundStatus.DECIDED, RoundStatus.TRAINING]
FEW = 5  # receipts that a sentence can name


def can_run(user: Any) -> Verdict:
    return YES if is_staff(user) else Verdict(_("評価の運営ができるのは、総務省職員だけです。"))


def has_reason(reason: str) -> Verdict:
    return YES if reason.strip() else Verdict(_("理由を書いてください。"))


def can_change_committee(user: Any, round: Round) -> Verdict:
    if round.status not in SEATING:
        return Verdict(_("決定した後、または終わった公募の評価委員は、変えられません。"))
    return can_run(user)


def can_seat(user: Any, round: Round, evaluator: User, *, is_chair: bool) -> Verdict:
    if not has_role(evaluator, Role.EVALUATOR):
        return Verdict(
            _("このアカウントには、評価委員の役割がありません。先に役割を付けてください。")
        )
    if round.applications.received().live().filter(person__user=evaluator).exists():
        return Verdict(_("この方はこの公募の応募者なので、評価委員になれません。"))
    seats = round.seats.taken()
    if seats.filter(user=evaluator).exists():
        return Verdict(_("この方は、すでにこの公募の評価委員です。"))
    if is_chair and seats.filter(is_chair=True).exists():
        return Verdict(_("委員長は1人です。いまの委員長が退任してから選んでください。"))
    return can_change_committee(user, round)


def can_unseat(user: Any, seat: CommitteeSeat) -> Verdict:
    if seat.left_at:
        return Verdict(_("この方は、もう退任しています。"))
    if seat.evaluations.open().exists():
        return Verdict(_("採点の済んでいない割当てがあります。先に割当てを取り消してください。"))
    return can_change_committee(user, seat.round)


def can_edit_criteria(user: Any, round: Round) -> Verdict:
    if round.status not in PREPARING:
        return Verdict(_("評価を始めた後は、評価基準を変えられません。"))
    return can_run(user)


def _all_received(round: Round, at: dt.datetime) -> Verdict:
    closing, taken = calls.last_deadline(round), calls.all_taken_at(round)
    if closing and closing > at:
        sentence = _("受付がまだ終わっていません(%(moment)sまで)。")
        return Verdict(sentence % {"moment": moment(closing)})
    return all_stored(taken, at) if taken else YES


def start_obstacles(round: Round, at: dt.datetime) -> list[str]:
    """Everything that keeps the evaluation from starting, a sentence each."""
    if round.status != RoundStatus.ANNOUNCED:
        return [_("評価は、公示済みの公募でだけ始められます。")]
    received = _all_received(round, at)
    obstacles = [] if received else [received.reason]
    waiting = queries.in_screening(round)
    if waiting:
        obstacles.append(
            _("受理も不適格の判断もしていない応募が%(count)s件あります。") % {"count": waiting}
        )
    seats = round.seats.taken().count()
    if seats < round.panel_size:
        obstacles.append(
            _("評価委員が%(seats)s人です。応募者1人につき%(panel)s人が必要です。")
            % {"seats": seats, "panel": round.panel_size}
        )
    unfinished = queries.incomplete_categories(round)
    if unfinished:
        names = _("、").join(unfinished)
        obstacles.append(
            _("重みの合計が100%%でない評価基準があります: %(names)s。") % {"names": names}
        )
    return obstacles


def can_start(user: Any, round: Round, at: dt.datetime) -> Verdict:
    """The reason holds every obstacle."""
    return first_no([can_run(user), Verdict("".join(start_obstacles(round, at)))])


def can_assign(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.EVALUATING:
        return Verdict(_("割当ては、評価を始めてから決定するまでの間にできます。"))
    return can_run(user)


def not_own(user: Any, application: Application) -> Verdict:
    """Whoever applied neither steers nor reads what becomes of their own application."""
    if application.person.user_id == user.pk:
        return Verdict(_("自分の応募の評価には関われません。ほかの職員に頼んでください。"))
    return YES


def can_take_back(user: Any, evaluation: Evaluation) -> Verdict:
    if evaluation.status not in Evaluation.MOVES["take_back"].sources:
        return Verdict(_("取り消せるのは、未着手か採点中の割当てだけです。"))
    candidacy = evaluation.candidacy
    return first_no([not_own(user, candidacy.application), can_assign(user, candidacy.round)])


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
    return first_no([not_own(user, candidacy.application), can_assign(user, candidacy.round)])


def can_settle(user: Any, application: Application) -> Verdict:
    """What every decision needs, first or later: staff, and not about oneself."""
    if application.person.user_id == user.pk:
        return Verdict(_("自分の応募についての決定は、記録できません。"))
    if application.status != ApplicationStatus.ACCEPTED:
        return Verdict(_("この応募は、評価の対象ではなくなりました。"))
    return can_run(user)


def can_decide(user: Any, candidacy: Candidacy) -> Verdict:
    if candidacy.round.status != RoundStatus.EVALUATING:
        return Verdict(_("決定を記録できるのは、評価中の公募だけです。"))
    if candidacy.status != CandidacyStatus.APPLIED:
        return Verdict(_("この応募は、もう決定されています。"))
    waiting = queries.open_evaluations(candidacy).count()
    if waiting:
        return Verdict(_("提出されていない採点が%(count)s件あります。") % {"count": waiting})
    if not Evaluation.objects.submitted().filter(candidacy=candidacy).exists():
        return Verdict(_("提出された採点がありません。評価委員を割り当ててください。"))
    return can_settle(user, candidacy.application)


def day_fits(candidacy: Candidacy, decided_on: dt.date) -> Verdict:
    """A decision is taken after the closing and not in the future."""
    if decided_on > timezone.localdate():
        return Verdict(_("決定日に、先の日付は入れられません。"))
    closes_at = candidacy.round.closes_at
    if closes_at and decided_on < timezone.localdate(closes_at):
        return Verdict(_("決定日は、受付終了の日以後にしてください。"))
    return YES


def rank_fits(candidacy: Candidacy, rank: int | None) -> Verdict:
    """A reserve has a rank of its own in its category."""
    if not rank or rank < 1:
        return Verdict(_("補欠には、1からの順位を入れてください。"))
    taken = Candidacy.objects.filter(
        round=candidacy.round,
        category=candidacy.category,
        status=CandidacyStatus.RESERVE,
        rank=rank,
    )
    if taken.exists():
        return Verdict(_("この順位の補欠は、すでにいます。"))
    return YES


def can_promote(user: Any, candidacy: Candidacy) -> Verdict:
    if candidacy.status != CandidacyStatus.RESERVE:
        return Verdict(_("繰り上げられるのは、補欠だけです。"))
    if candidacy.round.status not in PROMOTING:
        return Verdict(_("繰上げは、公募が終わるまでの間にできます。"))
    return can_settle(user, candidacy.application)


def can_correct(user: Any, candidacy: Candidacy, pending: Decision | None) -> Verdict:
    """Record that a pass should have been a fail, or the other way round.

    Needs another's approval to hold.
    """
    if pending:
        return Verdict(_("承認待ちの訂正があります。"))
    if candidacy.status not in queries.HOLDS.values():
        return Verdict(_("訂正できるのは、合格と不合格だけです。"))
    if candidacy.round.status not in PROMOTING:
        return Verdict(_("訂正は、公募が終わるまでの間にできます。"))
    if (
        candidacy.status == CandidacyStatus.PASSED
        and candidacy.round.status == RoundStatus.TRAINING
    ):
        return Verdict(_("研修が始まった後は、合格を不合格に訂正できません。"))
    return can_settle(user, candidacy.application)


def is_waiting(pending: Decision | None) -> Verdict:
    return YES if pending else Verdict(_("承認待ちの訂正はありません。"))


def can_approve_correction(user: Any, candidacy: Candidacy, pending: Decision | None) -> Verdict:
    if pending is None:
        return is_waiting(pending)
    if pending.recorded_by_id == user.pk:
        return Verdict(_("訂正を記録した人とは別の職員が承認してください。"))
    return can_correct(user, candidacy, None)


def _undecided(left: list[Candidacy]) -> str:
    """How many, and which when they are few: the table below shows them all."""
    if len(left) > FEW:
        return _("まだ決定していない応募が%(count)s件あります。") % {"count": len(left)}
    names = _("、").join(
        f"{row.application.receipt_number} {localized(row.category, 'name')}" for row in left
    )
    return _("まだ決定していない応募があります: %(names)s。") % {"names": names}


def can_close_decisions(user: Any, round: Round) -> Verdict:
    """The reason names every candidacy that is undecided or whose correction waits."""
    if round.status != RoundStatus.EVALUATING:
        return Verdict(_("決定を締め切れるのは、評価中の公募だけです。"))
    undecided = queries.undecided(round)
    if undecided:
        return Verdict(_undecided(list(undecided)))
    if queries.corrections_waiting(round):
        return Verdict(
            _("承認待ちの訂正があります。承認するか、取り下げてから締め切ってください。")
        )
    return can_run(user)


def can_release(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.DECIDED:
        return Verdict(_("結果を知らせられるのは、決定を締め切った公募だけです。"))
    if round.released_at:
        return Verdict(_("この公募の結果は、もう知らせています。"))
    if queries.corrections_waiting(round):
        return Verdict(_("承認待ちの訂正があります。承認するか、取り下げてから知らせてください。"))
    return can_run(user)
