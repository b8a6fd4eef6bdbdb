"""A past round's outcome as rows: reads the sheet's cells, finds the faults of each. No database.

`read_rows` gives what could be read and every fault at once; `roster.results.crosschecks` compares
the rows with each other.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from common.dates import fiscal_year
from common.spreadsheets import Oddity, is_blank

NAMES = [
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "family_name_latin",
    "given_name_latin",
]
PERSONAL = [*NAMES, "email", "birth_date", "prefecture", "industry", "employer"]
OUTCOME = ["category", "outcome", "completed_on", "registered_on"]
COLUMNS = ["fiscal_year", "receipt_number", *PERSONAL, *OUTCOME]
REQUIRED = {"fiscal_year", "receipt_number", "birth_date", "prefecture", "category", "outcome"}
LONGEST = {"email": 254, "employer": 200}  # of the columns in the database; others 100
FIRST_YEAR = 2022  # of the scheme (domain.md)
OLDEST_BIRTH = dt.date(1900, 1, 1)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
UNUSABLE = {"Cc", "Cf", "Co", "Cs"}  # control and format signs, private use, halves of a character


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with one cell. `row` is the sheet's own number; 0: the file as a whole."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"row {self.row}, {self.column}" if self.row else self.column
        return f"{where}: {self.message}"


class ImportRefused(Exception):
    """Nothing was changed; `faults` says why, all of it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Words:
    """What the cells may say: word → code. `offered` are the categories that a past round opens."""

    categories: Mapping[str, str]
    offered: Collection[str]
    prefectures: Mapping[str, str]
    industries: Mapping[str, str]
    today: dt.date


@dataclass
class PastRow:
    """One candidacy of a past round. `facts` holds the columns that could be read."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Any:
        return self.facts.get(column)


class BadCell(Exception):
    """The sentence for one cell."""


def read_rows(
    table: list[tuple[int, list[Any]]], words: Words
) -> tuple[list[PastRow], list[Fault]]:
    """The rows below the heading, and the faults of heading and cells."""
    if not table:
        return [], [Fault(0, "file", _("行がありません。"))]
    (at, heading), *lines = table
    names = ["" if cell is None else str(cell).strip() for cell in heading]
    faults = _heading_faults(at, names)
    if not lines:
        faults.append(Fault(0, "file", _("見出しの下に行がありません。")))
    rows = [PastRow(number) for number, _cells in lines]
    for row, (_number, cells) in zip(rows, lines, strict=True):
        faults += _read(row, cells, names, words)
    return rows, faults


def _heading_faults(at: int, names: list[str]) -> list[Fault]:
    faults = [Fault(at, name, _("この列がありません。")) for name in COLUMNS if name not in names]
    for name, times in Counter(filter(None, names)).items():
        if name not in COLUMNS:
            faults.append(Fault(at, name, _("この名前の列は使えません。")))
        elif times > 1:
            faults.append(Fault(at, name, _("この列が2つ以上あります。")))
    return faults


def _read(row: PastRow, cells: list[Any], names: list[str], words: Words) -> list[Fault]:
    """Fill the row's facts from its cells, and return what is wrong with them."""
    faults = []
    for column in COLUMNS:
        if column not in names:
            continue
        place = names.index(column)
        try:
            row.facts[column] = _cell(column, cells[place] if place < len(cells) else None, words)
        except BadCell as problem:
            faults.append(Fault(row.number, column, str(problem)))
    for place, cell in enumerate(cells):
        if not is_blank(cell) and (place >= len(names) or not names[place]):
            faults.append(Fault(row.number, f"column {place + 1}", _("見出しのない列です。")))
    return faults + _name_faults(row)


def _name_faults(row: PastRow) -> list[Fault]:
    """Japanese with kana, or Latin alone. A Latin name may consist of one part."""
    if any(name not in row.facts for name in NAMES):
        return []
    if row["family_name"] or row["given_name"]:
        needed = ["family_name", "given_name", "family_name_kana", "given_name_kana"]
    else:
        needed = [] if row["family_name_latin"] else ["family_name"]
    sentence = _("氏名は、漢字などとフリガナの両方か、英字だけで入れてください。")
    return [Fault(row.number, name, sentence) for name in needed if not row[name]]


