"""The desk's list: what it finds, counts and sorts, by what was submitted and by nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions, listing
from recruitment.applications.models import Application, ReceivedLine, SavedView
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import submitted

SignIn = Callable[[Any], Client]
LIST = "/desk/rounds/FY2026/applications/"


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


def named(round: Round, family: str, kana: str, **facts: Any) -> Application:
    person = factories.PersonFactory(family_name=family, family_name_kana=kana)
    return factories.submitted(round, person, **facts)


def shown(desk: Client, query: str) -> list[str]:
    """The receipt numbers on the page, in their order, without the round's code."""
    page = desk.get(f"{LIST}{query}")
    return [
        str(line.application.receipt_number).removeprefix("FY2026-")
        for line, _names in page.context["lines"]
    ]


def count(desk: Client, facet: str, value: str, query: str = "") -> int:
    options = desk.get(f"{LIST}{query}").context["counts"].options[facet]
    return next((option.count for option in options if option.value == value), 0)


WAYS = ["高橋", "髙橋", "タカハシ", "たかはし", "ﾀｶﾊｼ", "TAKAHASHI", "2026-0001", "KNOWN"]


@pytest.mark.parametrize("typed", WAYS)
def test_search_folds_what_is_typed(desk: Client, open_round: Round, typed: str) -> None:
    person = factories.PersonFactory(email="known@tests.example")
    factories.submitted(open_round, person)
    other = factories.PersonFactory(
        family_name="葛城", family_name_kana="カツラギ", family_name_latin="Katsuragi", email=""
    )
    factories.submitted(open_round, other)
    assert shown(desk, f"?q={typed}") == ["0001"]


def test_search_takes_every_word_and_no_word_spans_two_texts(
    desk: Client, open_round: Round
) -> None:
    named(open_round, "髙橋", "タカハシ")
    assert shown(desk, "?q=高橋+takahashi") == ["0001"]
    assert shown(desk, "?q=高橋+佐藤") == []
    assert "この条件に合う応募はありません" in desk.get(f"{LIST}?q=佐藤").content.decode()


