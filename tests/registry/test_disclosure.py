"""Who reads which field: held against every field of the models, and what a search finds."""

from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from accounts.models import Person, User
from common.folding import fold
from recruitment.calls.models import Round
from roster.registry import actions, disclosure, queries
from roster.registry.disclosure import FIELDS, Audience
from roster.registry.models import (
    ProfileSheet,
    Registrant,
    Registration,
    SheetSkill,
    TrackRecord,
    WorkConditions,
)
from roster.registry.tasks import refresh_search
from tests import factories
from tests.registry import situations

MODELS: dict[str, type[models.Model]] = {
    "registrant": Registrant,
    "registration": Registration,
    "sheet": ProfileSheet,
    "track_record": TrackRecord,
    "skill": SheetSkill,
    "conditions": WorkConditions,
}


@pytest.mark.parametrize("part", FIELDS)
def test_every_field_says_who_reads_it(part: str) -> None:
    own = {field.name for field in MODELS[part]._meta.concrete_fields}
    assert own <= FIELDS[part].keys()


def test_every_field_of_the_person_says_who_reads_it() -> None:
    fields = {f"person__{field.name}" for field in Person._meta.concrete_fields}
    assert fields <= FIELDS["registrant"].keys()


def test_without_a_sheet_officers_read_name_categories_place_and_industry() -> None:
    read = {part: disclosure.fields_for(Audience.OFFICER_WITHOUT_SHEET, part) for part in FIELDS}
    assert read == {
        "registrant": (
            "number", "shown_name", "shown_kana", "shown_latin", "has_sheet", "prefecture",
            "industry",
        ),
        "registration": ("category_code", "category__name", "category__name_en"),
        "sheet": (),
        "track_record": (),
        "skill": (),
        "conditions": (),
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("part", FIELDS)
def test_every_part_can_be_read_by_every_audience(part: str, audience: Audience) -> None:
    found: Any = disclosure.people() if part == "registrant" else MODELS[part].objects.all()
    assert list(disclosure.rows(found, part, audience)) == []


NAMES = [
    {},
    {"shown_family_name": "旧姓", "shown_given_name": ""},
    {"shown_family_name": "", "shown_given_name": "通称"},
    {"shown_family_name": "旧姓", "shown_given_name": "通称"},
    {"family_name": "", "given_name": "", "family_name_kana": "", "given_name_kana": ""},
    {"given_name": "", "given_name_kana": ""},
]


@pytest.mark.django_db
@pytest.mark.parametrize("names", NAMES)
def test_the_shown_name_is_the_persons(names: dict[str, str]) -> None:
    person = factories.PersonFactory(**names)
    Registrant.objects.create(person=person, prefecture="22")
    assert disclosure.people().get().shown_name == person.shown_name


@pytest.mark.django_db
def test_a_shown_name_does_not_give_the_registered_one_away() -> None:
    person = factories.PersonFactory(
        family_name="渡邉", family_name_kana="ワタナベ", shown_family_name="﨑山", given_name="聡"
    )
    Registrant.objects.create(person=person, prefecture="22")
    row = disclosure.people().get()
    assert (row.shown_name, row.shown_kana, row.shown_latin) == ("﨑山 聡", "ヨウ", "Yo")


@pytest.mark.django_db
def test_the_search_key_holds_only_what_officers_read(training_round: Round, staff: User) -> None:
    person = factories.PersonFactory(shown_family_name="﨑山", email="secret@tests.example")
    registrant = situations.registered(
        training_round, staff, person, employer="株式会社ひみつ", motive="動機のことば"
    )
    before = registrant.search_key
    assert fold("﨑山") in before
    assert not [
        text for text in ("ひみつ", "動機", "髙橋", "タカハシ", "secret") if fold(text) in before
    ]
    situations.with_sheet(registrant, staff)
    after = Registrant.objects.get().search_key
    wanted = ("ひみつ", "窓口改革", "情報処理安全", "41分→12分", "プロデューサーの項目1")
    assert not [text for text in wanted if fold(text) not in after]
    assert fold("髙橋") not in after


@pytest.mark.django_db
def test_a_new_name_replaces_the_old_one_in_the_search(registrant: Registrant) -> None:
    Person.objects.update(shown_family_name="新姓")
    refresh_search(registrant.person_id)
    key = Registrant.objects.get().search_key
    assert fold("新姓") in key
    assert fold("髙橋") not in key


@pytest.mark.django_db
def test_a_draft_is_not_searched_before_it_is_approved(registrant: Registrant, staff: User) -> None:
    situations.with_sheet(registrant, staff)
    draft = actions.start_sheet(registrant, by=staff)
    actions.save_sheet(draft, by=staff, version=1, summary="まだ見せないことば")
    actions.refresh_search(registrant)
    assert fold("まだ見せない") not in registrant.search_key
    read = queries.sheet_as_officer(registrant, timezone.localdate())
    assert read.sheet is not None
    assert read.sheet.summary == "窓口改革を続けています。"
