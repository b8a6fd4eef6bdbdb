"""The pages about rounds: what anybody reads, what staff fill in, what bad input does."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from recruitment.calls import actions
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.calls.situations import moment_fields, round_fields

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


def test_staff_create_and_announce_a_round_that_everybody_reads(
    desk: Client, client: Client, standard: SkillStandard
) -> None:
    fields = round_fields(standard, NOW() - HOUR, NOW() + 48 * HOUR)
    assert desk.post("/desk/rounds/new/", fields).headers["Location"] == "/desk/rounds/FY2026/edit/"
    assert "FY2026" not in client.get("/calls/").content.decode()
    assert client.get("/calls/FY2026/").status_code == 404
    assert desk.post("/desk/rounds/FY2026/announce/").headers["Location"] == "/desk/rounds/FY2026/"
    page = client.get("/calls/").content.decode()
    assert "受付中" in page
    assert "プロデューサー" in page
    assert "日本時間" in page
    assert "あと2日" in page
    assert "エンジニア" not in page


def test_the_detail_page_says_what_one_needs(client: Client, open_round: Round) -> None:
    page = client.get("/calls/FY2026/").content.decode()
    for words in (
        "応募を受け付けています",
        "サインインして応募する",
        "サービスデザイナー",
        "第4.0版",
    ):
        assert words in page


def test_a_changed_period_stands_on_the_public_page(
    client: Client, desk: Client, open_round: Round
) -> None:
    later = open_round.closes_at + 24 * HOUR
    fields = moment_fields("opens_at", open_round.opens_at) | moment_fields("closes_at", later)
    answer = desk.post("/desk/rounds/FY2026/period/", fields | {"reason": "通信障害のため<b>"})
    assert answer.status_code == 302
    change = open_round.period_changes.get()
    assert change.opens_after == open_round.opens_at, (
        "what was not touched stays to the microsecond"
    )
    page = client.get("/calls/FY2026/").content.decode()
    assert "通信障害のため&lt;b&gt;" in page


def test_a_cancelled_call_says_why(client: Client, desk: Client, open_round: Round) -> None:
    assert "元に戻せません" in desk.get("/desk/rounds/FY2026/cancel/").content.decode()
    desk.post("/desk/rounds/FY2026/cancel/", {"reason": "制度の見直しのため"})
    page = client.get("/calls/FY2026/").content.decode()
    assert "この公募は中止されました" in page
    assert "制度の見直しのため" in page
    assert "応募を始める" not in page


def test_a_draft_that_is_cancelled_never_becomes_public(
    desk: Client, client: Client, draft_round: Round
) -> None:
    desk.post("/desk/rounds/FY2026/cancel/", {"reason": "取りやめ"})
    assert client.get("/calls/FY2026/").status_code == 404


@pytest.mark.parametrize("address", ["/calls/FY1999/", "/calls/x/files/y/", "/calls/x/questions/"])
def test_an_unknown_code_is_not_found(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("code", ["FY1999/edit", "FY1999/period", "FY1999/extend", "FY1999/cancel"])
def test_staff_find_no_unknown_round(desk: Client, code: str) -> None:
    assert desk.get(f"/desk/rounds/{code}/").status_code == 404


@pytest.mark.parametrize("who", ["applicant", "evaluator", "officer"])
@pytest.mark.parametrize(
    "page", ["", "new/", "FY2026/edit/", "FY2026/period/", "FY2026/extend/", "FY2026/cancel/"]
)
def test_the_desk_does_not_exist_for_others(
    request: pytest.FixtureRequest, signed_in: SignIn, draft_round: Round, who: str, page: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert client.get(f"/desk/rounds/{page}").status_code == 404
    assert client.post(f"/desk/rounds/{page}").status_code == 404


def test_an_auditor_reads_the_list_and_changes_nothing(
    auditor: User, signed_in: SignIn, draft_round: Round
) -> None:
    client = signed_in(auditor)
    page = client.get("/desk/rounds/").content.decode()
    assert "FY2026" in page
    assert "公募を作る" not in page
    assert client.post("/desk/rounds/FY2026/announce/").status_code == 404


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"fiscal_year": ""}, "fiscal_year", "必須"),
        ({"fiscal_year": "1999"}, "", ""),
        ({"categories": []}, "categories", "人材類型を1つ以上"),
        ({"closes_at_year": "2020"}, "closes_at", "受付開始より後"),
        ({"closes_at_day": "31", "closes_at_month": "2"}, "closes_at", "暦にありません"),
        ({"opens_at_hour": ""}, "opens_at", "すべての欄"),
        ({"panel_size": "-1"}, "panel_size", ""),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field_and_keeps_the_rest(
    desk: Client, standard: SkillStandard, change: dict, field: str, sentence: str
) -> None:
    fields = round_fields(standard, NOW(), NOW() + HOUR, description="消えないで") | change
    answer = desk.post("/desk/rounds/new/", fields)
    assert answer.status_code == 200
    assert not Round.objects.exists()
    assert "消えないで" in answer.content.decode()
    errors = answer.context["form"].errors
    assert errors
    if field:
        assert list(errors) == [field]
        assert sentence in str(errors[field])


def test_a_category_of_another_standard_is_refused_beside_the_field(
    desk: Client, standard: SkillStandard
) -> None:
    other = SkillStandard.objects.create(
        version="x", title="別", title_en="x", effective_on="2026-01-01"
    )
    fields = round_fields(standard, NOW(), NOW() + HOUR) | {"standard": str(other.pk)}
    errors = desk.post("/desk/rounds/new/", fields).context["form"].errors
    assert "選んだスキル標準の人材類型だけ" in str(errors["categories"])


def test_a_closed_category_cannot_be_chosen(desk: Client, standard: SkillStandard) -> None:
    engineer = standard.categories.get(code="engineer")
    fields = round_fields(standard, NOW(), NOW() + HOUR, categories=[str(engineer.pk)])
    assert list(desk.post("/desk/rounds/new/", fields).context["form"].errors) == ["categories"]


def test_a_second_round_with_the_same_number_is_refused_beside_it(
    desk: Client, draft_round: Round
) -> None:
    fields = round_fields(draft_round.standard, NOW(), NOW() + HOUR)
    errors = desk.post("/desk/rounds/new/", fields).context["form"].errors
    assert list(errors) == ["number"]


def test_two_tabs_the_later_save_is_shown_the_difference_and_can_be_meant(
    desk: Client, draft_round: Round
) -> None:
    first = round_fields(draft_round.standard, NOW(), NOW() + HOUR, plan_version="5.0")
    later = first | {"plan_version": "6.0", "description": "消えないで"}
    assert desk.post("/desk/rounds/FY2026/edit/", first).status_code == 302
    refused = desk.post("/desk/rounds/FY2026/edit/", later)
    assert refused.status_code == 409
    shown = {found.label: (found.stored, found.typed) for found in refused.context["differences"]}
    assert shown["推進計画の版"] == ("5.0", "6.0")
    page = refused.content.decode()
    assert "消えないで" in page
    assert 'name="version" value="2"' in page
    draft_round.refresh_from_db()
    assert draft_round.plan_version == "5.0"
    assert desk.post("/desk/rounds/FY2026/edit/", later | {"version": "2"}).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_list_does_not_cost_more_for_more_rounds(
    client: Client,
    standard: SkillStandard,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(1, count + 1):
        factories.announced_round(standard, opens_at=NOW(), closes_at=NOW() + HOUR, number=number)
    with django_assert_num_queries(3):
        page = client.get("/calls/").content
    assert page.count(b"<article") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_desks_list_does_not_cost_more_for_more_rounds(
    desk: Client,
    standard: SkillStandard,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(1, count + 1):
        factories.round_with(standard, number=number)
    with django_assert_num_queries(7):
        page = desk.get("/desk/rounds/").content.decode()
    assert page.count("/desk/rounds/FY2026") >= count


def test_the_period_page_refuses_closing_in_the_past_beside_the_field(
    desk: Client, open_round: Round
) -> None:
    fields = moment_fields("opens_at", open_round.opens_at) | moment_fields(
        "closes_at", NOW() - HOUR
    )
    answer = desk.post("/desk/rounds/FY2026/period/", fields | {"reason": "消えないで"})
    assert list(answer.context["form"].errors) == ["closes_at"]
    assert "消えないで" in answer.content.decode()


def test_the_later_deadline_is_mailed(staff: User, open_round: Round) -> None:
    person = factories.PersonFactory()
    actions.extend(open_round, person, by=staff, until=open_round.closes_at + HOUR, reason="理由")
    [job] = _letters()
    assert job["to"] == person.email
    assert "Before" in job["body"]


def _letters() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.order_by("id")]
