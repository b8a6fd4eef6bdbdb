"""The faults of a past round's rows that show when rows are compared. Pure; see `importing`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from common.folding import fold
from roster.results.importing import PERSONAL, Fault, Outcome, PastRow

Receipts = dict[str, list[PastRow]]


def round_code(fiscal_year: int, number: int) -> str:
    """`FY2023`, and `FY2023-2` for a further round of the year."""
    return f"FY{fiscal_year}" if number == 1 else f"FY{fiscal_year}-{number}"


def receipt_pattern(code: str) -> re.Pattern[str]:
    """`FY2023-0052`: four digits from 0001, more only where four do not do."""
    return re.compile(rf"{code}-(?!0000$)(\d{{4}}|[1-9]\d{{4,8}})", re.ASCII)


def by_receipt(rows: Iterable[PastRow]) -> Receipts:
    """The rows of each application, in the order of the sheet."""
    receipts: Receipts = defaultdict(list)
    for row in rows:
        if row["receipt_number"]:
            receipts[row["receipt_number"]].append(row)
    return receipts


def compare(rows: list[PastRow], number: int) -> list[Fault]:
    """Every fault between rows, for the round of this number in its fiscal year."""
    receipts = by_receipt(rows)
    faults = [*_years(rows), *_receipt_numbers(rows, number), *_one_receipt_each(receipts)]
    for row in rows:
        faults += _dates(row)
    for together in receipts.values():
        faults += _same_person(together)
        faults += _different_categories(together)
        faults += _withdrawn_as_a_whole(together)
        faults += _completed_once(together)
    return faults


def _years(rows: list[PastRow]) -> Iterator[Fault]:
    years = [row for row in rows if row["fiscal_year"]]
    for row in years[1:]:
        if row["fiscal_year"] != years[0]["fiscal_year"]:
            yield Fault(
                row.number, "fiscal_year", _("1つのファイルには1つの年度だけを入れてください。")
            )


def _receipt_numbers(rows: list[PastRow], number: int) -> Iterator[Fault]:
    """A number is held against the year of its own row, so that one wrong year is one fault."""
    for row in rows:
        if row["receipt_number"] and row["fiscal_year"]:
            code = round_code(row["fiscal_year"], number)
            if not receipt_pattern(code).fullmatch(row["receipt_number"]):
                sentence = _("この公募の受付番号は %(code)s-0001 の形です。") % {"code": code}
                yield Fault(row.number, "receipt_number", sentence)


def _one_receipt_each(receipts: Receipts) -> Iterator[Fault]:
    """A person is an address, or a folded name with a birth date (product.md, "Who counts")."""
    owner: dict[object, str] = {}
    for receipt, rows in receipts.items():
        for row in rows:
            other = next((owner[key] for key in _identities(row) if key in owner), receipt)
            if other != receipt:
                yield two_receipts(row, other)
        for row in rows:
            for key in _identities(row):
                owner.setdefault(key, receipt)


def two_receipts(row: PastRow, other: str) -> Fault:
    """This row's person stands under another receipt number too."""
    sentence = _("同じ人が、受付番号 %(other)s にもいます。")
    return Fault(row.number, "receipt_number", sentence % {"other": other})


def name_of(row: PastRow) -> str:
    """The name under which the person is found: Japanese, else Latin."""
    japanese = f"{row['family_name'] or ''}{row['given_name'] or ''}"
    return japanese or f"{row['family_name_latin'] or ''}{row['given_name_latin'] or ''}"


def _identities(row: PastRow) -> Iterator[object]:
    if row["email"]:
        yield row["email"]
    name = fold(name_of(row))
    if name and row["birth_date"]:
        yield name, row["birth_date"]


def _dates(row: PastRow) -> Iterator[Fault]:
    completed, registered = row["completed_on"], row["registered_on"]
    if completed and row["outcome"] in (Outcome.FAILED, Outcome.WITHDRAWN):
        yield Fault(row.number, "completed_on", _("合格(passed)していない行に修了日があります。"))
    if registered and not completed and "completed_on" in row.facts:
        yield Fault(row.number, "registered_on", _("修了日がないのに登録日があります。"))
    if registered and completed and registered < completed:
        yield Fault(row.number, "registered_on", _("登録日が修了日より前です。"))


def _same_person(rows: list[PastRow]) -> Iterator[Fault]:
    """What is about the person is the same in all rows of a receipt."""
    for column in PERSONAL:
        saying = [row for row in rows if column in row.facts]
        for row in saying[1:]:
            if row[column] != saying[0][column]:
                sentence = _("同じ受付番号の %(row)s 行目と違います。") % {"row": saying[0].number}
                yield Fault(row.number, column, sentence)


def _different_categories(rows: list[PastRow]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in rows:
        if row["category"] in seen:
            sentence = _("同じ受付番号と人材類型が %(row)s 行目にもあります。")
            yield Fault(row.number, "category", sentence % {"row": seen[row["category"]]})
        elif row["category"]:
            seen[row["category"]] = row.number


def _withdrawn_as_a_whole(rows: list[PastRow]) -> Iterator[Fault]:
    withdrawn = [row for row in rows if row["outcome"] == Outcome.WITHDRAWN]
    if any(row["outcome"] in (Outcome.PASSED, Outcome.FAILED) for row in rows):
        for row in withdrawn:
            sentence = _("取下げ(withdrawn)は、同じ受付番号のすべての行に入れてください。")
            yield Fault(row.number, "outcome", sentence)


def _completed_once(rows: list[PastRow]) -> Iterator[Fault]:
    """The training is one for all categories passed, so it is completed on one day."""
    passed = [
        row for row in rows if row["outcome"] == Outcome.PASSED and "completed_on" in row.facts
    ]
    for row in passed[1:]:
        if row["completed_on"] != passed[0]["completed_on"]:
            sentence = _("修了日が、同じ受付番号の %(row)s 行目と違います。")
            yield Fault(row.number, "completed_on", sentence % {"row": passed[0].number})
