"""What a page of results says of each person: who, why they were found, which conditions fit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Prefecture
from common.templatetags.ui import era
from recruitment.applications.models import RemoteShare
from roster.provision.highlight import Piece, pieces
from roster.registry import disclosure
from roster.registry.disclosure import Audience, Row
from roster.registry.models import (
    ProfileSheet,
    Registration,
    SheetSkill,
    TrackRecord,
    WorkConditions,
)

HEADLINE = gettext_lazy("活動実績")
REASONS = 3  # track records quoted, unless a word would stay unexplained
Rows = dict[int, list[Row]]


@dataclass(frozen=True)
class Reason:
    """A passage in which one of the words stands."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Fit:
    """A condition of the person; `tone` says whether it fits who is looking."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Hit:
    who: Row
    registrations: list[Row]
    conditions: Row | None
    fits: list[Fit]
    reasons: list[Reason]


def hits(people: Iterable[Any], words: list[str], on: dt.date, prefecture: str = "") -> list[Hit]:
    """The people of one page, in their order, as an officer of this prefecture reads them.

    The number of queries does not grow with the page.
    """
    pks = [person.pk for person in people]
    who = _who(pks)
    listed = Registration.objects.listed(on).filter(registrant__in=pks)
    # The narrower audience for all: a hit shows no more of a registration than its category.
    registrations = _grouped(
        listed.order_by("category__order", "pk"), "registration", Audience.OFFICER_WITHOUT_SHEET
    )
    read = [pk for pk in pks if who[pk].has_sheet]
    conditions = _grouped(WorkConditions.objects.filter(registrant__in=read), "conditions")
    parts = _sheet_parts(read) if words else {}
    found = []
    for pk in pks:
        condition = next(iter(conditions[pk]), None)
        mine = {part: rows[pk] for part, rows in parts.items()}
        texts = _texts(who[pk], registrations[pk], condition, mine)
        fits = list(_fits(condition, on, prefecture)) if condition else []
        found.append(Hit(who[pk], registrations[pk], condition, fits, explain(texts, words)))
    return found


def _who(pks: list[int]) -> dict[int, Row]:
    people = disclosure.people().filter(pk__in=pks)
    audiences = {True: Audience.OFFICER, False: Audience.OFFICER_WITHOUT_SHEET}
    return {
        row.pk: row
        for has_sheet, audience in audiences.items()
        for row in disclosure.rows(people.filter(has_sheet=has_sheet), "registrant", audience, "pk")
    }


def _grouped(
    found: QuerySet[Any],
    part: str,
    audience: Audience = Audience.OFFICER,
    key: str = "registrant_id",
) -> Rows:
    grouped: Rows = defaultdict(list)
    for row in disclosure.rows(found, part, audience, key):
        grouped[getattr(row, key)].append(row)
    return grouped


def _sheet_parts(pks: list[int]) -> dict[str, Rows]:
    sheets = ProfileSheet.objects.approved().filter(registrant__in=pks)
    key = "sheet__registrant_id"
    skills = SheetSkill.objects.filter(sheet__in=sheets.values("pk"))
    records = TrackRecord.objects.filter(sheet__in=sheets.values("pk"))
    return {
        "sheet": _grouped(sheets, "sheet"),
        "skill": _grouped(skills, "skill", key=key),
        "track_record": _grouped(records, "track_record", key=key),
    }


def _texts(
    who: Row, registrations: list[Row], conditions: Row | None, parts: dict[str, list[Row]]
) -> Iterator[tuple[Any, str]]:
    """Label and text of all that words may have been found in, the most telling first."""
    records = parts.get("track_record", [])
    yield from ((HEADLINE, f"{record.title}({record.result})") for record in records)
    for record in records:
        yield from _record_texts(record)
    if conditions is not None:
        yield _("推進できる分野"), conditions.fields_driven
    for skill in parts.get("skill", []):
        yield _("スキル"), skill.item__name
        yield _("スキル"), skill.item__name_en
    for sheet in parts.get("sheet", []):
        yield _("紹介文"), sheet.summary
        yield _("資格"), sheet.qualifications
    for row in registrations:
        yield _("人材類型"), row.category__name
        yield _("人材類型"), row.category__name_en
    yield from _person_texts(who)


def _record_texts(record: Row) -> Iterator[tuple[Any, str]]:
    for name, label in _record_labels().items():
        heading = _("活動実績「%(title)s」の%(part)s")
        yield heading % {"title": record.title, "part": label}, getattr(record, name)


def _person_texts(who: Row) -> Iterator[tuple[Any, str]]:
    yield _("勤務先"), getattr(who, "employer", "")
    yield from ((_("氏名"), text) for text in (who.shown_name, who.shown_kana, who.shown_latin))
    yield _("登録者番号"), who.number


def _record_labels() -> dict[str, str]:
    return {
        "field": _("分野"),
        "role": _("役割"),
        "action": _("推進したこと"),
        "reference": _("確認できるもの"),
    }


def explain(texts: Iterable[tuple[Any, str]], words: list[str]) -> list[Reason]:
    """A passage for every word, and up to three track records besides."""
    reasons: list[Reason] = []
    unexplained = set(words)
    for label, text in texts if words else []:
        here = {word for word in words if pieces(text, [word])}
        another = label == HEADLINE and here and len(reasons) < REASONS
        if another or here & unexplained:
            reasons.append(Reason(str(label), pieces(text, words)))
            unexplained -= here
    return reasons


def _fits(conditions: Row, on: dt.date, prefecture: str) -> Iterator[Fit]:
    if prefecture:
        name = str(Prefecture(prefecture).label)
        if prefecture in conditions.prefectures:
            yield Fit(_("%(prefecture)sで対面できる") % {"prefecture": name}, "good")
        elif conditions.remote_share != RemoteShare.REMOTE:
            yield Fit(_("%(prefecture)sでの対面は要相談") % {"prefecture": name}, "wait")
    if conditions.is_full_time:
        yield Fit(_("常勤できる"))
    yield Fit(_("週%(days)d日まで") % {"days": conditions.days_per_week})
    yield Fit(conditions.remote_share_label())
    if conditions.earliest_start and conditions.earliest_start > on:
        yield Fit(_("%(day)sから") % {"day": era(conditions.earliest_start)}, "wait")
    else:
        yield Fit(_("すぐに始められる"), "good")
