"""Tags and filters of the pages: dates in the reader's language, chips, bars; see docs/face.md."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, Protocol

from django import forms, template
from django.db import models
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from common import dates
from common import markdown as markdowns

register = template.Library()
Day = dt.date | dt.datetime | None


class Cell(Protocol):
    """A count of a public table, and whether the public may see it. A hidden one is not in it."""

    count: int | None
    shown: bool
    small: bool


def in_english() -> bool:
    """Whether the page is being shown in English; everything else reads Japanese."""
    return (get_language() or "").startswith("en")


def as_day(value: dt.date) -> dt.date:
    """The calendar day in Japan of a date or an instant."""
    return dates.in_tokyo(value).date() if isinstance(value, dt.datetime) else value


@register.filter
def era(value: Day) -> str:
    """A day as the reader writes it: 令和5年11月29日(水), or 29 November 2023 (Wed)."""
    if not value:
        return ""
    return dates.western_date(as_day(value)) if in_english() else dates.era_date(as_day(value))


@register.filter
def both_dates(value: Day) -> str:
    """A day both ways, the reader's first: 令和5年11月29日(水)／29 November 2023 (Wed)."""
    if not value:
        return ""
    japanese, western = dates.era_date(as_day(value)), dates.western_date(as_day(value))
    return f"{western} / {japanese}" if in_english() else f"{japanese}／{western}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """An instant with 日本時間 (Japan time) beside it. Nothing for None."""
    if not value:
        return ""
    return dates.moment_en(value) if in_english() else dates.moment(value)


@register.filter
def fiscal(year: int | None) -> str:
    """A fiscal year: 令和8年度, or FY2026. Nothing for None."""
    if not year:
        return ""
    return f"FY{year}" if in_english() else dates.era_year(year)


@register.filter
def month(day: dt.date | None) -> str:
    """A month: 令和5年4月, or April 2023. Nothing for None."""
    if not day:
        return ""
    return dates.western_month(day) if in_english() else dates.era_month(day)


@register.simple_tag
def current_moment() -> str:
    """The instant at which the page is made."""
    return moment(timezone.now())


@register.inclusion_tag("_status_badge.html")
def status_badge(row: Any) -> dict[str, str]:
    """The chip of a row's status; `STATUS_TONES` of its class: status → act | good | wait | bad."""
    tones: dict[str, str] = getattr(type(row), "STATUS_TONES", {})
    return {"label": row.get_status_display(), "tone": tones.get(row.status, "")}


@register.inclusion_tag("_bar.html")
def bar(value: int | None, total: int | None, tone: str = "", width: int = 160) -> dict[str, Any]:
    """A bar of `value` out of `total`, said in words too. Tones: wait (yellow), soft (light)."""
    share = min(max((value or 0) / total, 0), 1) if total else 0
    return {
        "value": value,
        "total": total,
        "tone": tone,
        "width": width,
        "filled": round(width * share),
    }


@register.simple_tag(name="localized")
@register.filter(name="localized")
def localized(row: Any, name: str) -> str:
    """`row.name_en` when the page is English and that is filled, else `row.name`.

    A row may be a dictionary of its columns.
    """
    columns = row if isinstance(row, dict) else None
    key = f"{name}_en"
    english = columns.get(key) if columns is not None else getattr(row, key, "")
    plain = columns[name] if columns is not None else getattr(row, name)
    return str(english or plain) if in_english() else str(plain)


@register.filter
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """The options of a select widget, of its `optgroups`. Django's template includes two templates
    for each, which a list of years or prefectures feels.
    """
    parts = []
    for name, choices, _index in groups:
        shown = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((str(row["value"]), flatatt(row["attrs"]), row["label"]) for row in choices),
        )
        parts.append(
            format_html('<optgroup label="{}">{}</optgroup>', name, shown) if name else shown
        )
    return mark_safe("".join(parts))


@register.filter
def attributes(attrs: dict[str, Any]) -> SafeString:
    """The HTML attributes of a widget's option. Long groups of choices show the difference to
    including Django's template for each.
    """
    return flatatt(attrs)


@register.filter
def markdown(text: str) -> SafeString:
    """What somebody wrote as Markdown, as clean HTML; stands in `<div class="prose written">`."""
    return markdowns.render(text)


@register.filter
def small_count(cell: Cell) -> str:
    """A count, or 「1〜2」 for a small one, 「非公表」 for one that would give it away."""
    if not cell.shown:
        return gettext("1〜2") if cell.small else gettext("非公表")
    return gettext("不明") if cell.count is None else f"{cell.count:,}"


@register.filter
def error_sentences(field: forms.BoundField) -> list[str]:
    """The errors of a field; instead of "this field is required" what to do, by kind of field."""
    default = str(forms.Field.default_error_messages["required"])
    return [asked_for(field) if str(error) == default else str(error) for error in field.errors]


def asked_for(field: forms.BoundField) -> str:
    """What a person does with an empty field that must not be empty."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return gettext("印を付けてください。")
    if isinstance(widget, forms.FileInput):
        return gettext("ファイルを選んでください。")
    if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return gettext("選んでください。")
    return gettext("入力してください。")


@register.filter
def status_word(change: models.Model, side: str) -> str:
    """The word for `before` or `after` of a line of history, from the choices of its row."""
    row_class = change._meta.get_field("row").related_model
    words = dict(row_class._meta.get_field("status").flatchoices)  # type: ignore[union-attr]
    value = getattr(change, side)
    return str(words.get(value, value))


@register.filter
def as_json(value: object) -> str:
    """Data for a script, as the text of an attribute: inline scripts are forbidden."""
    return json.dumps(value)
