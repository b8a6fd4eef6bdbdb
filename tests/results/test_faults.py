"""Every fault of an outcome file, each in a real file, named by row and column (product.md)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Person
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from roster.results.actions import PastRound, import_round
from roster.results.importing import COLUMNS, ImportRefused
from tests import factories
from tests.results import workbooks
from tests.results.workbooks import Rows, application

TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def base() -> Rows:
    """Two people: rows 2 and 3 are one application in two categories, row 4 another's."""
    return [
        *application(2023, 1, 1, ["producer", "project_manager"]),
        *application(2023, 2, 2, ["service_designer"]),
    ]


def faults_of(path: Path, about: PastRound | None = None) -> list[str]:
    """What is refused, as `row 2, column`, after making sure that nothing was changed."""
    with pytest.raises(ImportRefused) as refused:
        import_round(path, about or PastRound())
    assert not Round.objects.exists()
    assert not Person.objects.exists()
    lines = str(refused.value).splitlines()
    assert all(line.partition(": ")[2] for line in lines)
    return [line.partition(": ")[0] for line in lines]


CELLS: list[tuple[str, Any]] = [
    ("category", "engineer"),
    ("category", "エンジニア"),
    ("category", "wizard"),
    ("category", ""),
    ("outcome", "合格"),
    ("outcome", None),
    ("prefecture", "東京"),
    ("prefecture", "Tokyo"),
    ("prefecture", None),
    ("industry", "情報"),
    ("birth_date", "1980/04/01"),
    ("birth_date", "1980-02-30"),
    ("birth_date", "昭和55年4月1日"),
    ("birth_date", dt.datetime(1980, 4, 1, 9, 30)),
    ("birth_date", 29312),
    ("birth_date", TOMORROW),
    ("birth_date", dt.date(1899, 12, 31)),
    ("birth_date", None),
    ("completed_on", TOMORROW),
    ("completed_on", "soon"),
    ("registered_on", TOMORROW),
    ("registered_on", "soon"),
    ("registered_on", dt.date(2024, 3, 1)),
    ("fiscal_year", "令和5年度"),
    ("fiscal_year", 2021),
    ("fiscal_year", TOMORROW.year + 1),
    ("fiscal_year", True),
    ("fiscal_year", None),
    ("receipt_number", "FY2022-0001"),
    ("receipt_number", "FY2023-2-0001"),
    ("receipt_number", "FY2023-1"),
    ("receipt_number", "FY2023-00001"),
    ("receipt_number", "FY2023-0000"),
    ("receipt_number", "ＦＹ２０２３－０００１"),
    ("receipt_number", None),
    ("family_name", None),
    ("given_name", None),
    ("family_name_kana", None),
    ("given_name_kana", None),
    ("family_name", "改\n行"),
    ("family_name", "\ue000"),
    ("family_name", "長" * 101),
    ("email", "no address"),
    ("employer", "=1+1"),
    ("employer", "#REF!"),
    ("employer", dt.date(2024, 1, 1)),
]


@pytest.mark.parametrize(("column", "value"), CELLS)
def test_a_bad_cell_is_named(
    tmp_path: Path, standard: SkillStandard, column: str, value: Any
) -> None:
    rows = base()
    rows[2][column] = value
    assert faults_of(workbooks.excel(tmp_path / "a.xlsx", rows)) == [f"row 4, {column}"]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_formula_is_a_fault_in_every_column(
    tmp_path: Path, standard: SkillStandard, column: str
) -> None:
    rows = base()
    rows[2][column] = '=CONCATENATE("a","b")'
    assert faults_of(workbooks.excel(tmp_path / "a.xlsx", rows)) == [f"row 4, {column}"]


def differing_person(rows: Rows) -> None:
    rows[1] |= {"employer": "別の会社", "birth_date": dt.date(1960, 1, 1)}


def same_category_twice(rows: Rows) -> None:
    rows[1]["category"] = "プロデューサー"


def same_address_under_two_receipts(rows: Rows) -> None:
    rows[2]["email"] = str(rows[0]["email"]).upper()


