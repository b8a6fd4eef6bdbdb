"""Decisions, their corrections, and the release."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.templatetags.ui import localized
from common.verdict import YES, Verdict
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    Candidacy,
    CandidacyStatus,
)
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import queries
from recruitment.evaluation.models import Decision, Evaluation
from recruitment.evaluation.policy.preparing import can_run

PROMOTING = [RoundStatus.EVALUATING, RoundStatus.DECIDED, RoundStatus.TRAINING]
SETTLED = [RoundStatus.DECIDED, RoundStatus.TRAINING, RoundStatus.CONCLUDED]
FEW = 5  # receipts that a sentence can name


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


def can_record_meeting(user: Any, round: Round) -> Verdict:
    """Note who was there, until the decisions are closed."""
    if round.status != RoundStatus.EVALUATING:
        return Verdict(_("会議を記録できるのは、評価中の公募だけです。"))
    return can_run(user)


def meeting_is_free(round: Round, held_on: dt.date) -> Verdict:
    """Attendance stands once something was decided in the meeting."""
    if not queries.meeting_on(round, held_on):
        return YES
    if Decision.objects.filter(candidacy__round=round, decided_on=held_on).exists():
        return Verdict(_("この日の会議では決定をしているため、出席を変えられません。"))
    return YES


def has_quorum(candidacy: Candidacy, decided_on: dt.date) -> Verdict:
    """In a round whose meetings are on record, decisions are taken in one of them, by a majority of
    those who have a vote on the case.
    """
    if not candidacy.round.meetings.exists():
        return YES
    meeting = queries.meeting_on(candidacy.round, decided_on)
    if meeting is None:
        return Verdict(_("この日に開いた会議の記録がありません。先に、出席を記録してください。"))
    found = queries.quorum(meeting, candidacy)
    if found.is_reached:
        return YES
    said = _(
        "定足数に足りません。この応募に議決権のある委員%(votes)s人のうち、出席は%(present)s人です。"
    )
    return Verdict(said % {"votes": found.votes, "present": found.present})


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


def can_give_up(user: Any, candidacy: Candidacy) -> Verdict:
    """Record that the person gives up a pass they were told of. In training, the enrolment ends."""
    if candidacy.status != CandidacyStatus.PASSED:
        return Verdict(_("辞退を記録できるのは、合格だけです。"))
    if candidacy.round.released_at is None:
        return Verdict(_("結果を知らせるまで、辞退は記録できません。"))
    if candidacy.round.status != RoundStatus.DECIDED:
        return Verdict(_("研修が始まった後の辞退は、研修の画面で記録してください。"))
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
    if queries.held_release(round):
        return Verdict(_("この公募の結果は、知らせる時刻を待っています。"))
    if queries.corrections_waiting(round):
        return Verdict(_("承認待ちの訂正があります。承認するか、取り下げてから知らせてください。"))
    return can_run(user)


def can_take_folder(user: Any, round: Round) -> Verdict:
    """Once the decisions are closed: until then scores are reopened and decisions follow, and the
    digest that somebody keeps would vouch for what no longer holds.

    Whoever may not see a row may not have the folder, in which their own stands under a number.
    """
    if round.status not in SETTLED:
        return Verdict(_("フォルダーを出せるのは、決定を締め切った後です。"))
    everything = Candidacy.objects.in_evaluation().filter(round=round)
    if everything.exclude(pk__in=queries.visible(round, user)).exists():
        return Verdict(
            _(
                "自分や利益相反のある人の応募が含まれるので、フォルダーは渡せません。ほかの職員に頼んでください。"
            )
        )
    return YES
