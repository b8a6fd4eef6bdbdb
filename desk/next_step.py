"""The next thing to do with a round, in one sentence and one button.

The order of the scheme, as data and small rules.
"""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from common.templatetags.ui import moment
from desk.queries import Funnel, awaiting_registration, in_no_edition, sheets_left
from recruitment.calls.models import Round, RoundStatus
from recruitment.calls.queries import missed_announcement
from recruitment.evaluation.policy import start_obstacles
from recruitment.evaluation.queries import held_release


@dataclass(frozen=True)
class NextStep:
    """`waits` marks what nobody at the desk can hasten: then there is no filled button."""

    title: str
    text: str
    label: str
    url: str
    waits: bool = False


def next_step(row: Round, figures: Funnel, now: dt.datetime) -> NextStep | None:
    """What the desk does next with this round; None when it has ended."""
    rule = {
        RoundStatus.DRAFT: _draft,
        RoundStatus.ANNOUNCED: _announced,
        RoundStatus.EVALUATING: _evaluating,
        RoundStatus.DECIDED: _decided,
        RoundStatus.TRAINING: _training,
    }.get(RoundStatus(row.status))
    return rule(row, figures, now) if rule else None


def _at(name: str, row: Round) -> str:
    return reverse(name, args=[row.code])


def _draft(row: Round, figures: Funnel, now: dt.datetime) -> NextStep:
    missed = missed_announcement(row)
    if row.announce_at:
        return NextStep(
            _("公示を予約しています"),
            _("%(moment)s に公示します。") % {"moment": moment(row.announce_at)},
            _("内容と予約を見直す"),
            _at("calls:edit", row),
            waits=True,
        )
    if missed:
        return NextStep(
            _("次にすること: 予約した公示ができなかったところを直す"),
            missed.note,
            _("内容を直す"),
            _at("calls:edit", row),
        )
    return NextStep(
        _("次にすること: 内容を確かめて公示する"),
        _("人材類型、受付期間、募集要項がそろっていれば公示できます。"),
        _("内容を確かめる"),
        _at("calls:edit", row),
    )


def _announced(row: Round, figures: Funnel, now: dt.datetime) -> NextStep:
    if row.closes_at and now < row.closes_at:
        return NextStep(
            _("応募を受け付けています") if row.is_open(now) else _("受付開始を待っています"),
            _("締切は %(moment)s です。") % {"moment": moment(row.closes_at)},
            _("届いた応募を見る"),
            _at("applications:received", row),
            waits=True,
        )
    if figures.awaiting:
        return NextStep(
            _("次にすること: 届いた応募を確かめる"),
            _("受理か不適格かが決まっていない応募が%(count)s件あります。")
            % {"count": figures.awaiting},
            _("応募を確かめる"),
            _at("applications:received", row),
        )
    if not start_obstacles(row, now):
        return NextStep(
            _("次にすること: 評価を始める"),
            _("評価委員の席と評価基準がそろいました。"),
            _("評価の開始へ進む"),
            _at("evaluation:assignment", row),
        )
    return NextStep(
        _("次にすること: 評価委員を決めて評価を始める"),
        _("評価委員の席と評価基準をそろえてから、評価を始めます。"),
        _("評価委員を決める"),
        _at("evaluation:committee", row),
    )


def _evaluating(row: Round, figures: Funnel, now: dt.datetime) -> NextStep:
    if not figures.evaluations:
        return NextStep(
            _("次にすること: 応募を評価委員に割り当てる"),
            _("割当ての案を作り、確かめてから決めます。"),
            _("割当ての案を見る"),
            _at("evaluation:assignment", row),
        )
    if figures.scored < figures.evaluations:
        left = figures.evaluations - figures.scored
        return NextStep(
            _("採点を待っています"),
            _("採点 %(scored)s/%(all)s件。残り%(left)s件です。")
            % {"scored": figures.scored, "all": figures.evaluations, "left": left},
            _("割当てを見直す"),
            _at("evaluation:assignment", row),
            waits=True,
        )
    if not figures.undecided:
        return NextStep(
            _("次にすること: 決定を締め切る"),
            _("すべての応募に決定があります。締め切ると、結果を知らせる準備ができます。"),
            _("決定を確かめて締め切る"),
            _at("evaluation:decisions", row),
        )
    return NextStep(
        _("次にすること: 委員会の決定を記録する"),
        _("決定していない応募が%(count)s件あります。") % {"count": figures.undecided},
        _("決定を記録する"),
        _at("evaluation:decisions", row),
    )


def _decided(row: Round, figures: Funnel, now: dt.datetime) -> NextStep:
    held = held_release(row) if row.released_at is None else None
    if held:
        return NextStep(
            _("結果を知らせる時刻を待っています"),
            _("%(moment)s に知らせます。それまでは止められます。")
            % {"moment": moment(held.held_until)},
            _("通知書を見る"),
            _at("evaluation:letters", row),
            waits=True,
        )
    if row.released_at is None:
        return NextStep(
            _("次にすること: 選考結果を応募者に知らせる"),
            _("知らせるまで、結果は応募者に見えません。"),
            _("知らせる内容を確かめる"),
            _at("evaluation:release_results", row),
        )
    return NextStep(
        _("次にすること: 研修を始める"),
        _("合格した%(count)s人が受講します。") % {"count": figures.successful},
        _("研修の期間を決める"),
        _at("training:programme", row),
    )


def _training(row: Round, figures: Funnel, now: dt.datetime) -> NextStep:
    if figures.studying:
        return NextStep(
            _("研修の修了を記録しています"),
            _("修了 %(done)s/%(all)s人。") % {"done": figures.completed, "all": figures.enrolled},
            _("科目の修了を記録する"),
            _at("training:programme", row),
            waits=True,
        )
    waiting = awaiting_registration(row)
    if waiting:
        return NextStep(
            _("次にすること: 修了した方を登録する"),
            _("登録していない修了者が%(count)s人います。") % {"count": waiting},
            _("登録する方を確かめる"),
            _at("registry:register", row),
        )
    if in_no_edition(row):
        return NextStep(
            _("次にすること: リストの版を公表する"),
            _sheets(row) + _("版を公表すると、登録された方が自治体に見えるようになります。"),
            _("版の公表へ進む"),
            reverse("registry:editions"),
        )
    return NextStep(
        _("次にすること: 公募を終了して結果を公表する"),
        _sheets(row) + _("終了すると、人数と結果がだれにでも見えるようになります。"),
        _("終了の内容を確かめる"),
        _at("registry:conclude", row),
    )


def _sheets(row: Round) -> str:
    """Sheets can be approved before or after an edition: a reminder, no obstacle."""
    left = sheets_left(row)
    if not left:
        return ""
    return _("情報シートが承認されていない方が%(count)s人います。") % {"count": left}
