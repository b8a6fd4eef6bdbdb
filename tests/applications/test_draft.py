"""The draft reads back exactly what was written, for every kind of value."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import Industry, Prefecture, User
from recruitment.applications import actions, storing
from recruitment.applications import draft as drafts
from recruitment.applications.checks import tidy
from recruitment.applications.draft import COLUMNS, RECORD
from recruitment.applications.models import (
    Application,
    BodyKind,
    BodySize,
    PayBand,
    RemoteShare,
    WorkField,
)
from recruitment.calls.models import Round
from tests.applications.situations import asking, standing

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"kind": "choice", "choices": "はい\nいいえ"},
    {"kind": "number"},
    {"kind": "file"},
]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(
    lambda text: tidy({"": text})[""]
)
DAY = st.none() | st.dates(min_value=dt.date(1900, 1, 1))
MONTH = DAY.map(lambda day: day and day.replace(day=1))
YES_NO = st.none() | st.booleans()


def words(choices: Any) -> Any:
    return st.sampled_from(["", *choices.values])


def several(choices: Any) -> Any:
    return st.lists(st.sampled_from(choices), unique=True)


OF_COLUMN = {
    "birth_date": DAY,
    "postal_code": st.from_regex(r"([0-9]{7})?", fullmatch=True).map(str.strip),
    "prefecture": words(Prefecture),
    "industry": words(Industry),
    "fields_driven": several(WorkField.values),
    "is_full_time": YES_NO,
    "days_per_week": st.none() | st.integers(1, 5),
    "remote_share": words(RemoteShare),
    "prefectures": several(Prefecture.values),
    "earliest_start": DAY,
    "employer_consents": YES_NO,
    "pay_band": words(PayBand),
}
OF_RECORD = {
    "started_on": MONTH,
    "ended_on": st.none(),
    "body_kind": words(BodyKind),
    "body_size": words(BodySize),
    "field": words(WorkField),
}


def strategy(name: str) -> Any:
    """What may stand under this name."""
    prefix, _dash, rest = name.partition("-")
    if name == "categories":
        return several(["producer", "project_manager"]).map(
            lambda codes: sorted(codes, key=["producer", "project_manager"].index)
        )
    kinds: dict[str, Any] = {
        "consent": st.booleans(),
        "level": st.none() | st.integers(1, 5),
        "records": st.just([]) | st.just(["1"]) | st.just(["1", "2"]),
        "note": TEXT,
        "answer": TEXT,
    }
    if prefix == "record":
        return OF_RECORD.get(rest.partition("-")[2], TEXT)
    if prefix in kinds:
        return kinds[prefix]
    return OF_COLUMN.get(name, TEXT)


@pytest.fixture
def empty(open_round: Round, applicant: User) -> Application:
    """A draft of a round with a question of every kind, with two track records."""
    asking(open_round, *QUESTIONS)
    application = actions.start(open_round, by=applicant)
    actions.save(application, by=applicant, values={"record-1-title": "一", "record-2-title": "二"})
    return application


def test_every_value_has_a_name_and_only_one(empty: Application) -> None:
    names = list(standing(empty).values)
    assert len(set(names)) == len(names)
    assert set(COLUMNS) <= set(names)
    records = {f"record-{number}-{column}" for number in (1, 2) for column in RECORD}
    skills = {
        f"{kind}-producer-{number}" for kind in ("level", "records", "note") for number in (1, 2)
    }
    answers = {f"answer-{number}" for number in (1, 2, 3, 4)}
    consents = {"consent-use", "consent-provision", "consent-publication"}
    assert records | skills | answers | consents <= set(names)
    assert not any("engineer" in name for name in names)  # not offered, so not asked


ONE_FIXTURE = [HealthCheck.function_scoped_fixture]  # each example writes over the one before


@settings(max_examples=25, suppress_health_check=ONE_FIXTURE, deadline=None)
@given(data=st.data())
def test_what_was_written_is_what_is_read(empty: Application, data: st.DataObject) -> None:
    names = list(standing(empty).values)
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=12))
    changes = {name: data.draw(strategy(name), label=name) for name in chosen}
    before = standing(empty)
    storing.write(before, changes)
    assert standing(empty).values == before.values | changes


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("motive", "文"),
        ("note-producer-1", "文"),
        ("level-producer-2", 3),
        ("records-producer-2", ["2"]),
        ("consent-use", True),
        ("answer-3", "12"),
        ("record-2-started_on", dt.date(2024, 4, 1)),
        ("prefectures", ["39"]),
        ("categories", ["producer"]),
    ],
)
def test_writing_one_value_touches_no_other(empty: Application, name: str, value: Any) -> None:
    before = standing(empty)
    storing.write(before, {name: value})
    after = standing(empty).values
    assert {other for other in after if after[other] != before.values[other]} == {name}


def test_a_save_that_changes_nothing_counts_nothing_up(empty: Application, applicant: User) -> None:
    version = Application.objects.get().version
    saved = actions.save(empty, by=applicant, values={"motive": " ", "record-1-title": "一"})
    assert saved.conflicts == {}
    assert Application.objects.get().version == version


def test_all_of_a_draft_is_one_query(
    empty: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        read = drafts.of(empty)
        assert read.values["record-2-title"] == "二"
        assert [row["number"] for row in read.asked.questions] == [1, 2, 3, 4]
        assert read.attachments == []


def test_what_a_save_goes_on_with_is_what_stands(empty: Application, applicant: User) -> None:
    values = {
        "motive": "動機",
        "categories": ["producer"],
        "level-producer-1": 3,
        "records-producer-1": ["2"],
        "record-2-started_on": dt.date(2024, 4, 1),
        "answer-1": "答え",
        "consent-use": True,
    }
    saved = actions.save(empty, by=applicant, values=values).draft
    after = standing(empty)
    assert saved.values == after.values
    assert saved.records == after.records
    assert saved.application.version == after.application.version


def test_the_parts_belong_to_their_own_round_and_application(
    empty: Application, open_round: Round, staff2: User
) -> None:
    other = actions.start(open_round, by=staff2)
    actions.save(other, by=staff2, values={"record-1-title": "他人", "answer-1": "他人"})
    assert standing(empty).values["record-1-title"] == "一"
    assert standing(empty).values["answer-1"] == ""
