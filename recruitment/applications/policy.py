"""Who may do what with an application, and the sentence when not.

Dates are asked twice: here, for the sentence and the greyed button, and in the statement that
stores (`actions`).
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.roles import is_staff
from common.templatetags.ui import moment
from common.verdict import YES, Verdict, first_no
from recruitment.applications import queries
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls import queries as calls
from recruitment.calls.models import Round, RoundStatus
from recruitment.calls.policy import all_stored

SCREENING = [RoundStatus.ANNOUNCED, RoundStatus.EVALUATING]


def can_start(user: Any, round: Round, person: Person | None, at: dt.datetime) -> Verdict:
    """Begin an application in the round, for oneself."""
    return first_no([_is_taken(round, person, at), _not_its_evaluator(user, round)])


def can_edit(user: Any, application: Application, at: dt.datetime) -> Verdict:
    """Change the working copy, and submit it.

    Before the deadline, or before the correction's own date.
    """
    if application.person.user_id != user.pk:
        return Verdict(_("応募を書けるのは、応募した本人だけです。"))
    if application.status == ApplicationStatus.RETURNED:
        return first_no([_goes_on(application.round), _correction_in_time(application, at)])
    if application.status not in [ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED]:
        return Verdict(_("この応募は、もう直せません。"))
    return first_no(
        [
            _is_taken(application.round, application.person, at),
            _not_its_evaluator(user, application.round),
        ]
    )


def closed(round: Round, person: Person | None) -> Verdict:
    """The sentence for what arrived at or after the deadline."""
    until = calls.deadline(round, person)
    return Verdict(_("受付は %(until)s に終了しました。") % {"until": moment(until)})


def correction_closed(application: Application) -> Verdict:
    """The sentence for a correction that arrived at or after its date."""
    due = moment(application.correction_due_at)
    return Verdict(
        _("補正の期限は %(due)s でした。前に提出された内容で審査します。") % {"due": due}
    )


def _is_taken(round: Round, person: Person | None, at: dt.datetime) -> Verdict:
    going = _goes_on(round)
    if not going:
        return going
    if round.status != RoundStatus.ANNOUNCED:
        return Verdict(_("この公募は、受付を終えて評価に進んでいます。"))
    if round.opens_at and at < round.opens_at:
        return Verdict(_("受付は %(opens)s に始まります。") % {"opens": moment(round.opens_at)})
    until = calls.deadline(round, person)
    return YES if until and at < until else closed(round, person)


def _goes_on(round: Round) -> Verdict:
    if round.status == RoundStatus.CANCELLED:
        return Verdict(_("この公募は中止されました。応募は読めますが、先へは進みません。"))
    return YES


def _correction_in_time(application: Application, at: dt.datetime) -> Verdict:
    if application.round.status not in SCREENING:
        return Verdict(_("この公募は決定を終えているため、補正は受け付けていません。"))
    due = application.correction_due_at
    return YES if due and at < due else correction_closed(application)


def _not_its_evaluator(user: Any, round: Round) -> Verdict:
    if calls.seated(user, round):
        return Verdict(_("この公募の評価委員は、この公募に応募できません。"))
    return YES


def can_withdraw(user: Any, application: Application) -> Verdict:
    """Until the decision, also when accepted."""
    if application.person.user_id != user.pk:
        return Verdict(_("応募を取り下げられるのは、応募した本人だけです。"))
    if application.status not in Application.MOVES["withdraw"].sources:
        return Verdict(_("この応募は、いまの状態では取り下げられません。"))
    if application.round.status not in SCREENING or queries.is_decided(application):
        return first_no(
            [_goes_on(application.round), Verdict(_("選考の決定後は、応募を取り下げられません。"))]
        )
    return YES


def can_erase_draft(user: Any, application: Application) -> Verdict:
    """What was never submitted, whatever became of it or of its round."""
    if application.person.user_id != user.pk:
        return Verdict(_("下書きを消去できるのは、書いた本人だけです。"))
    if application.receipt_number is not None:
        return Verdict(_("提出した応募は、消去できません。消去を申し出てください。"))
    return YES


def can_screen(user: Any, application: Application, at: dt.datetime) -> Verdict:
    """Accept or refuse what was submitted.

    The ministry, nobody their own, and not while a correction is awaited.
    """
    common = _screens(user, application)
    if not common:
        return common
    if application.status == ApplicationStatus.RETURNED:
        due = application.correction_due_at
        if due and at < due:
            return Verdict(_("補正の期限(%(due)s)までは、補正を待ちます。") % {"due": moment(due)})
        return all_stored(due, at) if due else YES
    if application.status != ApplicationStatus.SUBMITTED:
        return Verdict(_("提出済みの応募だけを審査できます。"))
    return YES


def can_return(user: Any, application: Application) -> Verdict:
    """Send back for correction."""
    if application.status != ApplicationStatus.SUBMITTED:
        return first_no(
            [_screens(user, application), Verdict(_("提出済みの応募だけを差し戻せます。"))]
        )
    return _screens(user, application)


def due_date_fits(due_at: dt.datetime, at: dt.datetime) -> Verdict:
    """Whether a correction may be due at this instant."""
    return YES if due_at > at else Verdict(_("補正の期限は、いまより後にしてください。"))


def _screens(user: Any, application: Application) -> Verdict:
    if not is_staff(user):
        return Verdict(_("応募を審査できるのは、総務省職員だけです。"))
    if application.person.user_id == user.pk:
        return Verdict(_("自分の応募は審査できません。ほかの職員に頼んでください。"))
    if application.round.status not in SCREENING:
        return first_no(
            [_goes_on(application.round), Verdict(_("決定の後は、形式審査をやり直せません。"))]
        )
    return YES
