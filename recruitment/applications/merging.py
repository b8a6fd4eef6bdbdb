"""Two tabs on one draft: what was typed, what stands, and what was seen when the page was opened.

Field by field. A page carries a mark of every value that it showed; who saves without having seen
what now stands gets both texts and chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from common.digest import digest

Marks = Mapping[str, str]
LENGTH = 12  # hexadecimal digits: to tell two texts of one field apart, not to protect them


@dataclass(frozen=True)
class Conflict:
    """One field that somebody changed after this page was opened."""

    stored: Any
    typed: Any


@dataclass
class Merged:
    """`changes` are to be written; `conflicts` are not, until the person has chosen."""

    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)


def mark(value: Any) -> str:
    """A short mark of a value: the same for the same value, whatever the page."""
    return digest(DjangoJSONEncoder().encode(value))[:LENGTH]


def merge(stored: Mapping[str, Any], typed: Mapping[str, Any], seen: Marks | None) -> Merged:
    """What to do with what was typed.

    `seen` are the marks of the page; None means that what stands was seen: for programs. A name
    without a mark was not on the page: there only what is empty may be written.
    """
    merged = Merged()
    for name, value in typed.items():
        now = stored.get(name)
        if value == now:
            continue
        unseen = "" if now else mark(now)
        shown = mark(now) if seen is None else seen.get(name, unseen)
        if shown == mark(now):
            merged.changes[name] = value
        elif shown != mark(value):  # the same as it was shown: not touched, so what stands stays
            merged.conflicts[name] = Conflict(now, value)
    return merged
