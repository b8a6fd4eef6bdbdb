"""Who may do what with registrations, sheets and editions. Each refusal is a sentence."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person, User
from accounts.roles import is_staff
from common.verdict import YES, Verdict, first_no
from recruitment.applications.models import CandidacyStatus
from recruitment.calls.models import Round, RoundStatus
from roster.registry import queries
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    Registration,
    RegistrationStatus,
    SheetStatus,
)
from training import queries as training
from training.models import EnrolledCandidacy, EnrolmentStatus


def can_keep_list(user: User | None) -> Verdict:
    """Ministry staff; None is an import or a command, which names itself as the source."""
    if user is not None and not is_staff(user):
        return Verdict(_("リストを管理できるのは、総務省職員だけです。"))
    return YES


def _not_own(user: User | None, person: Person) -> Verdict:
    if user is not None and person.user_id == user.pk:
        return Verdict(_("ご自身のことは、ほかの職員が行います。"))
    return YES


def _not_later_than_today(on: dt.date) -> Verdict:
    if on > timezone.localdate():
        return Verdict(_("先の日付は使えません。今日までの日付にしてください。"))
    return YES


def can_register(user: User | None, trained: EnrolledCandidacy, on: dt.date) -> Verdict:
    """A passed candidacy with completed training; once the round's results are released."""
    return first_no(
        [
            can_keep_list(user),
            _not_own(user, trained.enrolment.person),
            _results_are_out(trained.candidacy.round),
            _chain_is_complete(trained, on),
            _not_later_than_today(on),
        ]
    )


def _results_are_out(round: Round) -> Verdict:
    recorded = round.status == RoundStatus.CONCLUDED and round.announced_at is None
    if round.released_at is None and not recorded:
        return Verdict(_("選考結果を通知してから、登録してください。"))
    return YES


def _chain_is_complete(trained: EnrolledCandidacy, on: dt.date) -> Verdict:
    if trained.candidacy.status != CandidacyStatus.PASSED:
        return Verdict(_("合格していない応募は、登録できません。"))
    enrolment = trained.enrolment
    if enrolment.status != EnrolmentStatus.COMPLETED or enrolment.completed_on is None:
        return Verdict(_("研修を修了していない人は、登録できません。"))
    if on < enrolment.completed_on:
        return Verdict(_("登録日は、修了日以後にしてください。"))
    return YES


def can_renew(
    user: User | None, registration: Registration, on: dt.date, until: dt.date
) -> Verdict:
    """Until its last day; a renewal that would not lengthen it is none."""
    facts = first_no(
        [
            can_keep_list(user),
            _not_own(user, registration.registrant.person),
            _not_later_than_today(on),
        ]
    )
    if not facts:
        return facts
    if registration.status == RegistrationStatus.DEREGISTERED:
        return Verdict(_("登録解除された登録は、更新できません。新しい応募が必要です。"))
    if not registration.registered_on <= on <= registration.valid_until:
        return Verdict(_("更新日は、登録日から有効期限までの日にしてください。"))
    if until <= registration.valid_until:
        return Verdict(_("この更新日では、有効期限が延びません。"))
    return YES


def can_change_registration(user: User | None, registration: Registration) -> Verdict:
    """Suspend, resume, deregister: the arrows say from where."""
    return first_no([can_keep_list(user), _not_own(user, registration.registrant.person)])


def can_deregister(user: User | None, registration: Registration, on: dt.date) -> Verdict:
    if on < registration.registered_on:
        return Verdict(_("登録解除日は、登録日以後にしてください。"))
    return first_no([can_change_registration(user, registration), _not_later_than_today(on)])


def can_write_sheet(user: User | None, registrant: Registrant) -> Verdict:
    """Staff write sheets, but not their own."""
    return first_no([can_keep_list(user), _not_own(user, registrant.person)])


def can_start_sheet(user: User | None, registrant: Registrant) -> Verdict:
    if registrant.sheets.in_preparation().exists():
        return Verdict(_("作成中の版があります。そちらを直してください。"))
    return can_write_sheet(user, registrant)


def can_edit_sheet(user: User | None, sheet: ProfileSheet) -> Verdict:
    if sheet.status not in (SheetStatus.DRAFT, SheetStatus.AWAITING):
        return Verdict(_("承認した版は変えられません。新しい版を作ってください。"))
    return can_write_sheet(user, sheet.registrant)


def can_approve_sheet(user: User | None, sheet: ProfileSheet) -> Verdict:
    """Nobody approves their own sheet, and an empty one is not approved."""
    if not sheet.summary.strip():
        return Verdict(_("承認するには、紹介文が必要です。"))
    return first_no([can_keep_list(user), _not_own(user, sheet.registrant.person)])


def can_publish(user: User | None, as_of: dt.date) -> Verdict:
    """An edition is never older than the one before it: the newest is what the public reads."""
    newest = queries.newest_edition()
    if newest is not None and as_of < newest.as_of:
        return Verdict(_("現在日は、前の版の現在日以後にしてください。"))
    return first_no([can_keep_list(user), _not_later_than_today(as_of)])


def can_conclude(user: User, round: Round, on: dt.date) -> Verdict:
    """A round in training, when nobody is waiting for anything any more."""
    reasons = [can_keep_list(user), *what_blocks(round, on)]
    return first_no(reasons)


def what_blocks(round: Round, on: dt.date) -> list[Verdict]:
    """Every reason why the round cannot be concluded on this day, each a sentence."""
    if round.status != RoundStatus.TRAINING:
        return [Verdict(_("終了にできるのは、研修中の公募だけです。"))]
    open_ends = [Verdict(sentence) for sentence in _still_open(round)]
    day = result_day_fits(round, on)
    return open_ends if day else [*open_ends, day]


def result_day_fits(round: Round, on: dt.date) -> Verdict:
    """The day of a result: not to come, and not before anybody of the round was registered."""
    if queries.registered_after(round, on).exists():
        return Verdict(_("結果公表日は、この公募の登録日以後にしてください。"))
    return _not_later_than_today(on)


def _still_open(round: Round) -> Iterator[str]:
    """What somebody waits for, from passing to the list; nobody may be left on the way."""
    if number := training.to_enrol(round).count():
        yield ngettext(
            "合格したのに受講に加わっていない応募が%(number)d件あります。研修のページで加えてください。",
            "合格したのに受講に加わっていない応募が%(number)d件あります。研修のページで加えてください。",
            number,
        ) % {"number": number}
    if number := queries.studying(round).count():
        yield ngettext(
            "研修を終えていない人が%(number)d人います。",
            "研修を終えていない人が%(number)d人います。",
            number,
        ) % {"number": number}
    if number := queries.not_yet_registered(round).count():
        yield ngettext(
            "修了したのに登録していない応募が%(number)d件あります。",
            "修了したのに登録していない応募が%(number)d件あります。",
            number,
        ) % {"number": number}
    if number := queries.not_in_an_edition(round).count():
        yield ngettext(
            "リストの版にまだ載っていない登録が%(number)d件あります。版を公表してください。",
            "リストの版にまだ載っていない登録が%(number)d件あります。版を公表してください。",
            number,
        ) % {"number": number}
