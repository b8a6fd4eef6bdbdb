"""Writing workbooks and CSV.

Numbers, dates and instants (in Japan) are typed cells; text stays text in whatever program opens
the file.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from common.dates import in_tokyo

# What begins with one of these may be run; Japanese Excel takes the full-width signs too.
DANGEROUS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
DATE = "yyyy-mm-dd"
MOMENT = "yyyy-mm-dd hh:mm:ss"
TEXT = "@"


@dataclass
class Sheet:
    """A sheet to write. `formats`: column, from 1 → number format of its cells to be filled."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]] = ()
    widths: Sequence[int] = ()
    formats: dict[int, str] = field(default_factory=dict)


def excel(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of these sheets. Text that looks like a formula is kept as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def _write(page: Any, sheet: Sheet) -> None:
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for column, number_format in sheet.formats.items():
        page.column_dimensions[get_column_letter(column)].number_format = number_format
    for number, row in enumerate([sheet.headings, *sheet.rows], start=1):
        for column, value in enumerate(row, start=1):
            _put(page.cell(number, column), value)
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"


def _put(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(DANGEROUS)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return
    cell.value = _clock(value)
    if isinstance(value, dt.date):
        cell.number_format = MOMENT if isinstance(value, dt.datetime) else DATE


def _clock(value: Any) -> Any:
    """An instant as a Japanese clock shows it, to the second: cells know no time zone."""
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        return value
    return in_tokyo(value).replace(tzinfo=None, microsecond=0)


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with a BOM, as Excel wants it; what could be taken for a formula gets a quote mark."""
    store = io.StringIO(newline="")
    writer = csv.writer(store)
    for row in [headings, *rows]:
        writer.writerow([neutral(cell) for cell in row])
    return "\ufeff" + store.getvalue()


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would run gets a quote mark in front; everything else stays."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return _clock(value)
