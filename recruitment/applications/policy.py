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
from recruitment.applications.draft import Draft
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls import queries as calls
from recruitment.calls.models import Round, RoundStatus
from recruitment.calls.policy import all_stored

MOST_GIVEN_BACK = 5  # applications with a receipt that one person may withdraw in a round
MOST_SUBMISSIONS = 50  # of one application: far more than anybody needs, far fewer than a script
SCREENING = [RoundStatus.ANNOUNCED, RoundStatus.EVALUATING]


def can_start(user: Any, round: Round, person: Person | None, at: dt.datetime) -> Verdict:
    """Begin an application in the round, for oneself."""
    standing = calls.standing(round, person)
    if person is not None and queries.given_back(round, person) >= MOST_GIVEN_BACK:
        return Verdict(_("この公募への応募を何度も取り下げているため、新しく始められません。"))
    return first_no([_is_taken(round, standing, at), _not_its_evaluator(standing)])


def can_write(user: Any, draft: Draft) -> Verdict:
    """Change the working copy, judged by the database's clock when the draft was read."""
    return _can_edit(user, draft.application, draft.standing.now, draft.standing)


def can_edit(user: Any, application: Application, at: dt.datetime) -> Verdict:
    """Change the working copy, and submit it.

    Before the deadline, or before the correction's own date.
    """
    return _can_edit(user, application, at, _standing(application))


def _standing(application: Application) -> calls.Standing:
    return calls.standing(application.round, application.person)


def _can_edit(
    user: Any, application: Application, at: dt.datetime, standing: calls.Standing
) -> Verdict:
    if application.is_on_paper and application.person.user_id != user.pk:
        return can_enter(user, application)
    if application.person.user_id != user.pk:
        return Verdict(_("応募を書けるのは、応募した本人だけです。"))
    if application.is_on_paper and application.status == ApplicationStatus.DRAFT:
        return Verdict(_("紙で届いた応募です。職員が入力しているところです。"))
    if application.status == ApplicationStatus.RETURNED:
        return first_no([_goes_on(application.round), _correction_in_time(application, at)])
    if application.status not in [ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED]:
        return Verdict(_("この応募は、もう直せません。"))
    return first_no(
        [
            _is_taken(application.round, standing, at),
            _not_its_evaluator(standing),
        ]
    )


def closed(until: dt.datetime | None) -> Verdict:
    """The sentence for what arrived at or after the deadline."""
    return Verdict(_("受付は %(until)s に終了しました。") % {"until": moment(until)})


def may_submit_again(application: Application) -> Verdict:
    """Not without an end: every submission is kept, with its files and its letter."""
    if application.submissions.count() >= MOST_SUBMISSIONS:
        return Verdict(_("提出は%(most)s回までです。") % {"most": MOST_SUBMISSIONS})
    return YES


def correction_closed(application: Application) -> Verdict:
    """The sentence for a correction that arrived at or after its date."""
    due = moment(application.correction_due_at)
    return Verdict(
        _("補正の期限は %(due)s でした。前に提出された内容で審査します。") % {"due": due}
    )


def _is_taken(round: Round, standing: calls.Standing, at: dt.datetime) -> Verdict:
    going = _goes_on(round)
    if not going:
        return going
    if round.status != RoundStatus.ANNOUNCED:
        return Verdict(_("この公募は、受付を終えて評価に進んでいます。"))
    if round.opens_at and at < round.opens_at:
        return Verdict(_("受付は %(opens)s に始まります。") % {"opens": moment(round.opens_at)})
    until = standing.taken_until
    return YES if until and at < until else closed(standing.deadline)


def _goes_on(round: Round) -> Verdict:
    if round.status == RoundStatus.CANCELLED:
        return Verdict(_("この公募は中止されました。応募は読めますが、先へは進みません。"))
    return YES


def _correction_in_time(application: Application, at: dt.datetime) -> Verdict:
    if application.round.status not in SCREENING:
        return Verdict(_("この公募は決定を終えているため、補正は受け付けていません。"))
    due = application.correction_due_at
    return YES if due and at < due else correction_closed(application)


