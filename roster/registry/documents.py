"""The list of an edition as a paper."""

import datetime as dt
from itertools import groupby
from typing import Any

from accounts.models import Industry, Prefecture
from common.pdf import render
from roster.registry.models import Edition

PREFECTURES = dict(Prefecture.choices)
INDUSTRIES = dict(Industry.choices)


def edition_pdf(edition: Edition) -> bytes:
    """A4, a block for each person in the order of their kana; what was erased says so."""
    people = _people(edition)
    context = {"edition": edition, "people": people, "erased": _erased(edition)}
    return render("pdf/edition.html", context)


def _people(edition: Edition) -> list[dict[str, Any]]:
    """Payloads, one for each person with all categories; who shows no kana stands last."""
    ordered = sorted(filter(None, edition.entries.values_list("payload", flat=True)), key=_by_kana)
    return [
        _person(list(entries))
        for _number, entries in groupby(ordered, key=lambda payload: payload["number"])
    ]


def _by_kana(payload: dict[str, Any]) -> tuple[bool, str, str, str]:
    return not payload["kana"], payload["kana"], payload["name"], payload["number"]


def _person(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return entries[0] | {
        "entries": [_dated(entry) for entry in entries],
        "prefecture": PREFECTURES.get(entries[0]["prefecture"], ""),
        "industry": INDUSTRIES.get(entries[0]["industry"], ""),
    }


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    days = ("registered_on", "valid_until")
    return entry | {name: dt.date.fromisoformat(entry[name]) for name in days}


def _erased(edition: Edition) -> int:
    return edition.entries.filter(payload__isnull=True).count()
