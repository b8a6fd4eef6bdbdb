"""Who may do what with a round, and the sentence when not. All of it is the ministry's."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.roles import is_staff
from common.templatetags.ui import moment
from common.verdict import YES, Verdict, first_no
from recruitment.calls.models import Round, RoundStatus

# What arrived before a deadline may still wait for a lock after it. Whatever shuts the door behind
# a deadline waits this long, or the earlier one would find it shut.
STORING = dt.timedelta(minutes=2)


def all_stored(until: dt.datetime, at: dt.datetime) -> Verdict:
    """Whether everything that arrived before this deadline has had its time."""
    if at < until + STORING:
        return Verdict(
            _("期限までに届いたものがまだ処理中かもしれないため、%(moment)s まで待ちます。")
            % {"moment": moment(until + STORING)}
        )
    return YES


def can_run(user: Any) -> Verdict:
    """Create rounds, and take the arrows that later stages have judged."""
    return YES if is_staff(user) else Verdict(_("公募を扱えるのは、総務省職員だけです。"))


def can_edit(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.DRAFT:
        return Verdict(
            _(
                "公示した後は、人材類型や質問を変えられません。期間は「受付期間の変更」、文章とファイルは「公示後の変更」で変えてください。"
            )
        )
    return can_run(user)


def announceable(round: Round, at: dt.datetime) -> Verdict:
    """Whether the round is ready, whoever announces it: a person now, or the clock then."""
    if round.status != RoundStatus.DRAFT:
        return Verdict(_("この公募は、もう公示されています。"))
    if not (round.opens_at and round.closes_at):
        return Verdict(_("公示するには、受付開始と受付終了の日時を入れてください。"))
    if round.closes_at <= at:
        return Verdict(_("受付終了の日時が過ぎています。先の日時に直してから公示してください。"))
    if not round.offers.exists():
        return Verdict(_("公示するには、募集する人材類型を1つ以上選んでください。"))
    return YES


def can_announce(user: Any, round: Round, at: dt.datetime) -> Verdict:
    return first_no([announceable(round, at), can_run(user)])


def can_schedule(user: Any, round: Round, announce_at: dt.datetime, at: dt.datetime) -> Verdict:
    """Let the clock announce the round at this instant: it must be ready for that now already."""
    if announce_at <= at:
        return Verdict(_("公示の時刻は、いまより後にしてください。"))
    return can_announce(user, round, announce_at)


def can_unschedule(user: Any, round: Round) -> Verdict:
    if round.announce_at is None:
        return Verdict(_("この公募に、公示の予約はありません。"))
    return can_run(user)


def can_copy(user: Any, round: Round) -> Verdict:
    """Begin a new draft from this round. What was recorded from a past outcome has no texts."""
    return can_run(user)


def can_change_texts(user: Any, round: Round) -> Verdict:
    """Change words and files of a call that is public, for all to see."""
    if round.status == RoundStatus.DRAFT:
        return Verdict(_("公示するまでは、「内容を直す」で変えてください。"))
    if round.announced_at is None or round.status == RoundStatus.CANCELLED:
        return Verdict(_("この公募の文章は、もう変えられません。"))
    return can_run(user)


def can_manage_files(user: Any, round: Round) -> Verdict:
    """Add and remove files: freely in draft, with a reason once the call is public."""
    return can_run(user) if round.status == RoundStatus.DRAFT else can_change_texts(user, round)


def has_reason(reason: str) -> Verdict:
    return YES if reason.strip() else Verdict(_("理由を書いてください。"))


def can_ask(round: Round, at: dt.datetime) -> Verdict:
    """Anybody may, from the announcement until the closing."""
    if round.status != RoundStatus.ANNOUNCED:
        return Verdict(_("この公募への質問の受付は終わりました。"))
    if round.closes_at and round.closes_at <= at:
        return Verdict(
            _("質問の受付は、公募の受付と同じ %(moment)s に終わりました。")
            % {"moment": moment(round.closes_at)}
        )
    return YES


def can_change_period(user: Any, round: Round) -> Verdict:
    if round.status == RoundStatus.DRAFT:
        return Verdict(_("公示するまでは、期間は「内容を直す」で変えてください。"))
    if round.status != RoundStatus.ANNOUNCED:
        return Verdict(_("評価を始めた後、または中止した後は、受付期間を変えられません。"))
    return can_run(user)


def period_fits(
    round: Round, opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime
) -> Verdict:
    """Whether an announced round may get these dates. `at` is the database's clock."""
    if closes_at <= opens_at:
        return Verdict(_("受付終了は、受付開始より後にしてください。"))
    if round.opens_at and round.opens_at <= at and opens_at != round.opens_at:
        return Verdict(_("受付はもう始まっているため、受付開始は変えられません。"))
    if closes_at <= at:
        return Verdict(_("受付終了を、いまより前にすることはできません。"))
    return YES


def can_extend(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.ANNOUNCED:
        return Verdict(_("個別に延長できるのは、公示してから評価を始めるまでの間です。"))
    return can_run(user)


def not_for_oneself(user: Any, person: Person) -> Verdict:
    """A later deadline is somebody else's to give."""
    if person.user_id == user.pk:
        return Verdict(_("自分の受付は延長できません。ほかの職員に頼んでください。"))
    return YES


def extension_fits(round: Round, until: dt.datetime, at: dt.datetime) -> Verdict:
    """Whether one person may be given this instant."""
    if until <= at:
        return Verdict(_("延長の期限は、いまより後にしてください。"))
    if round.closes_at and until <= round.closes_at:
        return Verdict(_("延長の期限は、公募の受付終了より後にしてください。"))
    return YES


def can_cancel(user: Any, round: Round) -> Verdict:
    if round.status not in Round.MOVES["cancel"].sources:
        return Verdict(_("決定した後、または終わった公募は、中止できません。"))
    return can_run(user)
