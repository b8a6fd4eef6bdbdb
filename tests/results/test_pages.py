"""Public pages and API: what anybody reads, and what nobody can work out."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.registry import actions as registry
from roster.registry.models import Edition, Registration, WhyDeregistered
from roster.results.actions import PastRound, import_round
from tests import factories
from tests.results import workbooks
from tests.results.workbooks import Rows, application

RESULT = dt.date(2024, 5, 31)
ABOUT = PastRound(
    plan_version="3.0",
    opened_on=dt.date(2023, 11, 29),
    closed_on=dt.date(2023, 12, 28),
    result_on=RESULT,
)
ENGLISH = {"headers": {"accept-language": "en"}}


def take_up(tmp_path: Path, rows: Rows, about: PastRound = ABOUT) -> Round:
    import_round(workbooks.excel(tmp_path / "a.xlsx", rows), about)
    return Round.objects.get(fiscal_year=rows[0]["fiscal_year"])


def people(*categories: str, **facts: Any) -> Rows:
    """One successful person for each category named."""
    rows: Rows = []
    for who, code in enumerate(categories, start=1):
        rows += application(2023, who, who, [code], **facts)
    return rows


def publish(day: dt.date = RESULT) -> Edition:
    return registry.publish_edition(by=None, as_of=day, source="tests")


def text_of(client: Client, address: str, **options: Any) -> str:
    response = client.get(address, **options)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_status_before_the_first_edition_says_so(client: Client, db: None) -> None:
    assert "最初の版が公表されると" in text_of(client, "/status/")


def test_status_shows_the_newest_edition(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    take_up(tmp_path, people(*["producer"] * 4, *["project_manager"] * 5))
    publish()
    page = text_of(client, "/status/")
    assert '<span class="big">9</span> 人' in page
    assert "令和6年5月31日(金)／31 May 2024 (Fri)現在(第1版)" in page
    assert '<td class="n">4</td>' in page
    assert '<td class="n">5</td>' in page


def test_status_is_never_live(client: Client, tmp_path: Path, standard: SkillStandard) -> None:
    take_up(tmp_path, people(*["producer"] * 4))
    publish()
    later = application(2024, 1, 50, done=dt.date(2025, 4, 4), registered=dt.date(2025, 4, 18))
    take_up(tmp_path, later, PastRound())
    assert '<span class="big">4</span> 人' in text_of(client, "/status/")
    publish(dt.date(2025, 4, 18))
    assert '<span class="big">5</span> 人' in text_of(client, "/status/")


def test_status_hides_small_counts_and_what_would_give_them_away(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    rows = people("producer", *["project_manager"] * 5, *["service_designer"] * 7)
    for row in rows:
        row |= {"prefecture": "東京都"}
    take_up(tmp_path, rows)
    publish()
    page = text_of(client, "/status/")
    assert "1〜2" in page
    assert "非公表" in page
    assert '<td class="n">7</td>' in page
    assert '<td class="n">5</td>' not in page
    assert '<td class="n">1</td>' not in page
    found = client.get("/api/v1/status").json()
    assert found["total"]["by_category"] == {
        "producer": {
            "on_list": None,
            "registered": None,
            "suppressed": True,
        },
        "project_manager": {
            "on_list": None,
            "registered": None,
            "suppressed": True,
        },
        "service_designer": {"on_list": 7, "registered": 7},
    }
    assert found["by_region"]["kanto"] == {"on_list": 13}
    assert found["by_region"]["tohoku"] == {"on_list": 0}
    assert found["by_industry"] == {"G": {"on_list": 13}}


def test_status_counts_a_person_once_per_region(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    rows = [
        row
        for who in range(1, 5)
        for row in application(
            2023, who, who, ["producer", "project_manager"], prefecture="三重県", industry=None
        )
    ]
    take_up(tmp_path, rows)
    publish()
    found = client.get("/api/v1/status").json()
    assert found["total"]["on_list"] == found["total"]["on_list_multiple"] == 4
    assert found["by_region"]["kinki"] == {"on_list": 4}
    assert found["by_industry"] == {"unknown": {"on_list": 4}}
    assert "未回答" in text_of(client, "/status/")


def test_registered_keeps_those_who_left(
    client: Client, tmp_path: Path, standard: SkillStandard, staff: Any
) -> None:
    take_up(tmp_path, people(*["producer"] * 5))
    publish()
    gone = Registration.objects.order_by("pk")[0]
    registry.deregister(gone, by=staff, why=WhyDeregistered.REQUEST, on=RESULT)
    publish(RESULT + dt.timedelta(days=1))
    total = client.get("/api/v1/status").json()["total"]
    assert (total["on_list"], total["registered"]) == (4, 5)


def test_the_api_says_null_before_the_first_edition(client: Client, db: None) -> None:
    nothing = {"edition": None, "as_of": None, "total": None}
    expected = nothing | {"by_region": {}, "by_industry": {}}
    assert client.get("/api/v1/status").json() == expected


def test_a_release_tells_the_round_in_figures_and_both_calendars(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    take_up(tmp_path, workbooks.fy2023())
    page = text_of(client, "/press/FY2023/")
    assert "令和5年度 自治体DX推進のための外部人材の公募の結果" in page
    assert "令和6年5月31日(金)／31 May 2024 (Fri)" in page
    first, last = "令和5年11月29日(水)／29 November 2023 (Wed)", "令和5年12月28日(木)"
    assert f"{first} から {last}" in page
    assert "52人の応募を受けました" in page
    assert "24人が合格し、24人が研修を修了して、24人を外部人材リストに新たに登録しました" in page
    assert "第3.0版" in page
    assert "髙橋" not in page


def test_a_release_dates_itself_in_english_too(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    take_up(tmp_path, workbooks.fy2023())
    page = text_of(client, "/press/FY2023/", **ENGLISH)
    assert "31 May 2024 (Fri) / 令和6年5月31日(金)" in page
    assert "Producer" in page


def test_a_release_says_what_is_unknown(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    take_up(tmp_path, workbooks.fy2022(), PastRound(successful_only=True))
    page = text_of(client, "/press/FY2022/")
    assert "応募者の数は、公表された記録になく、不明です" in page
    assert "公表した日の記録はありません" in page
    assert "日の記録がなく、不明です" in page
    row = client.get("/api/v1/rounds").json()["rounds"][0]
    assert (row["applied"], row["on_list"]) == (None, None)
    assert row["by_category"]["producer"]["applied"] is None
    assert "suppressed" not in row["by_category"]["producer"]


def test_a_release_hides_small_counts_of_categories_alone(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    take_up(tmp_path, people("producer", *["project_manager"] * 5, *["service_designer"] * 7))
    page = text_of(client, "/press/FY2023/")
    assert "1〜2" in page
    assert "非公表" in page
    assert '<td class="n">13</td>' in page
    row = client.get("/api/v1/rounds").json()["rounds"][0]
    assert row["by_category"]["producer"]["added"] is None
    assert row["by_category"]["producer"]["suppressed"] is True
    assert row["by_category"]["service_designer"]["added"] == 7
    assert row["successful_multiple"] == row["on_list_multiple"] == 0
    assert not [name for name in row["by_category"]["producer"] if name.endswith("_multiple")]


def test_only_concluded_rounds_are_public(client: Client, standard: SkillStandard) -> None:
    factories.round_with(standard)
    assert client.get("/press/FY2026/").status_code == 404
    assert client.get("/press/FY1999/").status_code == 404
    assert client.get("/api/v1/rounds").json() == {"rounds": []}
    assert "公募が終わると" in text_of(client, "/press/")


def test_the_list_of_releases_begins_with_the_newest(
    client: Client, tmp_path: Path, standard: SkillStandard
) -> None:
    take_up(tmp_path, workbooks.fy2022(), PastRound(successful_only=True))
    take_up(tmp_path, workbooks.fy2023())
    page = text_of(client, "/press/")
    assert page.index("令和5年度") < page.index("令和4年度")
    assert "応募者 52人、合格者 24人、新たな登録者 24人" in page
    assert "応募者 不明、合格者 13人" in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/status/", 5), ("/press/", 5), ("/press/FY2023/", 6), ("/api/v1/rounds", 4)],
)
@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_for_any_number_of_people(
    client: Client,
    tmp_path: Path,
    standard: SkillStandard,
    django_assert_num_queries: Any,
    address: str,
    expected: int,
    count: int,
) -> None:
    take_up(tmp_path, people(*["producer"] * count))
    publish()
    with django_assert_num_queries(expected):
        assert client.get(address).status_code == 200


def test_public_pages_answer_only_to_reading(client: Client, db: None) -> None:
    assert client.post("/status/").status_code == 405
    assert client.post("/press/").status_code == 405