def _not_its_evaluator(standing: calls.Standing) -> Verdict:
    if standing.is_seated:
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
    if application.is_on_paper:
        return Verdict(_("紙で届いた応募は、ここでは消去できません。消去を申し出てください。"))
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


def can_check(user: Any, application: Application) -> Verdict:
    """Mark the points of the formal check, until it is decided."""
    if application.status not in [ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED]:
        return first_no([_screens(user, application), Verdict(_("形式審査はもう終わっています。"))])
    return _screens(user, application)


def can_note(user: Any, application: Application) -> Verdict:
    """Note something for colleagues, at any time; about one's own application only others do."""
    if not is_staff(user):
        return Verdict(_("内部メモを書けるのは、総務省職員だけです。"))
    return not_about_oneself(user, application)


def not_about_oneself(user: Any, application: Application) -> Verdict:
    if application.person.user_id == user.pk:
        return Verdict(_("自分の応募についての内部の記録は、ほかの職員だけが扱います。"))
    return YES


def can_judge_pair(user: Any, application: Application, other: Application) -> Verdict:
    """Say whether two applications are one person's."""
    if not is_staff(user):
        return Verdict(_("応募を審査できるのは、総務省職員だけです。"))
    return first_no(not_about_oneself(user, row) for row in (application, other))


def can_enter_paper(user: Any, round: Round) -> Verdict:
    """Enter an application that came on paper: until the evaluation begins, also after closing."""
    if not is_staff(user):
        return Verdict(_("紙の応募を入力できるのは、総務省職員だけです。"))
    if round.status != RoundStatus.ANNOUNCED:
        return first_no(
            [
                _goes_on(round),
                Verdict(_("紙の応募を入力できるのは、公示してから評価を始めるまでの間です。")),
            ]
        )
    return YES


def can_enter(user: Any, application: Application) -> Verdict:
    """Write what came on paper: the application, or its correction."""
    if not is_staff(user):
        return Verdict(_("紙の応募を入力できるのは、総務省職員だけです。"))
    if application.status == ApplicationStatus.RETURNED:
        if application.person.user_id is not None:
            return Verdict(
                _("この方にはアカウントがあります。補正は、ご本人が「応募」の画面で行います。")
            )
        return first_no([not_about_oneself(user, application), _screens(user, application)])
    if application.status != ApplicationStatus.DRAFT:
        return Verdict(_("紙で届いた応募を直せるのは、提出する前か、補正を依頼した後です。"))
    return first_no(
        [not_about_oneself(user, application), can_enter_paper(user, application.round)]
    )


def arrival_fits(application: Application, received_at: dt.datetime, at: dt.datetime) -> Verdict:
    """Whether paper that arrived then is in time. The statement that stores asks again."""
    if application.status == ApplicationStatus.RETURNED:
        due = application.correction_due_at
        in_time = YES if due and received_at < due else correction_closed(application)
        return first_no([_not_yet_to_come(received_at, at), in_time])
    return first_no(
        [
            _not_yet_to_come(received_at, at),
            _is_taken(application.round, _standing(application), received_at),
        ]
    )


def paper_fits(round: Round, person: Person | None, received_at: dt.datetime) -> Verdict:
    """The same before there is an application, of which a person has one in a round."""
    standing = calls.standing(round, person)
    return first_no(
        [
            _not_yet_to_come(received_at, calls.database_now()),
            _is_taken(round, standing, received_at),
            _not_its_evaluator(standing),
            _has_none(round, person),
        ]
    )


def _has_none(round: Round, person: Person | None) -> Verdict:
    if person and Application.objects.live().filter(round=round, person=person).exists():
        return Verdict(_("この人には、この公募の応募(または下書き)がもうあります。"))
    return YES


def _not_yet_to_come(received_at: dt.datetime, at: dt.datetime) -> Verdict:
    return YES if received_at <= at else Verdict(_("到達日時が未来です。確かめてください。"))


def can_set_checklist(user: Any, round: Round) -> Verdict:
    """Change what a round checks, until its evaluation is over."""
    if not is_staff(user):
        return Verdict(_("形式審査の項目を変えられるのは、総務省職員だけです。"))
    if round.status not in [RoundStatus.DRAFT, *SCREENING]:
        return Verdict(_("決定の後は、形式審査の項目を変えられません。"))
    return YES
