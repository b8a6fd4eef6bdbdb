"""Reading a workbook or a CSV that somebody sent.

No formula is evaluated and none is dropped; nothing grows without bound.
"""

import csv
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

MOST_COLUMNS = 40  # a row may claim Excel's 16,384 columns, which would only eat memory
EXCEL = {".xlsx", ".xlsm", ".xls"}
MEGABYTE = 1024 * 1024
MOST_UNPACKED = 200 * MEGABYTE  # a workbook is a zip: it may hold far more than its size


class Oddity(Enum):
    """A cell that holds no plain value."""

    FORMULA = "formula"
    ERROR = "error"


class Unreadable(Exception):
    """The file as a whole cannot be read; `str()` is the sentence that says why."""


@dataclass(frozen=True)
class Limits:
    """How much is taken: rows below the heading row, and bytes of the file."""

    rows: int
    size: int


Row = tuple[int, list[Any]]


def read(path: Path, limits: Limits) -> list[Row]:
    """The rows of a CSV, or of a workbook's first sheet, that hold anything, with their numbers.

    Raises Unreadable, also when a limit is passed, and OSError when there is no such file.
    """
    if path.stat().st_size > limits.size:
        raise Unreadable(
            _("ファイルが大きすぎます(上限は%(size)sMBです)。") % {"size": limits.size // MEGABYTE}
        )
    data = path.read_bytes()
    is_workbook = path.suffix.lower() in EXCEL or data.startswith(b"PK\x03\x04")
    return _bounded(_workbook_rows(data) if is_workbook else _csv_rows(data), limits)


def _bounded(rows: Iterator[Row], limits: Limits) -> list[Row]:
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) > limits.rows + 1:
            raise Unreadable(
                _("行が多すぎます(上限は%(rows)s行です)。") % {"rows": f"{limits.rows:,}"}
            )
    return kept


def _workbook_rows(data: bytes) -> Iterator[Row]:
    """A damaged file fails anywhere in zip, XML or openpyxl; to its owner all mean the same."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("ファイルの中身が大きすぎます。"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl leaves out hold no cells
            yield from _first_sheet(data)
    except Unreadable:
        raise
    except Exception as problem:
        raise Unreadable(
            _("Excelのブックとして読めません(壊れているか、別の形式です)。")
        ) from problem


def _first_sheet(data: bytes) -> Iterator[Row]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    sheet: Any = book.worksheets[0]
    sheet.reset_dimensions()  # the file's own word on its size may be wrong, and would cut rows off
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if any(cell is not EMPTY_CELL and not is_blank(cell.value) for cell in cells):
            yield number, _trimmed([_value(cell) for cell in cells])


def is_blank(value: Any) -> bool:
    """Nothing, or nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip())


def _trimmed(cells: list[Any]) -> list[Any]:
    """Without the empty cells behind the last filled one."""
    filled = [at for at, value in enumerate(cells, start=1) if value is not None]
    return cells[: filled[-1]]


def _value(cell: Any) -> Any:
    if cell.data_type == "f":
        return Oddity.FORMULA
    return Oddity.ERROR if cell.data_type == "e" else cell.value


def _csv_rows(data: bytes) -> Iterator[Row]:
    rows = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
    try:
        for number, cells in enumerate(rows, start=1):
            if not all(is_blank(cell) for cell in cells):
                yield number, [Oddity.FORMULA if cell.startswith("=") else cell for cell in cells]
    except csv.Error as problem:
        raise Unreadable(
            _("CSVとして読めません(引用符の対応などを確かめてください)。")
        ) from problem


def _decoded(data: bytes) -> str:
    """UTF-8 with or without BOM, else CP932. EUC-JP or binary must not pass as odd Japanese."""
    text = _decode(data, "utf-8-sig")
    if text is None and _decode(data, "euc_jp") is None:
        text = _decode(data, "cp932")
        if any(unicodedata.category(sign) == "Co" for sign in text or ""):
            text = None
    if text is None or "\0" in text or "\x1b" in text:
        raise Unreadable(_("文字コードはUTF-8かCP932(Shift_JIS)にしてください。"))
    return text


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
