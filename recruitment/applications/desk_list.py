"""The list of what a round received: what an address asks for, how many there are, in which order.

Filters, search and order read the lines alone (models.ReceivedLine): what was submitted, never a
working copy. Every count comes of two queries, whatever the number of rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Industry, Prefecture, User
from common.folding import words
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    PossibleDuplicate,
    ReceivedLine,
)
from recruitment.applications.queries import offered_names
from recruitment.calls.models import Round

MOST_WORDS = 10  # more are a pasted text rather than a search
STATUSES = [word for word in ApplicationStatus if word != ApplicationStatus.DRAFT]
SORTS = {
    "receipt": gettext_lazy("受付番号"),
    "name": gettext_lazy("応募者(フリガナ)"),
    "arrived": gettext_lazy("到達日時"),
    "status": gettext_lazy("状態"),
}
FLAGS = {
    "unchecked": gettext_lazy("確かめていない項目がある"),
    "twins": gettext_lazy("重複の疑いがある"),
    "returned": gettext_lazy("補正を依頼した"),
    "notes": gettext_lazy("内部メモがある"),
    "paper": gettext_lazy("紙で届いた"),
}


@dataclass(frozen=True)
class Option:
    """One choice of a filter, and how many it would show beside the other filters."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Counts:
    """How many were received, how many are shown, and the filters with their figures."""

    total: int
    withdrawn: int  # of the total
    found: int
    options: dict[str, list[Option]]


@dataclass(frozen=True)
class Asked:
    """What the address asks for. Make one with `asked`: what is unknown is as if not asked."""

    round: Round
    items: int  # of the round's checklist
    categories: dict[str, str]
    own: int | None  # the reader's own application: what is noted about it they cannot filter by
    typed: str = ""
    status: list[str] = field(default_factory=list)
    category: list[str] = field(default_factory=list)
    prefecture: str = ""
    industry: str = ""
    flag: list[str] = field(default_factory=list)
    sort: str = "receipt"

    @property
    def words(self) -> list[str]:
        return words(self.typed)[:MOST_WORDS]

    @property
    def filters(self) -> int:
        """How many conditions are in use."""
        chosen = len(self.status) + len(self.category) + len(self.flag)
        return chosen + bool(self.words) + bool(self.prefecture) + bool(self.industry)

    def named(self, codes: Iterable[str]) -> str:
        """Categories in the reader's language."""
        return _("、").join(self.categories.get(code, code) for code in codes)

    @property
    def query(self) -> str:
        """The same question as an address says it; empty for everything by receipt number."""
        order = [("sort", self.sort)] if self.sort != "receipt" else []
        return urlencode([*self._filters(), *order])

    @property
    def filter_query(self) -> str:
        """The same without the order."""
        return urlencode(self._filters())

    def _filters(self) -> list[tuple[str, str]]:
        pairs = [("q", self.typed)]
        for name in ("status", "category", "flag"):
            pairs += [(name, value) for value in getattr(self, name)]
        pairs += [(name, getattr(self, name)) for name in ("prefecture", "industry")]
        return [(name, value) for name, value in pairs if value]


def asked(parameters: QueryDict, round: Round, items: int, by: User) -> Asked:
    """The question of an address, in a round with so many items to check."""
    names = offered_names(round)
    sort = parameters.get("sort", "")
    prefecture, industry = parameters.get("prefecture", ""), parameters.get("industry", "")
    return Asked(
        round=round,
        items=items,
        categories=names,
        own=_own(round, by),
        typed=parameters.get("q", "").replace("\0", "").strip()[:200],
        status=[word for word in STATUSES if word in parameters.getlist("status")],
        category=[code for code in names if code in parameters.getlist("category")],
        prefecture=prefecture if prefecture in Prefecture.values else "",
        industry=industry if industry in Industry.values else "",
        flag=[name for name in FLAGS if name in parameters.getlist("flag")],
        sort=sort if sort.removeprefix("-") in SORTS else "receipt",
    )


def _own(round: Round, by: User) -> int | None:
    rows = Application.objects.received().owned_by(by).filter(round=round)
    return rows.values_list("pk", flat=True).first()


def _conditions(asked: Asked) -> dict[str, Q]:
    """Facet → what it asks for, of those that are in use."""
    found = {f"word {word}": Q(search_key__contains=word) for word in asked.words}
    if asked.status:
        found["status"] = Q(application__status__in=asked.status)
    if asked.category:
        found["category"] = Q(categories__overlap=asked.category)
    if asked.prefecture:
        found["prefecture"] = Q(prefecture=asked.prefecture)
    if asked.industry:
        found["industry"] = Q(industry=asked.industry)
    return found | {name: _flags(asked)[name] for name in asked.flag}


def _flags(asked: Asked) -> dict[str, Q]:
    others = ~Q(pk=asked.own) if asked.own else Q()
    return {
        "unchecked": Q(marked__lt=asked.items) & others,
        "twins": _in_a_pair() & others,
        "returned": Q(returns__gt=0),
        "notes": Q(notes__gt=0) & others,
        "paper": Q(application__is_on_paper=True),
    }


