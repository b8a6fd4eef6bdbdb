"""Searching the list: which people, and how many per facet.

Words are looked for in the search key alone, which holds nothing an officer may not read, and in
the names of the categories listed today.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Prefecture
from common.folding import fold, words
from common.templatetags.ui import localized
from recruitment.standards.models import Category
from roster.registry.models import Registration
from roster.registry.queries import listed_people

MOST_WORDS = 10  # more are a pasted text rather than a search


@dataclass(frozen=True)
class Search:
    """What was asked for. Make one with `asked`."""

    known: dict[str, Category]
    words: list[str]
    categories: list[str]
    prefecture: str

    @property
    def filters(self) -> int:
        """How many conditions are in use."""
        return len(self.categories) + bool(self.words) + bool(self.prefecture)


@dataclass(frozen=True)
class Facet:
    """One choice of a filter, and how many people it would show beside the other filters."""

    code: str
    name: str
    count: int
    chosen: bool


def asked(typed: str, categories: Iterable[str] = (), prefecture: str = "") -> Search:
    """The search for these words, categories and prefecture.

    Unknown codes are as if not asked, and words past the tenth are a pasted text.
    """
    known = _categories()
    return Search(
        known=known,
        words=words(typed.replace("\0", ""))[:MOST_WORDS],
        categories=[code for code in dict.fromkeys(categories) if code in known],
        prefecture=prefecture if prefecture in Prefecture.values else "",
    )


def _categories() -> dict[str, Category]:
    """Code → category, in the newest standard that has it, in order."""
    rows = Category.objects.order_by("standard__effective_on", "order", "pk")
    newest = {row.code: row for row in rows}
    return dict(sorted(newest.items(), key=lambda pair: (pair[1].order, pair[0])))


def found(search: Search, on: dt.date) -> QuerySet[Any]:
    """The people who meet every condition on this day."""
    people = listed_people(on)
    if search.categories:
        people = people.filter(_listed_in(search.categories, on))
    if search.prefecture:
        people = people.filter(prefecture=search.prefecture)
    for word in search.words:
        named = [code for code, row in search.known.items() if _named(row, word)]
        in_category = Q(_listed_in(named, on)) if named else Q()
        people = people.filter(Q(search_key__contains=word) | in_category)
    return people


def _named(row: Category, word: str) -> bool:
    return word in fold(row.name) or word in fold(row.name_en)


def _listed_in(codes: list[str], on: dt.date) -> Exists:
    rows = Registration.objects.listed(on).filter(category_code__in=codes)
    return Exists(rows.filter(registrant=OuterRef("pk")))


def category_facets(search: Search, on: dt.date) -> list[Facet]:
    """Each category with how many people it would show; a chosen one is there even with none."""
    people = found(replace(search, categories=[]), on)
    rows = Registration.objects.listed(on).filter(registrant__in=people.values("pk"))
    by_code = rows.order_by().values("category_code")
    counts = dict(
        by_code.annotate(people=Count("registrant", distinct=True)).values_list(
            "category_code", "people"
        )
    )
    return [
        Facet(code, localized(row, "name"), counts.get(code, 0), code in search.categories)
        for code, row in search.known.items()
        if row.is_open or counts.get(code) or code in search.categories
    ]


def prefecture_facets(search: Search, on: dt.date) -> list[Facet]:
    """The prefectures in which somebody lives whom the other filters show."""
    people = found(replace(search, prefecture=""), on)
    rows = people.order_by().values("prefecture").annotate(people=Count("pk"))
    counts = dict(rows.values_list("prefecture", "people"))
    return [
        Facet(code, str(label), counts.get(code, 0), code == search.prefecture)
        for code, label in Prefecture.choices
        if counts.get(code) or code == search.prefecture
    ]
