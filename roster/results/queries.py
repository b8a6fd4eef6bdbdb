"""Feeds `figures` with the rows: a handful of queries, however many people there are."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import JSONArray
from django.utils import timezone

from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import Round, RoundCategory
from recruitment.standards.models import Category, SkillStandard
from roster.registry.models import Edition, EditionEntry, Registration
from roster.results import figures
from roster.results.figures import Candidate, Figures, Listed, People, Registered, RoundFacts
from roster.results.public import Cells
from roster.results.suppression import Cell
from training.models import EnrolmentStatus

SUCCESSFUL = Q(status__in=[CandidacyStatus.PASSED, CandidacyStatus.GIVEN_UP])
COMPLETED = Q(training__enrolment__status=EnrolmentStatus.COMPLETED)
ONE_DAY = dt.timedelta(days=1)


def of_everything(*, on: dt.date, fiscal_year: int | None = None) -> Figures:
    """`rounds` and `total` of the interface, from the rows: every announced round but cancelled."""
    rounds = Round.objects.counted().order_by("fiscal_year", "number")
    if fiscal_year is not None:
        rounds = rounds.filter(fiscal_year=fiscal_year)
    registrations = _registrations()
    return {
        "rounds": _of_rounds(rounds, registrations),
        "total": figures.of_registrations(registrations, on=on, categories=_open_categories()),
    }


def of_rounds(rounds: QuerySet[Round]) -> list[Figures]:
    """The figures of these rounds, from the rows, in the order of the queryset."""
    return _of_rounds(rounds, _registrations())


def _of_rounds(rounds: QuerySet[Round], registrations: list[Registered]) -> list[Figures]:
    facts = _facts(rounds)
    if not facts:
        return []
    candidates = _candidates([round.pk for round in facts])
    return figures.of_rounds(facts, candidates, registrations, today=timezone.localdate())


def _facts(rounds: QuerySet[Round]) -> list[RoundFacts]:
    offered = RoundCategory.objects.filter(round__in=rounds.order_by().values("pk"))
    categories = defaultdict(list)
    ordered = offered.order_by("round", "category__order", "pk")
    for round, code in ordered.values_list("round", "category__code"):
        categories[round].append(code)
    columns = rounds.values_list("pk", "code", "fiscal_year", "applications_known", "result_on")
    return [RoundFacts(*row, tuple(categories[row[0]])) for row in columns]


def _candidates(rounds: list[int]) -> list[Candidate]:
    """Those of applications that were received, whatever followed."""
    received = Candidacy.objects.filter(
        round__in=rounds, application__receipt_number__isnull=False
    ).annotate(is_successful=SUCCESSFUL, is_completed=COMPLETED)
    columns = ["category__code", "round", "is_successful", "is_completed"]
    found = _alike(received, "application__person", columns)
    return [Candidate(people, *row) for people, row in found]


def _registrations() -> list[Registered]:
    columns = [
        "category_code",
        "candidacy__round",
        "registered_on",
        "valid_until",
        "deregistered_on",
    ]
    return [
        Registered(people, code, round, _day(first), _last_day(until, ended))
        for people, (code, round, first, until, ended) in _alike(
            Registration.objects.all(), "registrant", columns
        )
    ]


def _alike(
    rows: QuerySet[Any], person: str, columns: list[str]
) -> Iterator[tuple[People, list[Any]]]:
    """The columns of each row, as JSON, and the persons who have it: those with the same rows once.

    Counted in the database, where thousands of persons make a handful of kinds.
    """
    held = JSONBAgg(JSONArray(*columns), order_by=columns[:1])
    inner = rows.order_by().values(person).annotate(held=held).values("held")
    sql, parameters = inner.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT held, count(*) FROM ({sql}) kinds GROUP BY held", parameters)
        kinds = cursor.fetchall()
    for held_by_all, number in kinds:
        for row in json.loads(held_by_all):
            yield People(held_by_all, number), row


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _last_day(valid_until: str, deregistered_on: str | None) -> dt.date:
    until = _day(valid_until)
    return min(until, _day(deregistered_on) - ONE_DAY) if deregistered_on else until


def _open_categories() -> list[str]:
    """The codes of the standard in force, in its order."""
    standards = SkillStandard.objects.in_force(timezone.localdate())[:1]
    offered = Category.objects.offered().filter(standard__in=standards.values("pk"))
    return list(offered.order_by("order", "pk").values_list("code", flat=True))


def named(cells: Cells) -> list[tuple[Category, dict[str, Cell]]]:
    """Each category of a table, as its newest standard names it, with its cells."""
    newest = Category.objects.filter(code__in=cells).order_by("code", "-standard__effective_on")
    names = {category.code: category for category in newest.distinct("code")}
    return [(names[code], row) for code, row in cells.items()]


def newest_edition() -> Edition | None:
    """What the public reads."""
    return Edition.objects.order_by("-number").first()


def of_edition(edition: Edition) -> Figures:
    """`total` as it was published with this edition, which is the newest."""
    entries = EditionEntry.objects.annotate(is_in=Q(edition=edition))
    found = _alike(entries, "registrant_number", ["category_code", "is_in"])
    listed = [Listed(people, *row) for people, row in found]
    return figures.of_edition(listed, categories=_open_categories())


def places_in(edition: Edition) -> list[tuple[str, str]]:
    """Prefecture and industry of each person in the edition; a person counts once."""
    people = edition.entries.order_by("registrant_number", "pk").distinct("registrant_number")
    return list(people.values_list("prefecture", "industry"))
