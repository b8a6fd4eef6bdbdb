"""One's own data as a paper, made from the same dictionary as the JSON.

A row becomes a block of facts, a list of rows a block each; what comes in many small rows (logs,
history, files) becomes one line a row.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import pdf
from common.templatetags.ui import era, moment
from config.own_data import Data
from config.own_data_labels import LABELS
from recruitment.applications import content
from recruitment.standards.models import Category

LINES = {
    "addresses", "second_factors", "role_changes", "log", "looks", "history", "attachments",
    "results", "modules", "renewals", "skills", "editions", "versions",
}  # fmt: skip
# What needs no name in a line of its list.
PLAIN = {
    "at",
    "by",
    "category",
    "detail",
    "email",
    "event",
    "kind",
    "name",
    "role",
    "status",
    "title",
}
MOST = 200  # lines of one list on paper; the JSON has them all
LONG = 100  # characters that stand better under their name than beside it
CONTENT = {"content", "working_copy"}


@dataclass(frozen=True)
class Fact:
    """A value with its name; long ones run over the whole width."""

    label: str
    value: str
    long: bool = False


@dataclass(frozen=True)
class Block:
    """A heading of some depth with what stands under it: facts, or lines of one list."""

    level: int
    title: str
    facts: list[Fact] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    more: str = ""


def paper(data: Data) -> bytes:
    """The PDF, in the reader's language."""
    context = {"blocks": list(blocks(data)), "data": data}
    return pdf.render("pdf/own_data.html", context, language=get_language() or "ja")


def blocks(data: Data) -> Iterator[Block]:
    """Every part of the dictionary in its order; what is empty is left out."""
    for key, value in data.items():
        if isinstance(value, dict | list) and value:
            yield from _under(key, value, 2)


def label(key: str) -> str:
    return str(LABELS.get(key, key))


def _under(key: str, value: Any, level: int) -> Iterator[Block]:
    if key in CONTENT:
        yield Block(level, label(key), _said(value))
    elif isinstance(value, dict):
        yield from _row(label(key), value, level)
    elif key in LINES:
        yield _lines(key, value, level)
    else:
        for number, row in enumerate(value, start=1):
            yield from _row(f"{label(key)} {number}", row, level)


def _row(title: str, row: Data, level: int) -> Iterator[Block]:
    """Its own facts first, then what it holds, one level deeper."""
    inner = {key: value for key, value in row.items() if _is_part(key, value)}
    yield Block(level, title, list(_facts({key: row[key] for key in row if key not in inner})))
    for key, value in inner.items():
        yield from _under(key, value, level + 1)


def _is_part(key: str, value: Any) -> bool:
    """Whether it holds rows of its own; an empty list holds none."""
    if isinstance(value, dict):
        return True
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _facts(row: Data) -> Iterator[Fact]:
    for key, text in _texts(row):
        yield Fact(label(key), text, long=len(text) > LONG or "\n" in text)


def _texts(row: Data) -> Iterator[tuple[str, str]]:
    """Key and value in words; what is empty is left out."""
    for key, value in row.items():
        text = "" if key.endswith("_label") else words(row.get(f"{key}_label", value))
        if text:
            yield key, text


def _lines(key: str, rows: list[Data], level: int) -> Block:
    left = len(rows) - MOST
    more = ngettext(
        "ほか%(left)s件は、JSONにあります。", "ほか%(left)s件は、JSONにあります。", left
    )
    return Block(
        level,
        label(key),
        lines=[_line(row) for row in rows[:MOST]],
        more=more % {"left": left} if left > 0 else "",
    )


def _line(row: Data) -> str:
    return _("、").join(_named(key, text) for key, text in _texts(row) if _is_word(key, row))


def _named(key: str, text: str) -> str:
    return text if key in PLAIN else _("%(label)s: %(text)s") % {"label": label(key), "text": text}


def _is_word(key: str, row: Data) -> bool:
    """A status says what a verb's code would; no reader knows the code."""
    return key != "event" or "event_label" in row


def words(value: Any) -> str:
    """A value as a reader writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return era(value)
    if isinstance(value, list):
        return _("、").join(map(words, value))
    return str(value)


def _said(said: Data) -> list[Fact]:
    """A submission or a working copy in the words of the review page; skill items of categories
    that are not chosen any more come last.
    """
    names = dict(Category.objects.order_by("standard", "order").values_list("code", _name()))
    other = sorted({row["category"] for row in said.get("skills", [])} - set(said["categories"]))
    lines = content.shown(said, names)
    lines += [
        line
        for line in content.shown(said | {"categories": other}, names)
        if line.names[0].startswith("level-")
    ]
    return [Fact(line.label, line.value, line.long) for line in lines if line.value]


def _name() -> str:
    return "name_en" if (get_language() or "").startswith("en") else "name"
