"""What an application says, as data.

The submission's JSON, and how it is shown on page, PDF and evaluator's desk.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import IDENTITY
from accounts.models import Industry, Prefecture
from accounts.models.people import spaced
from common.dates import in_tokyo
from common.templatetags.ui import era
from recruitment.applications.models import Application

FACTS = [
    "family_name",
    "given_name",
    "family_name_kana",
    "given_name_kana",
    "family_name_latin",
    "given_name_latin",
    "shown_family_name",
    "shown_given_name",
    "birth_date",
    "prefecture",
    "industry",
    "employer",
    "motive",
    "consented",
]
RECEIPT = ["receipt_number", "arrived_at"]


def facts_of(application: Application) -> dict[str, Any]:
    """The working copy's columns, with `categories` as a list of rows."""
    facts = {name: getattr(application, name) for name in FACTS}
    return facts | {"categories": list(application.categories.order_by("order", "pk"))}


def written(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as JSON: dates in ISO form, categories by their codes."""
    content = facts | {"categories": [category.code for category in facts["categories"]]}
    day = facts["birth_date"]
    return content | {"birth_date": day.isoformat() if isinstance(day, dt.date) else day}


def snapshot(application: Application) -> dict[str, Any]:
    """The content of a submission.

    The working copy as it stands, with receipt number and time of arrival.

    Keys are column names, and `categories` (codes), `receipt_number`, `arrived_at` (null for a
    past round).
    """
    arrived = application.submitted_at
    return written(facts_of(application)) | {
        "receipt_number": application.receipt_number,
        "arrived_at": in_tokyo(arrived).isoformat() if arrived else None,
    }


def identity(content: dict[str, Any]) -> dict[str, Any]:
    """Names and birth date as a submission says them, as columns of a person."""
    names = {name: content.get(name, "") for name in IDENTITY}
    day = content.get("birth_date")
    return names | {"birth_date": dt.date.fromisoformat(day) if day else None}


def unchanged(application: Application) -> bool:
    """Whether the working copy says what was submitted last."""
    latest = application.latest
    if latest is None:
        return False
    last = {name: value for name, value in latest.content.items() if name not in RECEIPT}
    return last == written(facts_of(application))


@dataclass(frozen=True)
class Shown:
    """One line of an application as a reader sees it.

    `names` are the columns it shows, the first one leads back.
    """

    label: str
    value: str
    names: tuple[str, ...]
    long: bool = False


def shown(content: dict[str, Any], categories: dict[str, str]) -> list[Shown]:
    """The lines of a submission (or of `written(facts)`), in reading order.

    `categories`: code → name for the reader. What an older submission did not ask for is empty.
    """

    def text(name: str) -> str:
        return str(content.get(name) or "")

    codes = content.get("categories", [])
    chosen = _("、").join(categories.get(code, code) for code in codes)
    return [
        Shown(_("応募する人材類型"), chosen, ("categories",)),
        *_names(text),
        Shown(_("生年月日"), _day(text("birth_date")), ("birth_date",)),
        Shown(_("居住する都道府県"), _word(Prefecture, text("prefecture")), ("prefecture",)),
        Shown(_("勤務先"), text("employer"), ("employer",)),
        Shown(_("勤務先の業種"), _word(Industry, text("industry")), ("industry",)),
        Shown(_("応募の動機"), text("motive"), ("motive",), long=True),
        Shown(_("同意"), _("同意した") if content.get("consented") else "", ("consented",)),
    ]


NAMES = {
    ("family_name", "given_name"): gettext_lazy("氏名"),
    ("family_name_kana", "given_name_kana"): gettext_lazy("フリガナ"),
    ("family_name_latin", "given_name_latin"): gettext_lazy("英字氏名"),
    ("shown_family_name", "shown_given_name"): gettext_lazy("表示する氏名(旧姓・通称)"),
}


def registered_name(content: dict[str, Any]) -> str:
    """The name for receipt and certificate: family name first, Latin where there is no other."""
    japanese = spaced(content["family_name"], content["given_name"])
    return japanese or spaced(content["family_name_latin"], content["given_name_latin"])


def _names(text: Callable[[str], str]) -> list[Shown]:
    return [
        Shown(str(label), spaced(text(family), text(given)), (family, given))
        for (family, given), label in NAMES.items()
    ]


def _day(value: str) -> str:
    return era(dt.date.fromisoformat(value)) if value else ""


def _word(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""
