"""Feeds `figures` with the rows: a handful of queries, however many people there are."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import Round, RoundCategory
from recruitment.standards.models import Category, SkillStandard
from roster.registry.models import Edition, EditionEntry, Registration
from roster.results import figures
from roster.results.figures import Candidate, Figures, Listed, Registered, RoundFacts
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
    columns = received.order_by().values_list(
        "round", "application__person", "category__code", "is_successful", "is_completed"
    )
    return [Candidate(*row) for row in columns]


def _registrations() -> list[Registered]:
    columns = Registration.objects.order_by().values_list(
        "candidacy__round",
        "registrant",
        "category_code",
        "registered_on",
        "valid_until",
        "deregistered_on",
    )
    return [Registered(*row[:4], _last_day(*row[4:])) for row in columns]


def _last_day(valid_until: dt.date, deregistered_on: dt.date | None) -> dt.date:
    return min(valid_until, deregistered_on - ONE_DAY) if deregistered_on else valid_until


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
    ever = EditionEntry.objects.order_by().values_list("registrant_number", "category_code")
    now = set(ever.filter(edition=edition))
    listed = [Listed(*row, row in now) for row in ever.distinct()]
    return figures.of_edition(listed, categories=_open_categories())


def places_in(edition: Edition) -> list[tuple[str, str]]:
    """Prefecture and industry of each person in the edition; a person counts once."""
    people: QuerySet[EditionEntry, Any] = edition.entries.order_by("registrant_number", "pk")
    return list(people.distinct("registrant_number").values_list("prefecture", "industry"))