def same_folded_name_and_birth_under_two_receipts(rows: Rows) -> None:
    person = workbooks.person(1)
    rows[2] |= person | {"family_name": "﨑山", "email": None}
    for row in rows[:2]:
        row["family_name"] = "崎山"


def partly_withdrawn(rows: Rows) -> None:
    rows[1] |= {"outcome": "withdrawn", "completed_on": None, "registered_on": None}


def completed_without_passing(rows: Rows) -> None:
    rows[2] |= {"outcome": "failed", "registered_on": None}


def completed_on_different_days(rows: Rows) -> None:
    rows[1]["completed_on"] = dt.date(2024, 3, 14)


def completed_in_one_of_two(rows: Rows) -> None:
    rows[1] |= {"completed_on": None, "registered_on": None}


def registered_without_completing(rows: Rows) -> None:
    rows[2]["completed_on"] = None


def two_fiscal_years(rows: Rows) -> None:
    rows[2] |= {"fiscal_year": 2024, "receipt_number": "FY2024-0002"}


BETWEEN_ROWS: list[tuple[Callable[[Rows], None], list[str]]] = [
    (differing_person, ["row 3, birth_date", "row 3, employer"]),
    (same_category_twice, ["row 3, category"]),
    (same_address_under_two_receipts, ["row 4, receipt_number"]),
    (same_folded_name_and_birth_under_two_receipts, ["row 4, receipt_number"]),
    (partly_withdrawn, ["row 3, outcome"]),
    (completed_without_passing, ["row 4, completed_on"]),
    (completed_on_different_days, ["row 3, completed_on"]),
    (completed_in_one_of_two, ["row 3, completed_on"]),
    (registered_without_completing, ["row 4, registered_on"]),
    (two_fiscal_years, ["row 4, fiscal_year"]),
]


@pytest.mark.parametrize(("spoil", "expected"), BETWEEN_ROWS)
def test_rows_that_do_not_fit_each_other_are_named(
    tmp_path: Path, standard: SkillStandard, spoil: Callable[[Rows], None], expected: list[str]
) -> None:
    rows = base()
    spoil(rows)
    assert faults_of(workbooks.excel(tmp_path / "a.xlsx", rows)) == expected


def test_all_faults_are_listed_at_once(tmp_path: Path, standard: SkillStandard) -> None:
    rows = base()
    differing_person(rows)
    rows[0]["prefecture"] = "東京"
    rows[2] |= {"category": "wizard", "outcome": "maybe", "completed_on": TOMORROW}
    assert faults_of(workbooks.excel(tmp_path / "a.xlsx", rows)) == [
        "row 2, prefecture",
        "row 3, birth_date",
        "row 3, employer",
        "row 4, category",
        "row 4, completed_on",
        "row 4, outcome",
    ]


def test_missing_unknown_and_double_columns_are_named(
    tmp_path: Path, standard: SkillStandard
) -> None:
    columns = [name for name in COLUMNS if name != "prefecture"]
    path = workbooks.excel(tmp_path / "a.xlsx", base(), [*columns, "shoe_size", "email"])
    assert faults_of(path) == ["row 1, email", "row 1, prefecture", "row 1, shoe_size"]


def test_a_cell_beyond_the_headings_is_named(tmp_path: Path, standard: SkillStandard) -> None:
    path = workbooks.csv_file(tmp_path / "a.csv", base())
    path.write_text(path.read_text("utf-8").rstrip() + ",more\n", encoding="utf-8")
    assert faults_of(path) == ["row 4, column 18"]


def test_row_numbers_are_the_sheets_own(tmp_path: Path, standard: SkillStandard) -> None:
    rows = base()
    rows[2]["prefecture"] = "東京"
    path = workbooks.excel(tmp_path / "a.xlsx", [*rows[:2], {}, {}, rows[2]])
    assert faults_of(path) == ["row 6, prefecture"]


