"""Who may run a programme and record what in it, and the sentence when not."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import is_staff
from common.templatetags.ui import localized
from common.verdict import YES, Verdict
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import queries as evaluation
from training.models import STUDYING, Enrolment, Module, Programme


def can_run(user: Any) -> Verdict:
    return YES if is_staff(user) else Verdict(_("研修の運営ができるのは、総務省職員だけです。"))


def has_reason(reason: str) -> Verdict:
    return YES if reason.strip() else Verdict(_("理由を書いてください。"))


def can_start(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.DECIDED:
        return Verdict(_("研修を始められるのは、決定を締め切った公募だけです。"))
    if not round.released_at:
        return Verdict(_("選考の結果を応募者に知らせてから、研修を始めてください。"))
    if evaluation.corrections_waiting(round):  # from then on no pass can become a fail
        return Verdict(
            _("承認待ちの訂正があります。承認するか、取り下げてから研修を始めてください。")
        )
    return can_run(user)


def period_fits(starts_on: dt.date, ends_on: dt.date) -> Verdict:
    return YES if ends_on >= starts_on else Verdict(_("終了日は、開始日以後にしてください。"))


def can_enrol(user: Any, round: Round) -> Verdict:
    if round.status != RoundStatus.TRAINING:
        return Verdict(_("受講に加えられるのは、研修中の公募だけです。"))
    return can_run(user)


def can_record(user: Any, enrolment: Enrolment) -> Verdict:
    """Record anything about this person's training."""
    if enrolment.person.user_id == user.pk:
        return Verdict(_("自分の受講についての記録は、ほかの職員が行ってください。"))
    if enrolment.status not in STUDYING:
        return Verdict(
            _("この方の受講は、もう終わっています(%(status)s)。")
            % {"status": enrolment.get_status_display()}
        )
    return can_run(user)


def module_fits(enrolment: Enrolment, module: Module) -> Verdict:
    if module.programme_id != enrolment.programme_id:
        return Verdict(_("この科目は、この方の研修の科目ではありません。"))
    if enrolment.completions.filter(module=module).exists():
        named = {"module": localized(module, "title")}
        return Verdict(_("%(module)sの修了は、もう記録されています。") % named)
    return YES


def day_fits(programme: Programme, completed_on: dt.date) -> Verdict:
    """A module is completed on a day of the programme that has come."""
    if completed_on > timezone.localdate():
        return Verdict(_("修了日に、先の日付は入れられません。"))
    if programme.starts_on and completed_on < programme.starts_on:
        return Verdict(_("修了日は、研修の開始日以後にしてください。"))
    return YES
