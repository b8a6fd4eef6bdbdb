"""Registrants as they come about: by the real actions, from completed training to an edition."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import Person, User
from recruitment.applications.models import BodyKind
from recruitment.calls.models import Round
from recruitment.standards.models import SkillItem
from roster.registry import actions
from roster.registry.models import ProfileSheet, Registrant, TrackRecord
from tests import factories
from training.models import EnrolledCandidacy

FACTS: dict[str, Any] = {
    "started_on": dt.date(2021, 4, 1),
    "ended_on": dt.date(2023, 3, 31),
    "body_kind": BodyKind.CITY,
    "title": "窓口予約の全庁導入",
    "field": "窓口・手続",
    "role": "統括",
    "action": "7課の業務を見直した。",
    "result": "待ち時間 41分→12分",
}
CONDITIONS: dict[str, Any] = {
    "fields_driven": "窓口改革",
    "days_per_week": 2,
    "prefectures": ["22"],
    "confirmed_on": dt.date(2026, 10, 2),
}


def round_in_training(standard: Any, **facts: Any) -> Round:
    """A round whose results are released and whose training has begun."""
    now = timezone.now()
    closed = {"opens_at": now - dt.timedelta(days=90), "closes_at": now - dt.timedelta(days=60)}
    row = factories.announced_round(standard, **closed | facts)
    return factories.advance(row, "start_evaluation", "decide", "release_results", "start_training")


def completed(
    round: Round, person: Person | None = None, codes: tuple[str, ...] = ("producer",), **facts: Any
) -> list[EnrolledCandidacy]:
    """What a person who completed the training yesterday can be registered for."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    enrolment = factories.completed(factories.passed(round, person, codes, **facts), yesterday)
    return list(enrolment.enrolled_candidacies.select_related("candidacy__category"))


def registered(
    round: Round,
    staff: User,
    person: Person | None = None,
    codes: tuple[str, ...] = ("producer",),
    **facts: Any,
) -> Registrant:
    """On the list since today, with a draft sheet, in no edition yet."""
    today = timezone.localdate()
    rows = [
        actions.register(trained, by=staff, registered_on=today)
        for trained in completed(round, person, codes, **facts)
    ]
    return rows[0].registrant


def written(registrant: Registrant, staff: User, **facts: Any) -> ProfileSheet:
    """A draft with a summary, one skill and a track record; conditions beside it."""
    sheet = registrant.sheets.in_preparation().get()
    item = SkillItem.objects.filter(category__code="producer").first()
    texts = {"summary": "窓口改革を続けています。", "qualifications": "情報処理安全確保支援士"}
    actions.save_sheet(
        sheet, by=staff, version=sheet.version, skills={item.pk: 4} if item else {}, **texts
    )
    actions.save_track_record(sheet, by=staff, **FACTS | facts)
    actions.save_conditions(registrant, by=staff, **CONDITIONS)
    return ProfileSheet.objects.get(pk=sheet.pk)


def with_sheet(registrant: Registrant, staff: User, **facts: Any) -> Registrant:
    """The same person, with an approved sheet."""
    actions.approve_sheet(written(registrant, staff, **facts), by=staff)
    return Registrant.objects.get(pk=registrant.pk)


def published(staff: User) -> None:
    """An edition as of today: whoever is active is listed from now."""
    actions.publish_edition(by=staff, as_of=timezone.localdate())


def records(sheet: ProfileSheet) -> list[TrackRecord]:
    return list(sheet.track_records.all())
