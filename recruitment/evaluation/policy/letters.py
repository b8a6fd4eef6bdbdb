"""The release and its letters: who may stop, open and send again, and what stops a batch."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.roles import Role, has_role
from common.verdict import YES, Verdict
from recruitment.evaluation import queries
from recruitment.evaluation.models import Letter, LetterStatus, Release
from recruitment.evaluation.policy.evaluating import not_own
from recruitment.evaluation.policy.preparing import can_run

UNHANDED = Q(handed_at__isnull=True)  # certainly not with the mail server yet
FEW = 5  # letters that a sentence can name


def letters_complete(drafts: Iterable[queries.Draft]) -> Verdict:
    """An unknown or empty field stops the whole batch: the sentence names letter and field."""
    faulty = [draft for draft in drafts if draft.faults]
    if not faulty:
        return YES
    named = _("、").join(
        f"{draft.application.receipt_number}: {fault}"
        for draft in faulty[:FEW]
        for fault in draft.faults
    )
    if len(faulty) > FEW:
        more = {"named": named, "count": len(faulty) - FEW}
        return Verdict(_("通知書を作れません。%(named)s。ほか%(count)s通。") % more)
    return Verdict(_("通知書を作れません。%(named)s。") % {"named": named})


def can_stop(user: Any, release: Release) -> Verdict:
    if release.opened_at:
        return Verdict(_("もう知らせました。止められません。"))
    if release.stopped_at:
        return Verdict(_("もう止めてあります。"))
    return can_run(user)


def may_open(release: Release) -> Verdict:
    """What the clock asks before it lets the results out."""
    if release.opened_at or release.stopped_at:
        return Verdict(_("この通知は、もう終わっています。"))
    if queries.corrections_waiting(release.round):
        return Verdict(
            _("承認待ちの訂正があるので、知らせずに待っています。承認するか、取り下げてください。")
        )
    if not has_role(release.by, Role.STAFF):
        return Verdict(
            _("通知を決めた人が職員でなくなりました。止めて、もう一度知らせてください。")
        )
    return YES


def address_of(letter: Letter) -> str:
    """Where the applicant reads mail now."""
    person = letter.application.person
    return str(person.user.email if person.user else person.email or "")


def can_resend(user: Any, letter: Letter) -> Verdict:
    if letter.status not in (LetterStatus.SENT, LetterStatus.FAILED):
        return Verdict(_("送り直せるのは、送信済みか、送れなかった通知書だけです。"))
    if not address_of(letter):
        return Verdict(_("メールアドレスがありません。PDFを印刷して郵送してください。"))
    own = not_own(user, letter.application)
    return own if not own else can_run(user)
