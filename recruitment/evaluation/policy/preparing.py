"""What prepares an evaluation: the committee, its criteria, and the start."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role, has_role, is_staff
from common.templatetags.ui import moment
from common.verdict import YES, Verdict, first_no
from recruitment.calls import queries as calls
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.calls.policy import all_stored
from recruitment.evaluation import queries

PREPARING = [RoundStatus.DRAFT, RoundStatus.ANNOUNCED]
SEATING = [*PREPARING, RoundStatus.EVALUATING]


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
    if has_role(evaluator, Role.STAFF, Role.AUDITOR):
        return Verdict(
            _("職員または監査の役割を持つ方は、評価委員になれません。先に役割を外してください。")
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
