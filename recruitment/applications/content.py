"""What an application says, as data.

The submission's JSON, and how it is shown on page, PDF and evaluator's desk.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import IDENTITY
from accounts.models import Industry, Prefecture
from accounts.models.people import spaced
from common.dates import in_tokyo
from common.templatetags.ui import era, localized, month
from recruitment.applications import draft as drafts
from recruitment.applications.checks import record_numbers
from recruitment.applications.draft import COLUMNS, RECORD, Draft, skill
from recruitment.applications.models import (
    Application,
    BodyKind,
    BodySize,
    PayBand,
    RemoteShare,
    WorkField,
)
from recruitment.calls.models.questions import lines

RECEIPT = ["receipt_number", "arrived_at"]
PERIOD = ["started_on", "ended_on"]
Content = dict[str, Any]


def written(draft: Draft) -> Content:
    """The working copy as JSON: dates in ISO form, categories by their codes.

    Keys are column names, and `categories`, `records`, `skills`, `answers`, `consents`,
    `attachments`. What is asked is written beside what is answered, so that the answer can be read
    when the question has long changed.
    """
    values, asked = draft.values, draft.asked
    codes = values["categories"]
    said = record_numbers(values)
    columns = {name: _plain(values[name]) for name in COLUMNS}
    return columns | {
        "categories": codes,
        "records": [_record(row) for row in draft.records if row["number"] in said],
        "skills": [_skill(values, item) for item in asked.items_of(codes)],
        "answers": list(_answers(draft)),
        "consents": [
            {name: text[name] for name in ("purpose", "version", "text", "text_en")}
            for text in asked.consents
            if values[f"consent-{text['purpose']}"]
        ],
        "attachments": [
            {name: file[name] for name in ("name", "size", "digest", "question")}
            for file in draft.attachments
        ],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _record(row: Content) -> Content:
    return {name: _plain(row[name]) for name in ("number", *RECORD)}


def _skill(values: Content, item: Content) -> Content:
    about = {name: item[name] for name in ("category", "number", "name", "name_en")}
    return about | {kind: values[skill(kind, item)] for kind in ("level", "records", "note")}


def _answers(draft: Draft) -> Iterator[Content]:
    for question in draft.asked.questions_for(draft.values["categories"]):
        about = {name: question[name] for name in ("number", "kind", "label", "label_en")}
        text = draft.values[f"answer-{question['number']}"]
        english = dict(zip(lines(question["choices"]), lines(question["choices_en"]), strict=False))
        yield about | {"text": text, "text_en": english.get(text, "")}


def snapshot(application: Application) -> Content:
    """The content of a submission.

    The working copy as it stands, with receipt number and time of arrival (null for a past round).
    """
    arrived = application.submitted_at
    return written(drafts.of(application)) | {
        "receipt_number": application.receipt_number,
        "arrived_at": in_tokyo(arrived).isoformat() if arrived else None,
    }


def identity(content: Content) -> Content:
    """Names and birth date as a submission says them, as columns of a person."""
    names = {name: content.get(name, "") for name in IDENTITY}
    day = content.get("birth_date")
    return names | {"birth_date": dt.date.fromisoformat(day) if day else None}


def is_as_submitted(draft: Draft) -> bool:
    """Whether the working copy says what was submitted last."""
    latest = draft.application.latest
    if latest is None:
        return False
    last = {name: value for name, value in latest.content.items() if name not in RECEIPT}
    return last == written(draft)


@dataclass(frozen=True)
class Shown:
    """One line of an application as a reader sees it.

    `names` are the values it shows (`draft.py`), the first one leads back.
    """

    label: str
    value: str
    names: tuple[str, ...]
    long: bool = False


def shown(content: Content, categories: dict[str, str]) -> list[Shown]:
    """The lines of a submission (or of `written(draft)`), in reading order.

    `categories`: code → name for the reader. What an older submission did not ask for is left out
    or empty.
    """

    def text(name: str) -> str:
        return str(content.get(name) or "")

    codes = content.get("categories", [])
    chosen = _("、").join(categories.get(code, code) for code in codes)
    return [
        Shown(_("応募する人材類型"), chosen, ("categories",)),
        Shown(_("応募の動機"), text("motive"), ("motive",), long=True),
        *_names(text),
        Shown(_("生年月日"), _day(text("birth_date")), ("birth_date",)),
        Shown(_("郵便番号"), _postal(text("postal_code")), ("postal_code",)),
        Shown(_("居住する都道府県"), _word(Prefecture, text("prefecture")), ("prefecture",)),
        Shown(_("居住する市区町村"), text("municipality"), ("municipality",)),
        Shown(_("電話番号"), text("phone"), ("phone",)),
        Shown(_("勤務先"), text("employer"), ("employer",)),
        Shown(_("役職"), text("position"), ("position",)),
        Shown(_("勤務先の業種"), _word(Industry, text("industry")), ("industry",)),
        Shown(_("資格"), text("qualifications"), ("qualifications",), long=True),
        *_records_shown(content),
        *_skills_shown(content, categories),
        *conditions(content),
        *_parts_shown(content),
    ]


NAMES = {
    ("family_name", "given_name"): gettext_lazy("氏名"),
    ("family_name_kana", "given_name_kana"): gettext_lazy("フリガナ"),
    ("family_name_latin", "given_name_latin"): gettext_lazy("英字氏名"),
    ("shown_family_name", "shown_given_name"): gettext_lazy("表示する氏名(旧姓・通称)"),
}


def registered_name(content: Content) -> str:
    """The name for receipt and certificate: family name first, Latin where there is no other."""
    japanese = spaced(content["family_name"], content["given_name"])
    return japanese or spaced(content["family_name_latin"], content["given_name_latin"])


def _names(text: Callable[[str], str]) -> list[Shown]:
    return [
        Shown(str(label), spaced(text(family), text(given)), (family, given))
        for (family, given), label in NAMES.items()
    ]


def _records_shown(content: Content) -> Iterator[Shown]:
    for place, row in enumerate(content.get("records", []), start=1):
        names = tuple(f"record-{row['number']}-{name}" for name in RECORD)
        label = _("活動実績%(number)s") % {"number": place}
        yield Shown(label, "\n".join(filter(None, _record_lines(row))), names, long=True)


def _record_lines(row: Content) -> Iterator[str]:
    yield row["title"]
    body = [_word(BodyKind, row["body_kind"]), _word(BodySize, row["body_size"])]
    yield _("・").join(filter(None, [period(row), *body, _word(WorkField, row["field"])]))
    for label, name in (
        (_("役割"), "role"),
        (_("推進したこと"), "action"),
        (_("成果"), "result"),
        (_("確認できるもの"), "reference"),
    ):
        if row[name]:
            yield _("%(label)s: %(text)s") % {"label": label, "text": row[name]}


def period(row: Content) -> str:
    """From when to when, in months; open where it still goes on."""
    start, end = (row[name] and dt.date.fromisoformat(str(row[name])) for name in PERIOD)
    if not start:
        return ""
    return _("%(start)s〜%(end)s") % {"start": month(start), "end": month(end) or _("現在")}


def _skills_shown(content: Content, categories: dict[str, str]) -> Iterator[Shown]:
    rows = content.get("skills", [])
    records = content.get("records", [])
    places = {str(row["number"]): place for place, row in enumerate(records, start=1)}
    for code in content.get("categories", []):
        own = [row for row in rows if row["category"] == code]
        if own:
            label = _("自己評価(%(category)s)") % {"category": categories.get(code, code)}
            names = tuple(skill(kind, row) for row in own for kind in ("level", "records", "note"))
            yield Shown(label, "\n".join(_skill_line(row, places) for row in own), names, long=True)


def _skill_line(row: Content, places: dict[str, int]) -> str:
    """The level and what shows it: records by their place in the list, as they stand above."""
    level = _("水準%(level)s") % {"level": row["level"]} if row["level"] else "—"
    shown_by = sorted(places[str(number)] for number in row["records"] if str(number) in places)
    records = [_("実績%(number)s") % {"number": place} for place in shown_by]
    said = _("、").join(filter(None, [level, *records, row["note"]]))
    return _("%(label)s: %(text)s") % {"label": localized(row, "name"), "text": said}


def conditions(content: Content) -> list[Shown]:
    if "remote_share" not in content:
        return []
    fields = _("、").join(_word(WorkField, code) for code in content["fields_driven"])
    places = _("、").join(_word(Prefecture, code) for code in content["prefectures"])
    days = content["days_per_week"]
    start = _day(content["earliest_start"] or "")
    return [
        Shown(_("推進できる分野"), fields, ("fields_driven",)),
        Shown(
            _("常勤"), _yes(content["is_full_time"], _("できる"), _("できない")), ("is_full_time",)
        ),
        Shown(
            _("日数"),
            _("週%(number)s日まで") % {"number": days} if days else "",
            ("days_per_week",),
        ),
        Shown(_("対面とリモート"), _word(RemoteShare, content["remote_share"]), ("remote_share",)),
        Shown(_("対面できる都道府県"), places, ("prefectures",)),
        Shown(_("最も早い開始日"), start or _("すぐに始められる"), ("earliest_start",)),
        Shown(
            _("勤務先が副業を認めているか"),
            _yes(
                content["employer_consents"],
                _("認めている(または勤務先がない)"),
                _("まだ認めていない"),
            ),
            ("employer_consents",),
        ),
        Shown(_("希望する報酬"), _word(PayBand, content["pay_band"]), ("pay_band",)),
    ]


def _parts_shown(content: Content) -> Iterator[Shown]:
    files = content.get("attachments", [])
    for row in content.get("answers", []):
        own = [file["name"] for file in files if file["question"] == row["number"]]
        text = localized(row, "text") or _("、").join(own)
        yield Shown(localized(row, "label"), text, (f"answer-{row['number']}",), long=True)
    names = "\n".join(file["name"] for file in files if file["question"] is None)
    yield Shown(_("添付ファイル"), names, ("attachments",), long=True)
    agreed = [
        _("%(text)s(第%(version)s版)") % {"text": localized(row, "text"), "version": row["version"]}
        for row in content.get("consents", [])
    ]
    names_of = tuple(f"consent-{purpose}" for purpose in ("use", "provision", "publication"))
    yield Shown(_("同意"), "\n".join(agreed), names_of, long=True)


def _postal(code: str) -> str:
    return f"{code[:3]}-{code[3:]}" if code else ""


def _yes(value: bool | None, yes: str, no: str) -> str:
    return "" if value is None else yes if value else no


def _day(value: str) -> str:
    return era(dt.date.fromisoformat(value)) if value else ""


def _word(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""
