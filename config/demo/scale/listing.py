"""People on the list: a concluded round whose applicants all passed, completed and registered."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from common.dates import fiscal_year
from common.folding import fold
from common.workflow import move
from config.demo import people, sheets
from config.demo.scale.intake import (
    NOTE,
    SOURCE,
    Taken,
    Tell,
    chunks,
    make_round,
    take_applications,
    write_histories,
)
from recruitment.applications.models import CandidacyStatus, CandidacyStatusChange
from recruitment.calls.models import Round
from recruitment.evaluation.models import Decision, Outcome
from recruitment.standards.models import SkillItem
from roster.registry import actions as registry
from roster.registry.actions.registrations import last_day
from roster.registry.actions.search import RECORD_TEXTS, SHEET_TEXTS
from roster.registry.models import (
    ProfileSheet,
    ProfileSheetStatusChange,
    Registrant,
    Registration,
    RegistrationStatus,
    RegistrationStatusChange,
    SheetSkill,
    SheetStatus,
    TrackRecord,
    WorkConditions,
)
from training.models import (
    EnrolledCandidacy,
    Enrolment,
    EnrolmentStatus,
    EnrolmentStatusChange,
    Programme,
)

SKILLS = 3  # so many items a sheet claims
VARIETY = 997  # texts and conditions repeat after so many people
PASSED = [("pass_", CandidacyStatus.APPLIED, CandidacyStatus.PASSED)]
COMPLETED = [
    ("begin", "", EnrolmentStatus.ENROLLED),
    ("record", EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED),
]
APPROVED = [("begin", "", SheetStatus.DRAFT), ("approve", SheetStatus.DRAFT, SheetStatus.APPROVED)]


def seed_registrants(count: int, tell: Tell) -> Round:
    """`count` new people on the list, from one round and in a new edition."""
    now = timezone.now()
    today = timezone.localdate(now)
    registered_on = today - dt.timedelta(days=90)
    opens_at, closes_at = now - dt.timedelta(days=240), now - dt.timedelta(days=200)
    round = make_round(fiscal_year(today) - 1, opens_at, closes_at)
    programme = Programme.objects.create(round=round)
    outcome = {"status": CandidacyStatus.PASSED, "decided_on": today - dt.timedelta(days=150)}
    for done, numbers in chunks(count):
        with transaction.atomic():
            taken = take_applications(round, numbers, **outcome)
            _decide(taken)
            _register(taken, _train(taken, programme, registered_on), registered_on)
        tell(done)
    move(round, "record", by=None, source=SOURCE, result_on=registered_on)
    registry.publish_edition(by=None, as_of=today, round=round, source=SOURCE)
    return round


def _decide(taken: Taken) -> None:
    write_histories(CandidacyStatusChange, taken.candidacies, PASSED)
    facts = {"version": 1, "outcome": Outcome.PASS, "reason": NOTE}
    Decision.objects.bulk_create(
        Decision(candidacy=row, decided_on=row.decided_on, **facts) for row in taken.candidacies
    )


def _train(taken: Taken, programme: Programme, before: dt.date) -> list[Enrolment]:
    """Everybody has completed, a week before they are registered."""
    facts = {"status": EnrolmentStatus.COMPLETED, "completed_on": before - dt.timedelta(days=7)}
    rows = Enrolment.objects.bulk_create(
        Enrolment(person=who, programme=programme, basis={"rule": SOURCE}, **facts)
        for who in taken.people
    )
    write_histories(EnrolmentStatusChange, rows, COMPLETED)
    EnrolledCandidacy.objects.bulk_create(
        EnrolledCandidacy(enrolment=rows[place], candidacy=row) for place, row in taken.placed()
    )
    return rows


def _register(taken: Taken, enrolments: list[Enrolment], on: dt.date) -> None:
    skills = _skills()
    rows = Registrant.objects.bulk_create(
        _registrant(person, number, skills)
        for person, number in zip(taken.people, taken.numbers, strict=True)
    )
    registrations = Registration.objects.bulk_create(
        Registration(
            registrant=rows[place],
            category=row.category,
            category_code=row.category.code,
            candidacy=row,
            enrolment=enrolments[place],
            registered_on=on,
            valid_until=last_day(on),
        )
        for place, row in taken.placed()
    )
    begun = [("begin", "", RegistrationStatus.ACTIVE)]
    write_histories(RegistrationStatusChange, registrations, begun)
    _inform(taken, rows, skills)


def _skills() -> list[SkillItem]:
    return list(SkillItem.objects.order_by("category__order", "number"))


def _claimed(skills: list[SkillItem], number: int) -> list[SkillItem]:
    return [skills[(number * SKILLS + turn) % len(skills)] for turn in range(SKILLS)]


def _registrant(person: Person, number: int, skills: list[SkillItem]) -> Registrant:
    facts = people.person(number)
    columns = {name: facts[name] for name in ("prefecture", "industry", "employer")}
    row = Registrant(person=person, **columns)
    texts = [row.number, *_searched(person, number, _claimed(skills, number))]
    row.search_key = "\n".join(filter(None, map(fold, texts)))
    return row


def _searched(person: Person, number: int, skills: list[SkillItem]) -> Iterator[str]:
    """What `registry.refresh_search` would fold, without asking the database for each person."""
    turn = number % VARIETY
    yield from (person.shown_name, person.kana, person.latin, people.person(number)["employer"])
    sheet = sheets.sheet(turn)
    yield from (sheet[name] for name in SHEET_TEXTS)
    for item in sorted(skills, key=lambda item: (item.category_id, item.number)):
        yield from (item.name, item.name_en)
    for record in sheets.track_records(turn):
        yield from (record[name] for name in RECORD_TEXTS)
    yield sheets.conditions(turn, timezone.localdate())["fields_driven"]


def _inform(taken: Taken, registrants: list[Registrant], skills: list[SkillItem]) -> None:
    """An approved sheet with skills and track records, and work conditions, for each of them."""
    now = timezone.now()
    today = timezone.localdate(now)
    facts = {"number": 1, "status": SheetStatus.APPROVED, "approved_at": now}
    rows = ProfileSheet.objects.bulk_create(
        ProfileSheet(registrant=who, submission=sent, **facts, **sheets.sheet(number % VARIETY))
        for who, sent, number in zip(registrants, taken.submissions, taken.numbers, strict=True)
    )
    write_histories(ProfileSheetStatusChange, rows, APPROVED)
    numbered = list(zip(rows, taken.numbers, strict=True))
    SheetSkill.objects.bulk_create(
        SheetSkill(sheet=row, item=item, level=3 + number % 3)
        for row, number in numbered
        for item in _claimed(skills, number)
    )
    TrackRecord.objects.bulk_create(
        TrackRecord(sheet=row, order=order, **record)
        for row, number in numbered
        for order, record in enumerate(sheets.track_records(number % VARIETY), start=1)
    )
    WorkConditions.objects.bulk_create(
        WorkConditions(registrant=who, **sheets.conditions(number % VARIETY, today))
        for who, number in zip(registrants, taken.numbers, strict=True)
    )
