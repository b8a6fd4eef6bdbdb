import csv
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from common.spreadsheets import Limits, Oddity, Sheet, Unreadable, csv_text, excel, neutral, read

LIMITS = Limits(rows=3, size=100_000)


def book(path: Path, *rows: list[Any]) -> Path:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)
    return path


def test_a_workbook_gives_typed_cells_and_the_numbers_of_its_rows(tmp_path: Path) -> None:
    day = dt.datetime(2024, 5, 31)
    path = book(tmp_path / "a.xlsx", ["a", "b"], [], ["𠮷田", day], [None, 3])
    assert read(path, LIMITS) == [(1, ["a", "b"]), (3, ["𠮷田", day]), (4, [None, 3])]


def test_a_formula_is_neither_evaluated_nor_read_as_empty(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["=1+1", '=HYPERLINK("x")', "#REF!"])
    [(_number, cells)] = read(path, LIMITS)
    assert cells == [Oddity.FORMULA, Oddity.FORMULA, Oddity.ERROR]


def test_a_formula_in_a_csv_is_one_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,=1+1\n", encoding="utf-8")
    assert read(path, LIMITS) == [(1, ["a", Oddity.FORMULA])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_encodings_that_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("東京都,髙橋①\r\n".encode(encoding))
    assert read(path, LIMITS) == [(1, ["東京都", "髙橋①"])]


@pytest.mark.parametrize("encoding", ["euc_jp", "utf-16", "iso2022_jp"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("東京都,高橋\r\n".encode(encoding))
    with pytest.raises(Unreadable, match="CP932"):
        read(path, LIMITS)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01", b"\x89PNG\r\n\x1a\n\x00", b"a\x00b"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        read(path, LIMITS)


def test_an_open_quote_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,"b\nc,d\n', encoding="utf-8")
    with pytest.raises(Unreadable, match="CSV"):
        read(path, LIMITS)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"no zip at all"])
def test_a_damaged_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="Excel"):
        read(path, LIMITS)


def test_a_workbook_with_broken_xml_is_refused(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", ["a"])
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, data[: len(data) // 2] if "sheet1" in part else data)
    with pytest.raises(Unreadable, match="Excel"):
        read(path, LIMITS)


def test_a_workbook_that_lies_about_its_size_is_read_whole(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", ["a", "b"], ["c", "d"])
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert read(path, LIMITS) == [(1, ["a", "b"]), (2, ["c", "d"])]


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in range(3):
            bomb.writestr(f"xl/{part}.xml", bytes(70 * 1024 * 1024))
    with pytest.raises(Unreadable):
        read(path, Limits(rows=3, size=10_000_000))


def test_too_many_rows_and_bytes_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *[[at] for at in range(5)])
    with pytest.raises(Unreadable, match="行"):
        read(path, LIMITS)
    with pytest.raises(Unreadable, match="大き"):
        read(path, Limits(rows=9, size=10))


def test_the_heading_row_is_no_row(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *[[at] for at in range(4)])
    assert len(read(path, LIMITS)) == 4


@pytest.mark.parametrize("sign", list("=+-@\t\r=+-@"))
def test_what_a_spreadsheet_would_run_gets_a_quote_mark(sign: str) -> None:
    assert neutral(f"{sign}1") == f"'{sign}1"
    text = csv_text([f"{sign}1"], []).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [[f"'{sign}1"]]


def test_numbers_and_plain_text_stay() -> None:
    assert csv_text(["a", "b"], [[-5, "葛󠄀城"]]) == "\ufeffa,b\r\n-5,葛󠄀城\r\n"


def test_a_workbook_keeps_text_as_text_and_types_the_rest() -> None:
    row = ["=1+1", "𠮷田", 5, dt.date(2024, 5, 31)]
    made = load_workbook(io.BytesIO(excel([Sheet("表", ["a", "b", "c", "d"], [row])])))
    cells = made["表"][2]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "d"]
    assert cells[0].value == "=1+1"
    assert cells[0].quotePrefix
    assert cells[3].value == dt.datetime(2024, 5, 31)


def test_an_instant_is_one_of_the_japanese_clock_in_either_file() -> None:
    at = dt.datetime(2024, 5, 31, 15, 30, 1, 999, tzinfo=dt.UTC)
    made = load_workbook(io.BytesIO(excel([Sheet("表", ["a"], [[at]])])))
    cell = made["表"]["A2"]
    assert (cell.value, cell.data_type) == (dt.datetime(2024, 6, 1, 0, 30, 1), "d")
    assert csv_text(["a"], [[at]]) == "\ufeffa\r\n2024-06-01 00:30:01\r\n"
