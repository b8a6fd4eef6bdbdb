"""Information sheets: edited, previewed, approved, superseded."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from common.versions import StaleVersion
from common.workflow import MoveRefused, move
from recruitment.calls.models import Round
from recruitment.standards.models import SkillItem
from roster.registry import actions, queries
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    SheetSkill,
    SheetStatus,
    TrackRecord,
    WorkConditions,
)
from tests import factories
from tests.registry import situations

pytestmark = pytest.mark.django_db


def test_saving_a_sheet_replaces_its_skills(registrant: Registrant, staff: User) -> None:
    sheet = situations.written(registrant, staff)
    other = SkillItem.objects.filter(category__code="project_manager").get(number=1)
    actions.save_sheet(sheet, by=staff, version=sheet.version, skills={other.pk: 2}, summary="新")
    assert list(sheet.skills.values_list("item", "level")) == [(other.pk, 2)]


def test_the_later_of_two_tabs_is_refused(registrant: Registrant, staff: User) -> None:
    sheet = registrant.sheets.get()
    actions.save_sheet(sheet, by=staff, version=1, summary="先")
    with pytest.raises(StaleVersion):
        actions.save_sheet(sheet, by=staff, version=1, summary="後")
    assert ProfileSheet.objects.get().summary == "先"


def test_the_later_of_two_tabs_on_a_record_or_conditions_is_refused(
    registrant: Registrant, staff: User
) -> None:
    sheet = situations.written(registrant, staff)
    actions.save_track_record(sheet, by=staff, order=1, version=1, result="先")
    with pytest.raises(StaleVersion):
        actions.save_track_record(sheet, by=staff, order=1, version=1, result="後")
    actions.save_conditions(registrant, by=staff, version=1, days_per_week=3)
    with pytest.raises(StaleVersion):
        actions.save_conditions(registrant, by=staff, version=1, days_per_week=4)
    assert TrackRecord.objects.get().result == "先"
    assert WorkConditions.objects.get().days_per_week == 3


def test_records_are_added_at_the_end_and_removed(registrant: Registrant, staff: User) -> None:
    sheet = situations.written(registrant, staff)
    second = actions.save_track_record(sheet, by=staff, **situations.FACTS | {"title": "2件目"})
    actions.remove_track_record(sheet, by=staff, order=1)
    third = actions.save_track_record(sheet, by=staff, **situations.FACTS)
    assert (second.order, third.order) == (2, 3)
    assert [row.order for row in situations.records(sheet)] == [2, 3]


def test_a_record_without_a_result_is_refused(registrant: Registrant, staff: User) -> None:
    with pytest.raises(IntegrityError, match="trackrecord_has_a_result"):
        situations.written(registrant, staff, result="")


def test_approving_supersedes_the_old_version(registrant: Registrant, staff: User) -> None:
    situations.with_sheet(registrant, staff)
    new = actions.start_sheet(registrant, by=staff)
    assert (new.number, new.summary, new.skills.count()) == (2, "窓口改革を続けています。", 1)
    assert [record.title for record in situations.records(new)] == ["窓口予約の全庁導入"]
    at = timezone.now() - dt.timedelta(days=1)
    actions.approve_sheet(new, by=staff, at=at)
    assert list(registrant.sheets.values_list("number", "status")) == [
        (1, SheetStatus.SUPERSEDED),
        (2, SheetStatus.APPROVED),
    ]
    assert ProfileSheet.objects.get(number=2).approved_at == at


@pytest.mark.parametrize("verb", ["save", "add", "remove"])
def test_a_track_record_changes_what_is_approved(
    registrant: Registrant, staff: User, verb: str
) -> None:
    sheet = situations.written(registrant, staff)
    if verb == "remove":
        actions.remove_track_record(sheet, by=staff, order=1)
    else:
        order = 1 if verb == "save" else None
        actions.save_track_record(sheet, by=staff, order=order, **situations.FACTS)
    with pytest.raises(StaleVersion):
        actions.approve_sheet(sheet, by=staff, seen=(sheet.number, sheet.version))
    assert not registrant.sheets.approved().exists()


def test_an_approved_version_is_not_edited(registrant: Registrant, staff: User) -> None:
    situations.with_sheet(registrant, staff)
    sheet = registrant.sheets.get()
    for edit in (
        lambda: actions.save_sheet(sheet, by=staff, version=sheet.version, summary="x"),
        lambda: actions.save_track_record(sheet, by=staff, order=1, title="x"),
        lambda: actions.remove_track_record(sheet, by=staff, order=1),
    ):
        with pytest.raises(PermissionDenied, match="新しい版"):
            edit()


def test_nobody_writes_or_approves_their_own(training_round: Round, staff: User) -> None:
    own = factories.PersonFactory(user=staff)
    (row,) = factories.registered(factories.passed(training_round, own))
    sheet = ProfileSheet.objects.create(registrant=row.registrant, number=1, summary="自分の")
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        actions.approve_sheet(sheet, by=staff)
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        actions.save_sheet(sheet, by=staff, version=1, summary="よりよい")


def test_an_empty_sheet_is_not_approved(registrant: Registrant, staff: User) -> None:
    sheet = registrant.sheets.get()
    actions.save_sheet(sheet, by=staff, version=1, summary="")
    with pytest.raises(PermissionDenied, match="紹介文"):
        actions.approve_sheet(sheet, by=staff)


def test_the_slower_of_two_who_approve_or_start_gets_a_sentence(
    registrant: Registrant, staff: User, staff2: User
) -> None:
    sheet = situations.written(registrant, staff)
    actions.approve_sheet(sheet, by=staff)
    with pytest.raises(MoveRefused):
        actions.approve_sheet(sheet, by=staff2, seen=(sheet.number, 0))
    actions.start_sheet(registrant, by=staff)
    with pytest.raises(MoveRefused):
        actions.start_sheet(registrant, by=staff2)


def test_conditions_are_true_at_once(registrant: Registrant, staff: User) -> None:
    situations.with_sheet(registrant, staff)
    actions.save_conditions(registrant, by=staff, version=1, days_per_week=5)
    read = queries.sheet_as_officer(registrant, timezone.localdate())
    assert read.conditions is not None
    assert read.conditions.days_per_week == 5


ALLOWED = {
    ("submit", "draft"),
    ("return_", "awaiting"),
    ("approve", "draft"),
    ("approve", "awaiting"),
    ("supersede", "approved"),
}
WAYS: dict[str, list[str]] = {
    "draft": [],
    "awaiting": ["submit"],
    "approved": ["approve"],
    "superseded": ["approve", "supersede"],
}


@pytest.mark.parametrize("status", SheetStatus)
@pytest.mark.parametrize("verb", ProfileSheet.MOVES)
def test_every_verb_from_every_status(
    registrant: Registrant, staff: User, verb: str, status: str
) -> None:
    sheet = registrant.sheets.get()
    for step in WAYS[status]:
        move(sheet, step, by=staff, approved_at=timezone.now())
    if (verb, status) in ALLOWED:
        move(sheet, verb, by=staff, approved_at=timezone.now())
    else:
        with pytest.raises(MoveRefused):
            move(sheet, verb, by=staff)


def test_the_preview_is_what_is_read_once_approved(registrant: Registrant, staff: User) -> None:
    situations.published(staff)
    sheet = situations.written(registrant, staff)
    today = timezone.localdate()
    preview = queries.sheet_once_approved(sheet, today)
    actions.approve_sheet(sheet, by=staff)
    read = queries.sheet_as_officer(registrant, today)
    assert preview.skills == read.skills
    assert preview.track_records == read.track_records
    assert preview.conditions == read.conditions
    assert preview.registrations == read.registrations
    assert SheetSkill.objects.count() == 1
