"""The applications of a round as a table: chosen columns, of what was submitted last."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Industry, Prefecture
from accounts.models.people import spaced
from common.spreadsheets import Sheet, csv_text, excel
from common.templatetags.ui import localized
from recruitment.applications import listing
from recruitment.applications.content import NAMES
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    PayBand,
    RemoteShare,
    Submission,
    WorkField,
)
from recruitment.calls.models import QuestionKind, Round

Row = Any  # an Application with `said`, the content of its latest submission
Cell = Callable[[Row, dict[str, str]], Any]
Column = tuple[Any, Cell]  # heading and cell
DIGITS = 15  # that Excel keeps of a number


def _text(name: str) -> Cell:
    return lambda row, names: str(row.said.get(name) or "")


def _name(family: str, given: str) -> Cell:
    return lambda row, names: spaced(row.said.get(family) or "", row.said.get(given) or "")


def _word(name: str, choices: Any) -> Cell:
    words = dict(choices.choices)
    return lambda row, names: str(words.get(row.said.get(name) or "", ""))


def _words(name: str, choices: Any) -> Cell:
    words = dict(choices.choices)
    return lambda row, names: "、".join(
        str(words.get(one, one)) for one in row.said.get(name) or []
    )


def _day(name: str) -> Cell:
    def cell(row: Row, names: dict[str, str]) -> dt.date | str:
        said = row.said.get(name)
        return dt.date.fromisoformat(said) if said else ""

    return cell


def _yes(name: str) -> Cell:
    words = {True: "○", False: "×"}
    return lambda row, names: words.get(row.said.get(name), "")


def _categories(row: Row, names: dict[str, str]) -> str:
    return "、".join(names.get(code, code) for code in row.said.get("categories") or [])


def _records(row: Row, names: dict[str, str]) -> str:
    """A line for each track record: what it was, and what came of it."""
    records = row.said.get("records") or []
    return "\n".join(" — ".join(filter(None, [one["title"], one["result"]])) for one in records)


def _skills(row: Row, names: dict[str, str]) -> str:
    """A line for each skill item that was assessed, with its level."""
    rated = [one for one in row.said.get("skills") or [] if one["level"]]
    return "\n".join(f"{localized(one, 'name')} {one['level']}" for one in rated)


def _files(row: Row, names: dict[str, str]) -> str:
    return "\n".join(one["name"] for one in row.said.get("attachments") or [])


def _answer(number: int, kind: str) -> Cell:
    """What was answered to one of the round's own questions; of a file its name."""

    def cell(row: Row, names: dict[str, str]) -> str | int | float:
        if kind == QuestionKind.FILE:
            files = row.said.get("attachments") or []
            return "\n".join(one["name"] for one in files if one["question"] == number)
        answers = row.said.get("answers") or []
        said = "".join(localized(one, "text") for one in answers if one["number"] == number)
        return _number(said) if kind == QuestionKind.NUMBER else said

    return cell


def _number(said: str) -> str | int | float:
    """A number as a spreadsheet adds it up. One with more digits than it keeps stays text."""
    if not said or sum(map(str.isdigit, said)) > DIGITS:
        return said
    return float(said) if "." in said else int(said)


# Key → heading and cell. What staff note among themselves is in none of them.
COLUMNS: dict[str, Column] = {
    "receipt_number": (_("受付番号"), lambda row, names: row.receipt_number),
    "status": (_("状態"), lambda row, names: str(ApplicationStatus(row.status).label)),
    "arrived_at": (_("到達日時(日本時間)"), lambda row, names: row.submitted_at or ""),
    "name": (_("氏名"), _name(*list(NAMES)[0])),
    "kana": (_("フリガナ"), _name(*list(NAMES)[1])),
    "latin": (_("英字氏名"), _name(*list(NAMES)[2])),
    "shown": (_("表示する氏名(旧姓・通称)"), _name(*list(NAMES)[3])),
    "birth_date": (_("生年月日"), _day("birth_date")),
    "email": (_("メールアドレス"), lambda row, names: listing.email_of(row)),
    "phone": (_("電話番号"), _text("phone")),
    "postal_code": (_("郵便番号"), _text("postal_code")),
    "prefecture": (_("居住する都道府県"), _word("prefecture", Prefecture)),
    "municipality": (_("居住する市区町村"), _text("municipality")),
    "employer": (_("勤務先"), _text("employer")),
    "position": (_("役職"), _text("position")),
    "industry": (_("勤務先の業種"), _word("industry", Industry)),
    "qualifications": (_("資格"), _text("qualifications")),
    "categories": (_("応募する人材類型"), _categories),
    "motive": (_("応募の動機"), _text("motive")),
    "records": (_("活動実績"), _records),
    "skills": (_("スキルの自己評価"), _skills),
    "attachments": (_("添付ファイル"), _files),
    "fields_driven": (_("推進できる分野"), _words("fields_driven", WorkField)),
    "is_full_time": (_("常勤できる"), _yes("is_full_time")),
    "days_per_week": (
        _("週あたりの日数"),
        lambda row, names: row.said.get("days_per_week") or "",
    ),
    "remote_share": (_("リモートの割合"), _word("remote_share", RemoteShare)),
    "prefectures": (_("対面できる都道府県"), _words("prefectures", Prefecture)),
    "earliest_start": (_("最も早い開始日"), _day("earliest_start")),
    "employer_consents": (_("勤務先が副業を認めている"), _yes("employer_consents")),
    "pay_band": (_("希望する報酬"), _word("pay_band", PayBand)),
    "is_on_paper": (_("紙で届いた"), lambda row, names: "○" if row.is_on_paper else ""),
}
USUAL = ["receipt_number", "status", "arrived_at", "name", "kana", "categories", "prefecture"]


def columns_of(round: Round) -> dict[str, Column]:
    """What can be chosen of a round's applications: the usual, and what this round asks besides.

    The key of a question says of which round it is: a choice that is remembered fits no other.
    """
    return COLUMNS | {
        f"{round.code}-answer-{row.number}": (
            gettext("質問%(number)s: %(label)s")
            % {"number": row.number, "label": localized(row, "label")},
            _answer(row.number, row.kind),
        )
        for row in round.questions.order_by("number")
    }


def rows_of(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The applications with what they last submitted, in one query."""
    latest = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
    return applications.annotate(said=Subquery(latest.values("content")[:1])).select_related(
        "person__user"
    )


def table(
    applications: Iterable[Row], columns: Sequence[Column], names: dict[str, str]
) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows."""
    headings = [str(heading) for heading, _cell in columns]
    return headings, [[cell(row, names) for _heading, cell in columns] for row in applications]


def as_excel(title: str, headings: Sequence[str], rows: list[list[Any]]) -> bytes:
    widths = [max(12, min(40, 2 * len(heading) + 4)) for heading in headings]
    return excel([Sheet(title, headings, rows, widths=widths)])


def as_csv(headings: Sequence[str], rows: list[list[Any]]) -> bytes:
    return csv_text(headings, rows).encode()
