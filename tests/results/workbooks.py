"""Outcome files of past rounds, with invented people, as `import_round` takes them."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from roster.results.actions import PastRound
from roster.results.importing import COLUMNS

FAMILIES = [
    ("髙橋", "タカハシ", "Takahashi"),
    ("﨑山", "サキヤマ", "Sakiyama"),
    ("𠮷田", "ヨシダ", "Yoshida"),
    ("渡邉", "ワタナベ", "Watanabe"),
    ("濵田", "ハマダ", "Hamada"),
    ("葛󠄀城", "カツラギ", "Katsuragi"),
]
PREFECTURES = ["東京都", "北海道", "大阪府", "福岡県", "愛知県"]
Rows = list[dict[str, Any]]

FY2022 = PastRound(plan_version="2.0", successful_only=True)
FY2023 = PastRound(
    plan_version="3.0",
    opened_on=dt.date(2023, 11, 29),
    closed_on=dt.date(2023, 12, 28),
    result_on=dt.date(2024, 5, 31),
)
FY2024 = PastRound(plan_version="4.0", result_on=dt.date(2025, 4, 18))
ON = dt.date(2025, 4, 18)


def person(number: int) -> dict[str, Any]:
    """The personal columns of one invented person, the same in every file."""
    family, kana, latin = FAMILIES[number % len(FAMILIES)]
    return {
        "family_name": family,
        "given_name": f"試{number}",
        "family_name_kana": kana,
        "given_name_kana": "タメシ",
        "family_name_latin": latin,
        "given_name_latin": "Tameshi",
        "email": f"import{number}@tests.example",
        "birth_date": dt.date(1970, 1, 1) + dt.timedelta(days=number * 37),
        "prefecture": PREFECTURES[number % len(PREFECTURES)],
        "industry": "情報通信業",
        "employer": "架空システム株式会社",
    }


def application(
    year: int,
    receipt: int,
    who: int,
    categories: Sequence[str] = ("producer",),
    outcome: str = "passed",
    done: dt.date | None = dt.date(2024, 3, 15),
    registered: dt.date | None = dt.date(2024, 3, 29),
    **facts: Any,
) -> Rows:
    """The rows of one application, one for each category; dates only where it passed."""
    passed = outcome == "passed"
    shared = {"fiscal_year": year, "receipt_number": f"FY{year}-{receipt:04d}", **person(who)}
    dates = {
        "completed_on": done if passed else None,
        "registered_on": registered if passed else None,
    }
    return [shared | {"category": code, "outcome": outcome} | dates | facts for code in categories]


def excel(path: Path, rows: Iterable[dict[str, Any]], columns: Sequence[str] = COLUMNS) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(columns))
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    book.save(path)
    return path


def csv_file(path: Path, rows: Iterable[dict[str, Any]], encoding: str = "utf-8") -> Path:
    store = io.StringIO(newline="")
    writer = csv.writer(store)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(["" if row.get(name) is None else row.get(name) for name in COLUMNS])
    path.write_bytes(store.getvalue().encode(encoding))
    return path


def several(
    year: int, people: range, multiple: int, done: dt.date, registered: dt.date, first: int = 1
) -> Rows:
    """Successful people of a round, the first `multiple` of them in two categories."""
    rows = []
    for place, who in enumerate(people):
        two = place < multiple
        codes = ["producer", "project_manager"] if two else [CODES[place % len(CODES)]]
        rows += application(year, first + place, who, codes, done=done, registered=registered)
    return rows


CODES = ["producer", "project_manager", "service_designer"]


def fy2022() -> Rows:
    """13 added, 3 of them in several categories; no unsuccessful applications."""
    return several(2022, range(13), 3, dt.date(2023, 3, 10), dt.date(2023, 3, 31))


def fy2023() -> Rows:
    """52 applied, 24 passed and added, 1 of them in several; 3 withdrawn, 25 failed."""
    rows = several(2023, range(13, 37), 1, dt.date(2024, 5, 17), dt.date(2024, 5, 31))
    for receipt, who in enumerate(range(37, 62), start=25):
        rows += application(2023, receipt, who, ["service_designer"], "failed")
    for receipt, who in enumerate(range(62, 65), start=50):
        rows += application(2023, receipt, who, ["producer", "service_designer"], "withdrawn")
    return rows


def fy2024() -> Rows:
    """18 applied, 14 passed and added, 5 of them in several."""
    rows = several(2024, range(65, 79), 5, dt.date(2025, 4, 4), dt.date(2025, 4, 18))
    for receipt, who in enumerate(range(79, 83), start=15):
        rows += application(2024, receipt, who, ["producer"], "failed")
    return rows