def _in_a_pair() -> Q:
    """May be somebody's second application, and nobody has judged it yet."""
    pairs = PossibleDuplicate.objects.unjudged()
    return Q(pk__in=pairs.values("first")) | Q(pk__in=pairs.values("second"))


def _all_but(conditions: dict[str, Q], facet: str = "") -> Q:
    met = Q()
    for name, condition in conditions.items():
        met &= Q() if name == facet else condition
    return met


def _lines(asked: Asked) -> QuerySet[ReceivedLine]:
    return ReceivedLine.objects.filter(round=asked.round)


def rows(asked: Asked) -> QuerySet[ReceivedLine]:
    """The lines that meet every condition, in the order asked for."""
    met = _lines(asked).filter(_all_but(_conditions(asked)), application__round=asked.round)
    return _with_twins(met).order_by(*_order(asked.sort))


def _with_twins(lines: QuerySet[ReceivedLine]) -> QuerySet[ReceivedLine]:
    return lines.annotate(twins=ExpressionWrapper(_in_a_pair(), output_field=BooleanField()))


def lines_of(applications: Iterable[Application]) -> QuerySet[ReceivedLine]:
    """The lines of these applications."""
    return _with_twins(ReceivedLine.objects.filter(pk__in=[row.pk for row in applications]))


def _order(sort: str) -> list[Any]:
    first: dict[str, Any] = {
        "receipt": F("application__receipt_number"),
        "name": F("sort_key"),
        "arrived": F("application__submitted_at"),
        "status": Case(
            *[
                When(application__status=word, then=Value(place))
                for place, word in enumerate(STATUSES)
            ],
            default=Value(len(STATUSES)),
        ),
    }
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    key = first[name].desc(nulls_last=True) if backwards else first[name].asc(nulls_last=True)
    return [key, *([F("application__receipt_number")] if name != "receipt" else []), "pk"]


def counts(asked: Asked) -> Counts:
    """Totals and single choices in one query, the two long lists of choices in another."""
    conditions = _conditions(asked)
    single: dict[tuple[str, str], Q] = {
        ("status", word): Q(application__status=word) & _all_but(conditions, "status")
        for word in STATUSES
    }
    for code in asked.categories:
        single["category", code] = Q(categories__contains=[code]) & _all_but(conditions, "category")
    for name, flag in _flags(asked).items():
        single["flag", name] = flag & _all_but(conditions, name)
    numbers = _lines(asked).aggregate(
        total=Count("pk"),
        withdrawn=Count("pk", filter=Q(application__status=ApplicationStatus.WITHDRAWN)),
        found=Count("pk", filter=_all_but(conditions) or Q(pk__isnull=False)),
        **{f"{facet}_{value}": Count("pk", filter=met) for (facet, value), met in single.items()},
    )
    options: dict[str, list[Option]] = {"status": [], "category": [], "flag": []}
    labels = _labels(asked)
    for facet, value in single:
        chosen = value in getattr(asked, facet)
        option = Option(value, labels[facet][value], numbers[f"{facet}_{value}"], chosen)
        if option.count or chosen or facet != "status":
            options[facet].append(option)
    everything = options | _long_lists(asked, conditions)
    return Counts(numbers["total"], numbers["withdrawn"], numbers["found"], everything)


def _labels(asked: Asked) -> dict[str, dict[str, str]]:
    return {
        "status": {word: str(word.label) for word in STATUSES},
        "category": asked.categories,
        "flag": {name: str(label) for name, label in FLAGS.items()},
    }


def _long_lists(asked: Asked, conditions: dict[str, Q]) -> dict[str, list[Option]]:
    """Prefectures and industries that occur, in their own order."""
    arms = [
        _lines(asked)
        .filter(_all_but(conditions, facet))
        .order_by()
        .values_list(Value(facet), facet)
        .annotate(number=Count("pk"))
        for facet in ("prefecture", "industry")
    ]
    numbers = {(facet, value): number for facet, value, number in arms[0].union(arms[1], all=True)}
    words: dict[str, Any] = {"prefecture": Prefecture, "industry": Industry}
    return {
        facet: [
            Option(value, str(label), numbers.get((facet, value), 0), value == chosen)
            for value, label in choices.choices
            if (facet, value) in numbers or value == chosen
        ]
        for facet, choices in words.items()
        for chosen in [getattr(asked, facet)]
    }


def said(asked: Asked) -> Iterator[str]:
    """The conditions, as a reader would say them."""
    for word in words(asked.typed)[:MOST_WORDS]:
        yield _("「%(word)s」を含む") % {"word": word}
    for facet, labels in _labels(asked).items():
        chosen = [labels[value] for value in getattr(asked, facet)]
        if facet == "flag":
            yield from chosen
        elif chosen:
            yield _("または").join(chosen)
    if asked.prefecture:
        yield str(Prefecture(asked.prefecture).label)
    if asked.industry:
        yield str(Industry(asked.industry).label)
