"""What is new about the calls, for readers of feeds: each thing once, with a name of its own."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from common import markdown
from common.templatetags.ui import localized, moment
from recruitment.calls.models import (
    PeriodChange,
    PublicQuestion,
    Round,
    RoundStatusChange,
    TextChange,
)
from recruitment.calls.queries import public_rounds

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML cannot say them
MOST = 50  # entries: a reader that comes once a month misses nothing


@dataclass(frozen=True)
class Entry:
    """One piece of news. `html` is clean."""

    title: str
    html: str
    url: str
    at: dt.datetime


def entries() -> list[Entry]:
    """Calls, changes and answers, the newest first. Nothing that a stranger may not read."""
    rounds = list(public_rounds())
    parts = (_calls, _cancelled, _periods, _texts, _answers)
    said = chain.from_iterable(part(rounds) for part in parts)
    found = (replace(entry, html=NOT_IN_XML.sub("", entry.html)) for entry in said)
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:MOST]


def _calls(rounds: list[Round]) -> Iterator[Entry]:
    for row in rounds:
        said = markdown.render(localized(row, "description"))
        yield Entry(
            _("公募 %(code)s を公示しました") % {"code": row.code},
            f"<p>{escape(_period(row.opens_at, row.closes_at))}</p>{said}",
            row.get_absolute_url(),
            row.announced_at or dt.datetime.min.replace(tzinfo=dt.UTC),
        )


def _cancelled(rounds: list[Round]) -> Iterator[Entry]:
    rows = RoundStatusChange.objects.filter(row__in=rounds, verb="cancel").select_related("row")
    for row in rows.order_by("-at", "-pk")[:MOST]:
        title = _("公募 %(code)s を中止しました") % {"code": row.row.code}
        yield Entry(title, _plain(row.note), f"{row.row.get_absolute_url()}#cancelled", row.at)


def _periods(rounds: list[Round]) -> Iterator[Entry]:
    rows = PeriodChange.objects.filter(round__in=rounds).select_related("round")
    for row in rows.order_by("-at", "-pk")[:MOST]:
        yield Entry(
            _("公募 %(code)s の受付期間を変えました") % {"code": row.round.code},
            f"<p>{escape(_period(row.opens_after, row.closes_after))}</p>{_plain(row.reason)}",
            f"{row.round.get_absolute_url()}#changes",
            row.at,
        )


def _texts(rounds: list[Round]) -> Iterator[Entry]:
    rows = TextChange.objects.filter(round__in=rounds).select_related("round")
    for row in rows.order_by("-at", "-pk")[:MOST]:
        named = {"code": row.round.code, "field": row.get_field_display()}
        yield Entry(
            _("公募 %(code)s の「%(field)s」を変えました") % named,
            _plain(row.reason),
            f"{row.round.get_absolute_url()}#changes-{row.field}",
            row.at,
        )


def _answers(rounds: list[Round]) -> Iterator[Entry]:
    rows = PublicQuestion.objects.published().filter(round__in=rounds).select_related("round")
    for row in rows[:MOST]:
        page = reverse("calls:published", args=[row.round.code])
        yield Entry(
            _("公募 %(code)s の質問に回答しました") % {"code": row.round.code},
            _plain(localized(row, "wording")) + markdown.render(localized(row, "answer")),
            f"{page}#{row.public_id}",
            row.revised_at or row.published_at or row.asked_at,
        )


def _period(opens: dt.datetime | None, closes: dt.datetime | None) -> str:
    return _("%(opens)sから %(closes)sまで") % {"opens": moment(opens), "closes": moment(closes)}


def _plain(text: str) -> str:
    return linebreaks(text, autoescape=True)
