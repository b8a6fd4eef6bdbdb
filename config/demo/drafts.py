"""What invented people write into an application: every value of the draft by its name."""

import datetime as dt
from typing import Any

from config.demo import people, sheets
from recruitment.applications.draft import RECORD, Asked, skill
from recruitment.applications.models import WorkField

ANSWER = "転入の手続をまとめ、窓口を一つにします。待ち時間を半分にするのが目標です。"
FIELDS = list(WorkField)[:9]
WORDS = {  # how the sheets' fields are called where they are chosen
    "窓口・手続": WorkField.FRONT_OFFICE,
    "業務の見直し": WorkField.BPR,
    "標準化・移行": WorkField.STANDARDISATION,
    "データ利活用": WorkField.DATA,
    "防災": WorkField.DISASTER,
    "情報セキュリティ": WorkField.SECURITY,
    "デジタル人材の育成": WorkField.TRAINING,
}


def values(number: int, codes: list[str], asked: Asked) -> dict[str, Any]:
    """A complete application of person `number` in these categories."""
    return (
        people.application(number)
        | {"categories": codes, "phone": "", "position": "部長", "qualifications": ""}
        | conditions(number)
        | records(number)
        | levels(number, asked.items_of(codes))
        | {f"answer-{row['number']}": ANSWER for row in asked.questions if row["is_required"]}
        | {f"consent-{text['purpose']}": True for text in asked.consents}
    )


def conditions(number: int) -> dict[str, Any]:
    """Work conditions, each in its column."""
    said = sheets.conditions(number, dt.date(2026, 4, 1))
    del said["confirmed_on"]
    said["earliest_start"] = None
    fields = {FIELDS[(number + turn * 2) % len(FIELDS)] for turn in range(3)}
    return said | {"fields_driven": sorted(fields, key=FIELDS.index)}


def records(number: int) -> dict[str, Any]:
    """Two track records with results in figures."""
    told: dict[str, Any] = {}
    for turn, record in enumerate(sheets.track_records(number)[:2], start=1):
        row = record | {"field": WORDS[record["field"]]}
        told |= {f"record-{turn}-{name}": row[name] for name in RECORD}
    return told


def levels(number: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    """A level for each item; the higher ones with a record that shows them."""
    told: dict[str, Any] = {}
    for turn, item in enumerate(items):
        level = 2 + (number + turn * 3) % 4
        told[skill("level", item)] = level
        if level >= 4:
            told[skill("records", item)] = [str(1 + turn % 2)]
    return told
