"""What is done in a programme: starting it, enrolling, recording modules, and its ends."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.verdict import require
from common.workflow import begin, move
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from training import mail, policy, queries
from training.models import (
    EnrolledCandidacy,
    Enrolment,
    EnrolmentStatus,
    Module,
    ModuleCompletion,
    Programme,
)

# The modules of domain.md, an assumption: staff change them for each programme in the admin before
# anything is recorded.
DEFAULT_MODULES = [
    ("地方自治制度", "The local government system"),
    ("予算・契約", "Budgets and contracts"),
    ("個人情報保護", "Protection of personal information"),
    ("情報セキュリティ(三層の対策)", "Information security (the three-layer model)"),
    ("マイナンバー", "The Individual Number system"),
    ("標準化・ガバメントクラウド", "Standardisation and the Government Cloud"),
    ("人材活用の実務", "Working with external personnel in practice"),
]
RULE = "all mandatory modules recorded; completed on the day the last one was recorded (Asia/Tokyo)"


@transaction.atomic
def start(round: Round, *, by: User, starts_on: dt.date, ends_on: dt.date) -> Programme:
    """Begin the training of a released round: its programme with the default modules, and every
    successful person in it.
    """
    _hold(round)
    require(policy.can_start(by, round))
    require(policy.period_fits(starts_on, ends_on))
    calls.start_training(round, by=by)
    programme = Programme.objects.create(round=round, starts_on=starts_on, ends_on=ends_on)
    Module.objects.bulk_create(
        Module(programme=programme, order=order, title=title, title_en=title_en)
        for order, (title, title_en) in enumerate(DEFAULT_MODULES, start=1)
    )
    _enrol(programme, by)
    return programme


@transaction.atomic
def enrol_missing(programme: Programme, *, by: User) -> int:
    """Enrol whoever passed later (promoted, corrected).

    Returns how many candidacies were added. Safe to repeat.
    """
    _hold(programme.round)
    require(policy.can_enrol(by, programme.round))
    return _enrol(programme, by)


def _hold(round: Round) -> None:
    """Wait for whoever is changing the round, then know it as it is."""
    round.refresh_from_db(from_queryset=Round.objects.select_for_update(no_key=True))


def _enrol(programme: Programme, by: User) -> int:
    """One enrolment a person, for all their passed candidacies; a person who is there already gets
    the further ones.
    """
    known = {row.person_id: row for row in programme.enrolments.all()}
    added = 0
    for candidacy in queries.to_enrol(programme.round):
        person = candidacy.application.person
        if person.pk not in known:
            known[person.pk] = Enrolment.objects.create(person=person, programme=programme)
            begin(known[person.pk], by=by)
        EnrolledCandidacy.objects.create(enrolment=known[person.pk], candidacy=candidacy)
        added += 1
    return added


@transaction.atomic
def record_module(
    enrolment: Enrolment, module: Module, *, by: User, completed_on: dt.date
) -> Enrolment:
    """Record that the person completed a module on this day.

    With the first module the training is in progress; with the last mandatory one it is completed,
    on the day of this recording, and `basis` keeps the modules, their days and who recorded them.
    """
    enrolment.refresh_from_db(
        from_queryset=Enrolment.objects.select_for_update(no_key=True, of=("self",))
    )
    require(policy.can_record(by, enrolment))
    require(policy.module_fits(enrolment, module))
    require(policy.day_fits(enrolment.programme, completed_on))
    ModuleCompletion.objects.create(
        enrolment=enrolment,
        module=module,
        programme_id=enrolment.programme_id,
        completed_on=completed_on,
        recorded_by=by,
    )
    if enrolment.status == EnrolmentStatus.ENROLLED:
        move(enrolment, "start", by=by)
    if not queries.missing(enrolment).exists():
        _complete(enrolment, by)
    return enrolment


@transaction.atomic
def record_class(
    module: Module, enrolments: Iterable[Enrolment], *, by: User, completed_on: dt.date
) -> list[Enrolment]:
    """Record one module for several people, for all of them or for none."""
    return [
        record_module(enrolment, module, by=by, completed_on=completed_on)
        for enrolment in enrolments
    ]


def _complete(enrolment: Enrolment, by: User) -> None:
    now = timezone.now()
    move(
        enrolment,
        "complete",
        by=by,
        at=now,
        note=_("必修科目をすべて修了しました。"),
        completed_on=timezone.localdate(now),
        basis=_basis(enrolment),
    )
    mail.completed(enrolment)


def _basis(enrolment: Enrolment) -> dict[str, Any]:
    """What the completion rests on, kept as it was."""
    completions = enrolment.completions.select_related("module", "recorded_by").order_by(
        "module__order", "pk"
    )
    return {
        "rule": RULE,
        "modules": [
            {
                "title": row.module.title,
                "mandatory": row.module.is_mandatory,
                "completed_on": row.completed_on.isoformat(),
                "recorded_at": timezone.localtime(row.recorded_at).isoformat(timespec="minutes"),
                "recorded_by": row.recorded_by.label,
            }
            for row in completions
        ],
    }


@transaction.atomic
def fail(enrolment: Enrolment, *, by: User, reason: str) -> Enrolment:
    """End the training without completion."""
    require(policy.can_record(by, enrolment))
    require(policy.has_reason(reason))
    move(enrolment, "fail", by=by, note=reason)
    return enrolment


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: User, reason: str) -> Enrolment:
    """End the training because the person withdrew from it."""
    require(policy.can_record(by, enrolment))
    require(policy.has_reason(reason))
    move(enrolment, "withdraw", by=by, note=reason)
    return enrolment
