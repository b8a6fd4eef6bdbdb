"""The same for many at once, and what leaves as a table: all or none, seen before it is done."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Person, User
from common.dates import in_tokyo
from recruitment.applications import actions
from recruitment.applications.actions import BulkRefused
from recruitment.applications.models import Application, ScreeningExport
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import asking, attached, drafted, submitted
from tests.calls.situations import moment_fields

SignIn = Callable[[Any], Client]
LIST = "/desk/rounds/FY2026/applications/"
DAY = timezone.timedelta(days=1)


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


@pytest.fixture
def three(open_round: Round) -> list[Application]:
    return [factories.submitted(open_round, prefecture="22") for _turn in range(3)]


def statuses() -> list[str]:
    return list(Application.objects.order_by("pk").values_list("status", flat=True))


def keys(response: Any) -> list[str]:
    """What the preview would send back."""
    return [one.key for one, _line in response.context["able"]]


def test_a_preview_says_who_and_how_many_and_changes_nothing(
    desk: Client, three: list[Application], staff: User
) -> None:
    actions.refuse(three[2], by=staff, reason="要件の外", ground="other")
    ticked = [row.public_id for row in three]
    page = desk.post(f"{LIST}bulk/", {"verb": "accept", "row": ticked})
    text = page.content.decode()
    assert "2件を評価へ受理する" in text
    assert "対象にならない1件" in text
    assert "提出済みの応募だけを審査できます" in text
    assert statuses() == ["submitted", "submitted", "ineligible"]


def test_what_was_confirmed_is_done_to_all(desk: Client, three: list[Application]) -> None:
    preview = desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1", "query": "prefecture=22"})
    confirmed = {"verb": "accept", "confirm": "1", "despite": "1", "row": keys(preview)}
    assert desk.post(f"{LIST}bulk/", confirmed).status_code == 302
    assert statuses() == ["accepted"] * 3


def test_before_the_deadline_it_is_asked_once_more(
    desk: Client, open_round: Round, three: list[Application]
) -> None:
    for row in three[:2]:
        Person.objects.filter(pk=row.person_id).update(user=factories.UserFactory())
    preview = desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1"})
    assert "2件は、受理すると、応募者が締切までに出し直せなくなります" in preview.content.decode()
    confirmed = {"verb": "accept", "confirm": "1", "row": keys(preview)}
    again = desk.post(f"{LIST}bulk/", confirmed)
    assert "下の欄に印を" in again.content.decode()
    assert statuses() == ["submitted"] * 3
    assert desk.post(f"{LIST}bulk/", confirmed | {"despite": "1"}).status_code == 302
    assert statuses() == ["accepted"] * 3


def test_after_the_deadline_it_is_asked_only_for_whom_it_was_extended(
    desk: Client, open_round: Round, staff: User, three: list[Application]
) -> None:
    Person.objects.filter(pk=three[0].person_id).update(user=factories.UserFactory())
    Round.objects.filter(pk=open_round.pk).update(closes_at=timezone.now() - DAY / 24)
    preview = desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1"})
    assert not preview.context["still_open"]
    later: Any = {"person": three[0].person, "until": timezone.now() + DAY}
    open_round.extensions.create(by=staff, reason="停電", **later)
    assert desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1"}).context["still_open"] == 1


def test_an_address_opened_by_hand_leads_to_the_list(
    desk: Client, three: list[Application]
) -> None:
    assert desk.get(f"{LIST}bulk/")["Location"] == LIST
    one = f"/desk/applications/{three[0].public_id}/"
    assert desk.get(f"{one}accept/")["Location"] == one


def test_all_that_match_means_the_filter_and_not_the_page(
    desk: Client, open_round: Round, three: list[Application]
) -> None:
    factories.submitted(open_round, prefecture="13")
    chosen = {"verb": "accept", "all": "1", "query": "prefecture=13"}
    assert len(keys(desk.post(f"{LIST}bulk/", chosen))) == 1
    assert len(keys(desk.post(f"{LIST}bulk/", chosen | {"query": ""}))) == 4


def test_somebody_faster_refuses_the_whole_and_is_named(
    desk: Client, three: list[Application], staff2: User
) -> None:
    preview = desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1"})
    confirmed = {"verb": "accept", "confirm": "1", "despite": "1", "row": keys(preview)}
    actions.refuse(three[1], by=staff2, reason="要件の外", ground="age")
    refused = desk.post(f"{LIST}bulk/", confirmed)
    assert refused.status_code == 409
    assert "何も変えていません" in refused.content.decode()
    assert [row.receipt_number for row, _why in refused.context["failures"]] == ["FY2026-0002"]
    assert statuses() == ["submitted", "ineligible", "submitted"]
    again = {"verb": "accept", "confirm": "1", "despite": "1", "row": keys(refused)}
    assert desk.post(f"{LIST}bulk/", again).status_code == 302
    assert statuses() == ["accepted", "ineligible", "accepted"]


def test_a_newer_submission_than_the_one_previewed_refuses_the_whole(
    open_round: Round, applicant: User, staff: User, three: list[Application]
) -> None:
    open_round.refresh_from_db()
    own = submitted(open_round, applicant)
    rows = [(three[0], 1), (own, 0)]
    with pytest.raises(BulkRefused) as refusal:
        actions.accept_all(rows, by=staff)
    assert [row for row, _why in refusal.value.failures] == [own]
    assert set(statuses()) == {"submitted"}


def test_many_are_returned_for_the_same_reason(desk: Client, three: list[Application]) -> None:
    preview = desk.post(f"{LIST}bulk/", {"verb": "return", "all": "1"})
    said = {"verb": "return", "confirm": "1", "row": keys(preview)}
    empty = desk.post(f"{LIST}bulk/", said)
    assert set(empty.context["form"].errors) == {"due_at", "reason"}
    said |= {"field-records": "on", "why-records": "数を書いてください"}
    said |= moment_fields("due_at", timezone.now() + 3 * DAY)
    assert desk.post(f"{LIST}bulk/", said).status_code == 302
    assert statuses() == ["returned"] * 3
    for row in three:
        change = row.history.get(verb="return_for_correction")
        assert list(change.returned_fields.values_list("name", "reason")) == [
            ("records", "数を書いてください")
        ]


def test_ones_own_is_never_among_them(
    desk: Client, open_round: Round, staff: User, three: list[Application]
) -> None:
    open_round.refresh_from_db()
    submitted(open_round, staff)
    page = desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1"})
    assert len(page.context["able"]) == 3
    assert "自分の応募は審査できません" in page.content.decode()


@pytest.mark.parametrize("row", ["", "x", "x:1", "x:" + "9" * 5000, ":::"])
def test_nonsense_changes_nothing(desk: Client, three: list[Application], row: str) -> None:
    sent = {"verb": "accept", "confirm": "1", "row": row}
    assert desk.post(f"{LIST}bulk/", sent).status_code == 302
    assert desk.post(f"{LIST}bulk/", {"verb": "withdraw", "all": "1"}).status_code == 403
    assert set(statuses()) == {"submitted"}


def test_a_preview_does_not_cost_more_for_more_applications(
    desk: Client, open_round: Round, django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        while Application.objects.count() < count:
            row = factories.submitted(open_round)
            Person.objects.filter(pk=row.person_id).update(user=factories.UserFactory())
        with django_assert_num_queries(13):
            desk.post(f"{LIST}bulk/", {"verb": "accept", "all": "1"})


def test_the_chosen_columns_are_written_and_remembered(
    desk: Client, three: list[Application], staff: User
) -> None:
    said = {"format": "csv", "column": ["name", "receipt_number", "prefecture"]}
    answer = desk.post(f"{LIST}export/", said)
    assert answer["Content-Disposition"].startswith('attachment; filename="applications-FY2026-')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["受付番号", "氏名", "居住する都道府県"]
    assert len(rows) == 4
    assert rows[1][2] == "静岡県"
    kept = [key for key, _label, chosen in desk.get(f"{LIST}export/").context["columns"] if chosen]
    assert kept == ["receipt_number", "name", "prefecture"]
    written = ScreeningExport.objects.get()
    assert (written.by, written.rows, written.columns) == (staff, 3, kept)


def test_an_export_holds_the_filter_or_what_was_ticked(
    desk: Client, open_round: Round, three: list[Application]
) -> None:
    factories.submitted(open_round, prefecture="13")
    column = {"format": "csv", "column": "receipt_number"}
    some = desk.post(f"{LIST}export/", column | {"query": "prefecture=13"}).content.decode()
    assert some.split()[1:] == ["FY2026-0004"]
    ticked = {"row": [three[0].public_id, three[2].public_id]}
    assert desk.post(f"{LIST}export/", ticked).context["count"] == 2
    some = desk.post(f"{LIST}export/", column | ticked).content.decode()
    assert some.split()[1:] == ["FY2026-0001", "FY2026-0003"]


def test_no_cell_of_an_export_is_run(desk: Client, open_round: Round) -> None:
    factories.submitted(open_round, employer='=HYPERLINK("http://x")', motive="＝1+1")
    column = {"column": ["employer", "motive", "birth_date"]}
    plain = desk.post(f"{LIST}export/", column | {"format": "csv"}).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(plain)))[1][:2][1].startswith("'=")
    book = desk.post(f"{LIST}export/", column | {"format": "xlsx"})
    sheet: Any = load_workbook(io.BytesIO(book.content)).worksheets[0]
    cells = {cell.column_letter: cell for cell in sheet[2]}
    assert cells["B"].data_type == "s"
    assert cells["B"].quotePrefix
    assert cells["A"].is_date


def test_answers_to_the_rounds_questions_are_columns_to_choose(
    desk: Client, open_round: Round, applicant: User
) -> None:
    why, years, form = {"label": "なぜですか"}, {"label": "何年ですか"}, {"label": "様式"}
    asked = asking(open_round, why, years | {"kind": "number"}, form | {"kind": "file"})
    application = drafted(open_round, applicant, **{"answer-1": "=1+1", "answer-2": "12"})
    attached(application, applicant)
    attached(application, applicant, "様式1.pdf", question=asked[2])
    application = Application.objects.get(pk=application.pk)
    actions.submit(application, by=applicant, arrived_at=timezone.now())
    open_round.refresh_from_db()
    factories.submitted(open_round)
    offered = {key: label for key, label, _chosen in desk.get(f"{LIST}export/").context["columns"]}
    keys = [key for key in offered if key.startswith("FY2026-answer-")]
    assert [offered[key] for key in keys] == [
        "質問1: なぜですか", "質問2: 何年ですか", "質問3: 様式",
    ]  # fmt: skip
    book = desk.post(f"{LIST}export/", {"format": "xlsx", "column": keys})
    sheet: Any = load_workbook(io.BytesIO(book.content)).worksheets[0]
    first, second, third = sheet[2]
    assert (first.data_type, first.value, first.quotePrefix) == ("s", "=1+1", True)
    assert (second.value, third.value) == (12, "様式1.pdf")
    assert [cell.value or "" for cell in sheet[3]] == ["", "", ""]
    plain = desk.post(f"{LIST}export/", {"format": "csv", "column": keys})
    rows = list(csv.reader(io.StringIO(plain.content.decode("utf-8-sig"))))
    assert rows[1] == ["'=1+1", "12", "様式1.pdf"]
    assert ScreeningExport.objects.latest("pk").columns == keys


def test_the_arrival_is_an_instant_on_a_japanese_clock(
    desk: Client, open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    column = {"column": ["arrived_at", "birth_date"]}
    book = desk.post(f"{LIST}export/", column | {"format": "xlsx"})
    sheet: Any = load_workbook(io.BytesIO(book.content)).worksheets[0]
    arrived = in_tokyo(application.submitted_at).replace(tzinfo=None, microsecond=0)
    assert sheet["A1"].value == "到達日時(日本時間)"
    assert (sheet["A2"].value, sheet["A2"].is_date) == (arrived, True)
    assert sheet["A2"].number_format == "yyyy-mm-dd hh:mm:ss"
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    plain = desk.post(f"{LIST}export/", column | {"format": "csv"}).content.decode("utf-8-sig")
    assert plain.splitlines()[1].split(",") == [f"{arrived:%Y-%m-%d %H:%M:%S}", "1985-06-01"]


def test_records_and_skills_are_a_line_each(
    desk: Client, open_round: Round, applicant: User
) -> None:
    submitted(open_round, applicant)
    column = {"format": "csv", "column": ["records", "skills"]}
    plain = desk.post(f"{LIST}export/", column).content.decode("utf-8-sig")
    records, skills = list(csv.reader(io.StringIO(plain)))[1]
    assert records == "窓口予約の全庁導入 — 待ち時間を平均41分から12分に短縮した。"
    assert skills.splitlines()[0] == "プロデューサーの項目1 4"


def test_names_survive_in_the_workbook(desk: Client, open_round: Round) -> None:
    person = factories.PersonFactory(family_name="葛\U000e0100城", given_name="𠮷")
    factories.submitted(open_round, person)
    answer = desk.post(f"{LIST}export/", {"format": "xlsx", "column": "name"})
    sheet: Any = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["A2"].value == "葛\U000e0100城 𠮷"


def test_an_export_without_columns_or_rows_says_so(desk: Client, open_round: Round) -> None:
    none = desk.post(f"{LIST}export/", {"format": "csv"})
    assert "列を1つ以上選んでください" in none.content.decode()
    empty = desk.post(f"{LIST}export/", {"format": "csv", "column": "name"})
    assert empty.status_code == 302
    assert not ScreeningExport.objects.exists()


def test_notes_and_marks_are_in_no_export(
    desk: Client, three: list[Application], staff: User
) -> None:
    actions.add_note(three[0], by=staff, text="秘密のメモ")
    actions.mark(three[0], by=staff, found={1: ("not_ok", "秘密の備考")}, seen=1)
    columns = [key for key, _label, _chosen in desk.get(f"{LIST}export/").context["columns"]]
    answer = desk.post(f"{LIST}export/", {"format": "csv", "column": columns})
    assert "秘密" not in answer.content.decode()


def test_auditors_export_nothing(
    auditor: User, signed_in: SignIn, three: list[Application]
) -> None:
    assert signed_in(auditor).get(f"{LIST}export/").status_code == 404
