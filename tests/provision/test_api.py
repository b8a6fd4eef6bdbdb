"""`registrants` of the API: the same people and fields as the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Access, AccessKind, User
from recruitment.calls.models import Round
from roster.provision.models import ProvisionRequest
from tests import factories
from tests.registry import situations

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
LIST = "/api/v1/registrants"


@pytest.fixture
def reader(granted: ProvisionRequest, officer: User, signed_in: SignIn) -> Client:
    return signed_in(officer)


def test_the_list_holds_what_the_page_shows(
    training_round: Round, staff: User, reader: Client
) -> None:
    one = situations.registered(training_round, staff, employer="架空設計")
    situations.with_sheet(one, staff)
    hidden = situations.registered(training_round, staff, employer="ひみつ")
    situations.published(staff)
    answer = reader.get(LIST).json()
    assert answer["count"] == 2
    items = {item["number"]: item for item in answer["items"]}
    assert items[one.number] == {
        "number": one.number,
        "name": one.person.shown_name,
        "kana": "タカハシ ヨウ",
        "latin": "Takahashi Yo",
        "categories": ["producer"],
        "prefecture": "22",
        "industry": "G",
        "employer": "架空設計",
        "has_sheet": True,
    }
    assert (items[hidden.number]["employer"], items[hidden.number]["has_sheet"]) == ("", False)
    assert not Access.objects.exists()


def test_the_list_is_searched_filtered_and_cut_into_pages(
    training_round: Round, staff: User, reader: Client
) -> None:
    for name in ("陽", "月", "星"):
        person = factories.PersonFactory(given_name=name)
        situations.registered(training_round, staff, person, prefecture="13")
    situations.published(staff)
    page = reader.get(LIST, {"q": "たかはし", "prefecture": "13", "limit": 2, "offset": 2}).json()
    assert (page["count"], len(page["items"])) == (3, 1)
    assert reader.get(LIST, {"category": "engineer"}).json()["count"] == 0
    assert reader.get(LIST, {"limit": 0}).status_code == 422
    assert reader.get(LIST, {"offset": 10**6}).json()["items"] == []
    assert reader.get(LIST, {"offset": 10**19}).status_code == 422


def test_one_sheet_is_read_and_the_look_written_down(
    training_round: Round, staff: User, reader: Client, kawazu: Any
) -> None:
    one = situations.registered(training_round, staff)
    situations.with_sheet(one, staff)
    situations.published(staff)
    sheet = reader.get(f"{LIST}/{one.number}").json()
    assert sheet["summary"] == "窓口改革を続けています。"
    assert sheet["track_records"][0]["result"] == "待ち時間 41分→12分"
    assert sheet["skills"][0]["level"] == 4
    assert sheet["conditions"]["prefectures"] == ["22"]
    look = Access.objects.get()
    assert (look.kind, look.local_government, look.person) == (AccessKind.API, kawazu, one.person)
    assert reader.get(f"{LIST}/R-0000-0000").status_code == 404


def test_without_a_sheet_there_is_little(
    training_round: Round, staff: User, reader: Client
) -> None:
    one = situations.registered(training_round, staff, employer="ひみつ")
    situations.published(staff)
    sheet = reader.get(f"{LIST}/{one.number}").json()
    assert (sheet["employer"], sheet["summary"], sheet["track_records"]) == ("", "", [])
    assert sheet["registrations"] == [
        {"category": "producer", "registered_on": None, "valid_until": None}
    ]


def test_strangers_applicants_and_officers_without_a_grant(
    neighbour: User, applicant: User, signed_in: SignIn
) -> None:
    assert Client().get(LIST).status_code == 401
    assert signed_in(applicant).get(LIST).status_code == 404
    refused = signed_in(neighbour).get(LIST)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert "依頼が承認" in refused.json()["detail"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_grow_with_rows(
    training_round: Round, staff: User, reader: Client, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        situations.with_sheet(situations.registered(training_round, staff), staff)
    situations.published(staff)
    with django_assert_num_queries(10):
        assert len(reader.get(LIST).json()["items"]) == count