def test_a_working_copy_is_neither_found_nor_counted(
    desk: Client, open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    listing.refresh(application)
    values = {"prefecture": "01", "family_name": "秘密", "family_name_kana": "ヒミツ"}
    actions.save(application, by=applicant, values=values)
    assert shown(desk, "?prefecture=01") == []
    assert shown(desk, "?q=秘密") == []
    assert shown(desk, "?prefecture=22") == ["0001"]


def test_the_database_writes_the_line_of_whatever_is_submitted(
    open_round: Round, applicant: User
) -> None:
    line = ReceivedLine.objects.get(application=submitted(open_round, applicant))
    assert (line.prefecture, line.industry, line.categories) == ("22", "G", ["producer"])
    assert line.sort_key == "タカハシ カズラ"


def test_a_line_is_in_its_applications_round(open_round: Round, standard: Any) -> None:
    application = factories.submitted(open_round)
    other = factories.round_with(standard, fiscal_year=2030)
    with pytest.raises(IntegrityError, match="receivedline_has_its_applications_round"):
        move_line(application, other)


def move_line(application: Application, round: Round) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE applications_receivedline SET round_id = %s WHERE application_id = %s",
            [round.pk, application.pk],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_filters_narrow_and_each_says_what_it_would_show(
    desk: Client, open_round: Round, staff: User
) -> None:
    first = factories.submitted(open_round, codes=("producer",), prefecture="22")
    factories.submitted(open_round, codes=("producer", "project_manager"), prefecture="13")
    factories.submitted(open_round, codes=("project_manager",), prefecture="13", industry="E")
    actions.accept(first, by=staff)
    assert shown(desk, "?category=producer") == ["0001", "0002"]
    assert shown(desk, "?category=producer&category=project_manager") == ["0001", "0002", "0003"]
    assert shown(desk, "?prefecture=13&industry=E") == ["0003"]
    assert shown(desk, "?status=accepted&status=submitted&prefecture=22") == ["0001"]
    assert shown(desk, "?prefecture=99&industry=XX&flag=no&category=none&sort=up") == [
        "0001",
        "0002",
        "0003",
    ]
    assert count(desk, "status", "accepted") == 1
    assert count(desk, "prefecture", "13") == 2
    assert count(desk, "prefecture", "13", "?category=producer") == 1
    assert count(desk, "category", "project_manager", "?category=producer") == 2
    page = desk.get(f"{LIST}?prefecture=13&category=producer").content.decode()
    assert "1件 / 3件" in page
    assert "プロデューサー、東京都で絞り込んでいます。 受付番号の順です。" in " ".join(page.split())


def test_only_categories_of_the_round_can_be_filtered_by(desk: Client, open_round: Round) -> None:
    factories.submitted(open_round)
    options = desk.get(LIST).context["counts"].options["category"]
    assert [one.value for one in options] == ["producer", "project_manager", "service_designer"]
    asked = desk.get(f"{LIST}?category=engineer").context["asked"]
    assert asked.category == [], "what the round does not offer is as if not asked"


def test_the_total_says_how_many_are_withdrawn(
    desk: Client, open_round: Round, applicant: User
) -> None:
    factories.submitted(open_round)
    application = submitted(open_round, applicant)
    assert "のうち取下げ" not in desk.get(LIST).content.decode()
    actions.withdraw(application, by=applicant)
    assert "(2件のうち取下げ1件)" in desk.get(f"{LIST}?status=submitted").content.decode()
    board = desk.get("/desk/rounds/FY2026/").content.decode()
    assert "うち取下げ1人" in board
    open_round.refresh_from_db()
    submitted(open_round, applicant)
    assert "うち取下げ" not in desk.get("/desk/rounds/FY2026/").content.decode()


def test_flags_find_notes_returns_open_points_and_paper(
    desk: Client, open_round: Round, staff: User
) -> None:
    noted, returned, checked, paper = (factories.submitted(open_round) for _ in range(4))
    actions.add_note(noted, by=staff, text="電話した")
    due = timezone.now() + timezone.timedelta(days=3)
    actions.return_for_correction(
        returned, by=staff, reason="", due_at=due, fields={"motive": "短い"}
    )
    actions.mark(checked, by=staff, found=dict.fromkeys(range(1, 9), ("ok", "")), seen=1)
    Application.objects.filter(pk=paper.pk).update(is_on_paper=True)
    assert shown(desk, "?flag=notes") == ["0001"]
    assert shown(desk, "?flag=returned") == ["0002"]
    assert shown(desk, "?flag=unchecked") == ["0001", "0002", "0004"]
    assert shown(desk, "?flag=paper") == ["0004"]
    assert count(desk, "flag", "notes") == 1


def test_the_order_is_asked_for_and_said(desk: Client, open_round: Round) -> None:
    named(open_round, "渡邉", "ワタナベ")
    named(open_round, "阿部", "アベ")
    latin = {"family_name": "", "given_name": "", "family_name_kana": "", "given_name_kana": ""}
    factories.submitted(open_round, factories.PersonFactory(**latin, family_name_latin="Zoe"))
    assert shown(desk, "?sort=name") == ["0003", "0002", "0001"]
    assert shown(desk, "?sort=-receipt") == ["0003", "0002", "0001"]
    assert shown(desk, "?sort=-arrived") == ["0003", "0002", "0001"]
    page = desk.get(f"{LIST}?sort=-name&q=a").content.decode()
    assert "応募者(フリガナ)の逆の順です。" in page
    assert 'aria-sort="descending"><a href="?sort=name&amp;q=a"' in page


def test_withdrawn_and_ineligible_ones_stay_in_the_list(
    desk: Client, open_round: Round, applicant: User, staff: User
) -> None:
    application = submitted(open_round, applicant)
    actions.withdraw(application, by=applicant)
    open_round.refresh_from_db()
    actions.refuse(factories.submitted(open_round), by=staff, reason="要件の外", ground="age")
    assert shown(desk, "") == ["0001", "0002"]
    assert count(desk, "status", "withdrawn") == 1


def test_a_view_is_saved_under_a_name_and_fits_every_round(
    desk: Client, open_round: Round, staff: User
) -> None:
    saved = {"name": "未確認", "query": "flag=unchecked&sort=name&evil=1&page=9"}
    assert desk.post(f"{LIST}views/", saved).status_code == 302
    view = SavedView.objects.get(owner=staff)
    assert view.query == "flag=unchecked&sort=name"
    assert f"{LIST}?flag=unchecked&amp;sort=name" in desk.get(LIST).content.decode()
    desk.post(f"{LIST}views/", saved | {"query": "flag=notes"})
    assert SavedView.objects.get(owner=staff).query == "flag=notes"
    assert desk.post(f"{LIST}views/", {"name": ""}).status_code == 302
    assert desk.post(f"{LIST}views/{view.public_id}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_views_are_nobody_elses(
    desk: Client, open_round: Round, staff: User, staff2: User, signed_in: SignIn
) -> None:
    view = actions.save_view(by=staff, name="わたしの条件", query="")
    other = signed_in(staff2)
    assert "わたしの条件" not in other.get(LIST).content.decode()
    assert other.post(f"{LIST}views/{view.public_id}/delete/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_auditors_read_the_list_and_have_nothing_to_press(
    auditor: User, signed_in: SignIn, open_round: Round
) -> None:
    factories.submitted(open_round)
    client = signed_in(auditor)
    page = client.get(LIST).content.decode()
    assert page.count("data-row") == 1
    assert "まとめて" not in page
    assert "この条件を保存する" not in page
    for address in ("views/", "bulk/", "export/"):
        assert client.post(f"{LIST}{address}").status_code == 404


def test_what_is_noted_about_ones_own_application_cannot_be_filtered_out(
    desk: Client, open_round: Round, staff: User, staff2: User
) -> None:
    own = submitted(open_round, staff)
    actions.add_note(own, by=staff2, text="本人には見せない")
    actions.mark(own, by=staff2, found={1: ("not_ok", "")}, seen=1)
    assert shown(desk, "") == ["0001"]
    assert shown(desk, "?flag=notes") == []
    assert count(desk, "flag", "notes") == 0
    assert "(自分の応募)" in desk.get(LIST).content.decode()