def _cell(column: str, cell: Any, words: Words) -> Any:
    """The value of one cell: a date or None, a year, else text. Raises BadCell."""
    if cell is Oddity.FORMULA:
        raise BadCell(_("数式は使えません。値を入れてください。"))
    if cell is Oddity.ERROR:
        raise BadCell(_("エラー値です。値を入れてください。"))
    if is_blank(cell):
        if column in REQUIRED:
            raise BadCell(_("入力が必要です。"))
        return None if column.endswith("_on") else ""
    return READERS[column](cell, words) if column in READERS else _text(column, cell)


def _text(column: str, cell: Any) -> str:
    """Text as typed: NFC, never NFKC, spaces at the ends off."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadCell(_("文字で入れてください。"))
    text = unicodedata.normalize("NFC", str(cell).strip())
    if any(unicodedata.category(sign) in UNUSABLE for sign in text):
        raise BadCell(_("改行などの使えない文字が入っています。"))
    longest = LONGEST.get(column, 100)
    if len(text) > longest:
        raise BadCell(_("長すぎます(上限は%(longest)s文字です)。") % {"longest": longest})
    return text


def _year(cell: Any, words: Words) -> int:
    text = _text("fiscal_year", cell)
    if not YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= fiscal_year(words.today):
        raise BadCell(_("年度は、2022年度以後の西暦4桁で入れてください。"))
    return int(text)


def _date(cell: Any, words: Words) -> dt.date:
    """An Excel date or ISO text, without a time of day and not in the future."""
    day: Any = cell
    if isinstance(cell, dt.datetime):
        day = cell.date() if cell.time() == dt.time() else None
    elif isinstance(cell, str) and ISO_DATE.fullmatch(cell.strip()):
        day = _iso(cell.strip())
    if not isinstance(day, dt.date):
        raise BadCell(_("日付は、YYYY-MM-DD かExcelの日付で入れてください。"))
    if day > words.today:
        raise BadCell(_("未来の日付です。"))
    return day


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _birth_date(cell: Any, words: Words) -> dt.date:
    day = _date(cell, words)
    if day < OLDEST_BIRTH:
        raise BadCell(_("生年月日としてありえない日付です。"))
    return day


def _email(cell: Any, words: Words) -> str:
    text = _text("email", cell).lower()
    try:
        validate_email(text)
    except ValidationError:
        raise BadCell(_("メールアドレスの形ではありません。")) from None
    return text


def _prefecture(cell: Any, words: Words) -> str:
    return _known(words.prefectures, _text("prefecture", cell))


def _industry(cell: Any, words: Words) -> str:
    return _known(words.industries, same_word(_text("industry", cell)))


def _category(cell: Any, words: Words) -> str:
    code = _known(words.categories, _text("category", cell))
    if code not in words.offered:
        raise BadCell(_("この人材類型は、公募の対象ではありません。"))
    return code


def _outcome(cell: Any, words: Words) -> str:
    return _known({outcome.value: outcome.value for outcome in Outcome}, _text("outcome", cell))


def _known(known: Mapping[str, str], word: str) -> str:
    if word not in known:
        raise BadCell(_("「%(word)s」は使えない値です。") % {"word": word})
    return known[word]


def same_word(text: str) -> str:
    """One spelling for the commas and brackets in which names of industries differ."""
    return unicodedata.normalize("NFKC", text).replace(",", "、").replace(" ", "")


READERS: dict[str, Callable[[Any, Words], Any]] = {
    "fiscal_year": _year,
    "email": _email,
    "birth_date": _birth_date,
    "prefecture": _prefecture,
    "industry": _industry,
    "category": _category,
    "outcome": _outcome,
    "completed_on": _date,
    "registered_on": _date,
}
