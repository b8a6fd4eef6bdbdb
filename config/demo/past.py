"""The past rounds as published, with invented people: workbooks that `import_round` reads like
anyone's.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import translation
from openpyxl import Workbook

from accounts.models import Prefecture
from config.demo import people

COLUMNS = [
    "fiscal_year", "receipt_number",
    "family_name", "given_name", "family_name_kana", "given_name_kana",
    "family_name_latin", "given_name_latin",
    "email", "birth_date", "prefecture", "industry", "employer",
    "category", "outcome", "completed_on", "registered_on",
]  # fmt: skip
P, M, S = "producer", "project_manager", "service_designer"


@dataclass(frozen=True)
class PastRound:
    """The public figures of one past round (domain.md) and how the invented people make them up."""

    fiscal_year: int
    plan_version: str
    opened_on: dt.date
    closed_on: dt.date
    result_on: dt.date | None  # FY2022: not known
    first_person: int
    passed: list[list[str]]  # per successful person: the categories passed
    failed: int = 0
    withdrawn: int = 0
    successful_only: bool = False
    completed_on: dt.date = field(default=dt.date.min)
    registered_on: dt.date = field(default=dt.date.min)


PAST = [
    PastRound(
        2022, "2.0", dt.date(2022, 10, 12), dt.date(2022, 11, 11), None, 0,
        [[P, M], [P], [M], [P], [M, S], [M], [P], [S], [P, S], [M], [P], [M], [S]],
        successful_only=True, completed_on=dt.date(2023, 3, 24), registered_on=dt.date(2023, 3, 31),
    ),
    PastRound(
        2023, "3.0", dt.date(2023, 11, 29), dt.date(2023, 12, 28), dt.date(2024, 5, 31), 20,
        [[P, M], *[[P]] * 8, *[[M]] * 10, *[[S]] * 5],
        failed=25, withdrawn=3,
        completed_on=dt.date(2024, 5, 24), registered_on=dt.date(2024, 5, 31),
    ),
    PastRound(
        2024, "4.0", dt.date(2024, 8, 30), dt.date(2024, 10, 31), dt.date(2025, 4, 18), 80,
        [[P, M], [M, S], [P, M], [P, S], [M, S], *[[P]] * 3, *[[M]] * 4, *[[S]] * 2],
        failed=3, withdrawn=1,
        completed_on=dt.date(2025, 4, 11), registered_on=dt.date(2025, 4, 18),
    ),
]  # fmt: skip
REGISTRANT = 20  # `registrant@demo.example` is this person, on the list since FY2023


def email(number: int) -> str:
    return "registrant@demo.example" if number == REGISTRANT else people.address(number)


def rows(past: PastRound) -> Iterator[list[Any]]:
    """The rows of the round's workbook, one per candidacy, in the order of receipt."""
    outcomes: list[tuple[str, list[str]]] = [("passed", codes) for codes in past.passed]
    outcomes += [("failed", [(P, M, S)[turn % 3]]) for turn in range(past.failed)]
    outcomes += [("withdrawn", [(M, P)[turn % 2]]) for turn in range(past.withdrawn)]
    for turn, (outcome, codes) in enumerate(outcomes):
        number = past.first_person + turn
        facts = people.person(number)
        passed = outcome == "passed"
        for code in codes:
            yield [
                past.fiscal_year,
                f"FY{past.fiscal_year}-{turn + 1:04d}",
                *[facts[name] for name in COLUMNS[2:8]],
                email(number),
                facts["birth_date"],
                str(Prefecture(facts["prefecture"]).label),
                facts["industry"],
                facts["employer"],
                code,
                outcome,
                past.completed_on if passed else None,
                past.registered_on if passed else None,
            ]


def workbook(past: PastRound, folder: Path) -> Path:
    """Write the round's workbook and say where it stands."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(COLUMNS)
    with translation.override("ja"):  # prefectures by their Japanese names, whoever asks
        for row in rows(past):
            sheet.append(row)
    path = folder / f"FY{past.fiscal_year}.xlsx"
    book.save(path)
    return path
