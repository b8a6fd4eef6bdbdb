"""Reads of the list that pages, mails, documents and later stages share."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Collate

from common.folding import words
from recruitment.applications.models import CandidacyStatus
from recruitment.calls.models import Round
from recruitment.standards.models import SkillItem
from roster.registry import disclosure
from roster.registry.disclosure import Audience, Row
from roster.registry.models import (
    Edition,
    EditionEntry,
    ProfileSheet,
    Registrant,
    Registration,
    RegistrationStatus,
    SheetSkill,
    TrackRecord,
    WorkConditions,
)
from training.models import EnrolledCandidacy, Enrolment, EnrolmentStatus


def listed_people(on: dt.date) -> QuerySet[Any]:
    """Those whom an officer may find on this day, with the annotations of `disclosure.people`."""
    return disclosure.people().filter(Exists(listed_of(OuterRef("pk"), on)))


def listed_of(registrant: Any, on: dt.date) -> QuerySet[Registration]:
    """The registrations of one registrant that an officer may read on this day."""
    return Registration.objects.listed(on).filter(registrant=registrant)


def by_kana(people: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of the shown kana; those who show none after them, by the name they show."""
    without_kana = Case(
        When(shown_kana="", then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return people.order_by(
        without_kana, Collate(F("shown_kana"), "C"), Collate(F("shown_name"), "C"), "pk"
    )


@dataclass(frozen=True)
class SheetAsRead:
    """One person of the list as an audience reads them: only disclosed fields are on the rows."""

    who: Row
    registrations: list[Row]
    sheet: Row | None
    skills: list[Row]
    track_records: list[Row]
    conditions: Row | None


def sheet_as_officer(registrant: Registrant, on: dt.date) -> SheetAsRead:
    """What a granted officer reads of a registrant; without an approved sheet, little."""
    sheet = registrant.sheets.approved().first()
    audience = Audience.OFFICER if sheet else Audience.OFFICER_WITHOUT_SHEET
    return _as_read(registrant, listed_of(registrant, on), sheet, audience)


def sheet_once_approved(sheet: ProfileSheet, on: dt.date) -> SheetAsRead:
    """What an officer will read when this version is approved: the preview."""
    in_force = Registration.objects.active(on).filter(registrant=sheet.registrant)
    return _as_read(sheet.registrant, in_force, sheet, Audience.OFFICER)


def _as_read(
    registrant: Registrant,
    registrations: QuerySet[Registration],
    sheet: ProfileSheet | None,
    audience: Audience,
) -> SheetAsRead:
    person = disclosure.people().filter(pk=registrant.pk)
    version = sheet.pk if sheet else 0  # no row has it: no sheet, no parts
    conditions = WorkConditions.objects.filter(registrant=registrant)
    return SheetAsRead(
        who=next(disclosure.rows(person, "registrant", audience)),
        registrations=list(
            disclosure.rows(
                registrations.order_by("category__order", "pk"), "registration", audience
            )
        ),
        sheet=_first(ProfileSheet.objects.filter(pk=version), "sheet", audience),
        skills=_parts(SheetSkill.objects.filter(sheet=version), "skill", audience),
        track_records=_parts(TrackRecord.objects.filter(sheet=version), "track_record", audience),
        conditions=_first(conditions, "conditions", audience) if sheet else None,
    )


def _parts(found: QuerySet[Any], part: str, audience: Audience) -> list[Row]:
    return list(disclosure.rows(found, part, audience))


def _first(found: QuerySet[Any], part: str, audience: Audience) -> Row | None:
    return next(disclosure.rows(found, part, audience), None)


def to_register(round: Round) -> QuerySet[EnrolledCandidacy]:
    """The passed candidacies of a round whose training is completed, registered or not."""
    return (
        EnrolledCandidacy.objects.filter(
            candidacy__round=round,
            candidacy__status=CandidacyStatus.PASSED,
            enrolment__status=EnrolmentStatus.COMPLETED,
        )
        .select_related(
            "enrolment__person",
            "candidacy__category",
            "candidacy__round",
            "candidacy__registration",
            "candidacy__renewal",
        )
        .order_by("enrolment__person__family_name_kana", "enrolment", "candidacy__category__order")
    )


def not_yet_registered(round: Round) -> QuerySet[EnrolledCandidacy]:
    """Those of `to_register` that have led neither to a registration nor to a renewal."""
    return to_register(round).filter(
        candidacy__registration__isnull=True, candidacy__renewal__isnull=True
    )


def in_force(registrant: Registrant, category_code: str, on: dt.date) -> Registration | None:
    """The registration of this person in this category on this day."""
    mine = Registration.objects.in_force(on).filter(registrant=registrant)
    return mine.filter(category_code=category_code).first()


def studying(round: Round) -> QuerySet[Enrolment]:
    """Enrolments of the round's programme that are not finished."""
    return Enrolment.objects.studying().filter(programme__round=round)


def not_in_an_edition(round: Round) -> QuerySet[Registration]:
    """Registrations of the round that no edition contains; deregistered ones need none."""
    entries = EditionEntry.objects.filter(registration=OuterRef("pk"))
    kept = Registration.objects.exclude(status=RegistrationStatus.DEREGISTERED)
    return kept.filter(~Exists(entries), candidacy__round=round)


def registered_after(round: Round, on: dt.date) -> QuerySet[Registration]:
    """Registrations of the round's candidacies that begin after this day."""
    return Registration.objects.filter(candidacy__round=round, registered_on__gt=on)


def newest_edition() -> Edition | None:
    return Edition.objects.order_by("-number").first()


def awaiting_an_edition(on: dt.date) -> QuerySet[Registration]:
    """Registrations that officers will see only with the next edition."""
    entries = EditionEntry.objects.filter(registration=OuterRef("pk"))
    return Registration.objects.in_force(on).filter(~Exists(entries))


def editions_with(registrant: Registrant) -> QuerySet[Edition]:
    """The editions that contain this person, the newest first."""
    entries = EditionEntry.objects.filter(registration__registrant=registrant)
    return Edition.objects.filter(pk__in=entries.values("edition"))


def own_conditions(registrant: Registrant) -> Row | None:
    """The work conditions as their person reads them, sheet or no sheet."""
    found = WorkConditions.objects.filter(registrant=registrant)
    return _first(found, "conditions", Audience.REGISTRANT)


def registrants_for_desk(typed: str) -> QuerySet[Any]:
    """Everybody who is or was on the list, as the desk looks for them: by number, name or words."""
    people = by_kana(disclosure.people()).select_related("person")
    for word in words(typed):
        key = Q(search_key__contains=word) | Q(person__name_key__contains=word)
        people = people.filter(key | Q(number__icontains=word))
    drafts = ProfileSheet.objects.in_preparation().filter(registrant=OuterRef("pk"))
    return people.annotate(has_draft=Exists(drafts)).prefetch_related("registrations__category")


def items_of(registrant: Registrant) -> QuerySet[SkillItem]:
    """The skill items of the categories that the person is or was registered in."""
    mine = Registration.objects.filter(registrant=registrant)
    items = SkillItem.objects.filter(category__in=mine.values("category"))
    ordered = items.order_by("category__order", "category", "number")
    return ordered.select_related("category").prefetch_related("levels")