def test_no_row_is_a_fault(tmp_path: Path, standard: SkillStandard) -> None:
    assert faults_of(workbooks.excel(tmp_path / "a.xlsx", [])) == ["file"]
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert faults_of(empty) == ["file"]


def test_an_unreadable_file_is_a_fault(tmp_path: Path, standard: SkillStandard) -> None:
    whole = workbooks.excel(tmp_path / "whole.xlsx", base()).read_bytes()
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(whole[: len(whole) // 2])
    assert faults_of(damaged) == ["file"]
    other = workbooks.csv_file(tmp_path / "euc.csv", latin_only(), "euc_jp")
    assert faults_of(other) == ["file"]


def latin_only() -> Rows:
    """Rows that every Japanese encoding can hold."""
    names = dict.fromkeys(["family_name", "given_name", "family_name_kana", "given_name_kana"])
    return [row | names for row in base()]


def test_more_than_ten_megabytes_are_refused(tmp_path: Path, standard: SkillStandard) -> None:
    big = tmp_path / "big.csv"
    big.write_bytes(b"a" * (10 * 1024 * 1024 + 1))
    assert faults_of(big) == ["file"]


def test_more_than_twenty_thousand_rows_are_refused(
    tmp_path: Path, standard: SkillStandard
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("fiscal_year\n" + "2023\n" * 20_001, encoding="utf-8")
    assert faults_of(path) == ["file"]


def test_dates_of_the_round_are_in_order_and_past(tmp_path: Path, standard: SkillStandard) -> None:
    path = workbooks.excel(tmp_path / "a.xlsx", base())
    day = dt.date(2024, 1, 10)
    before = PastRound(opened_on=day, closed_on=day - dt.timedelta(days=1), result_on=TOMORROW)
    assert faults_of(path, before) == ["--closed-on", "--result-on"]


def test_a_receipt_of_the_first_round_is_none_of_the_second(
    tmp_path: Path, standard: SkillStandard
) -> None:
    path = workbooks.excel(tmp_path / "a.xlsx", base())
    expected = [f"row {row}, receipt_number" for row in (2, 3, 4)]
    assert faults_of(path, PastRound(number=2)) == expected


def test_without_a_standard_nothing_can_be_imported(tmp_path: Path, db: None) -> None:
    assert faults_of(workbooks.excel(tmp_path / "a.xlsx", base())) == ["standard"]


def test_a_round_that_exists_is_refused(tmp_path: Path, standard: SkillStandard) -> None:
    factories.round_with(standard, fiscal_year=2023)
    with pytest.raises(ImportRefused, match="FY2023"):
        import_round(workbooks.excel(tmp_path / "a.xlsx", base()), PastRound())
    assert not Person.objects.exists()


def test_one_person_by_address_and_by_name_is_found_in_the_database(
    tmp_path: Path, standard: SkillStandard
) -> None:
    """Row 2 is known by her address, row 4 by name and birth date: the same person twice."""
    known = factories.PersonFactory(family_name="𠮷田", email="import1@tests.example")
    rows = base()
    rows[2] |= {
        "family_name": "𠮷田",
        "given_name": known.given_name,
        "birth_date": known.birth_date,
        "email": None,
    }
    with pytest.raises(ImportRefused) as refused:
        import_round(workbooks.excel(tmp_path / "a.xlsx", rows), PastRound())
    assert str(refused.value).startswith("row 4, receipt_number: ")
    assert not Round.objects.exists()


def test_an_older_round_after_a_newer_one_is_refused_with_a_sentence(
    tmp_path: Path, standard: SkillStandard
) -> None:
    import_round(workbooks.excel(tmp_path / "a.xlsx", base()), PastRound())
    older = application(2022, 1, 1, done=dt.date(2023, 3, 1), registered=dt.date(2023, 3, 31))
    with pytest.raises(ImportRefused) as refused:
        import_round(workbooks.excel(tmp_path / "b.xlsx", older), PastRound())
    assert str(refused.value).startswith("row 2, registered_on: ")
    assert Round.objects.count() == 1
