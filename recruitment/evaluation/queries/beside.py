"""What is read beside the figures of the board: comments, conflicts, two side by side."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from common.templatetags.ui import localized
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation.models import (
    ConflictOfInterest,
    Criterion,
    Decision,
    Evaluation,
    Score,
)
from recruitment.evaluation.models.evaluations import OPEN
from recruitment.evaluation.queries.board import Place, visible
from recruitment.evaluation.queries.decisions import candidacies, pending_correction
from recruitment.standards.models import Category

Gave = list[tuple[str, Score]]  # evaluator, score


@dataclass(frozen=True)
class Remark:
    """What an evaluator wrote about one criterion."""

    criterion: str
    points: int
    comment: str


@dataclass(frozen=True)
class Opinion:
    """A submitted evaluation with its remarks, in the order of the criteria."""

    evaluation: Evaluation
    remarks: list[Remark]


@dataclass(frozen=True)
class Row:
    """A place with what stands beside it on the page.

    `elsewhere` are the other categories of the same application, `aside` who has a conflict.
    """

    place: Place
    candidacy: Candidacy
    pending: Decision | None
    elsewhere: list[Candidacy]
    aside: list[str]
    opinions: list[Opinion]


def beside(round: Round, places: Sequence[Place]) -> list[Row]:
    """For one page of a board: its places are the ones the reader may see."""
    keys = [place.pk for place in places]
    decisions = Decision.objects.order_by("-version")
    found = (
        Candidacy.objects.filter(pk__in=keys)
        .select_related("application__person")
        .prefetch_related(Prefetch("decisions", decisions))
        .annotate(waiting=Count("evaluations", filter=Q(evaluations__status__in=OPEN)))
        .in_bulk()
    )
    applications = [row.application_id for row in found.values()]
    elsewhere, aside = _elsewhere(applications), _aside(round, applications)
    opinions = _opinions(keys)
    return [
        Row(
            place,
            row := found[place.pk],
            pending_correction(row.decisions.all(), row),
            [one for one in elsewhere[row.application_id] if one.pk != row.pk],
            aside[row.application_id],
            opinions[row.pk],
        )
        for place in places
    ]


def named(places: Sequence[Place]) -> "QuerySet[Candidacy]":
    """The candidacies of some places of a board, for their names."""
    rows = Candidacy.objects.filter(pk__in=[place.pk for place in places])
    return rows.select_related("application__person").order_by("public_id")


def _elsewhere(applications: Collection[int]) -> dict[int, list[Candidacy]]:
    rows = Candidacy.objects.filter(application__in=applications).select_related("category")
    found: dict[int, list[Candidacy]] = defaultdict(list)
    for row in rows.order_by("category__order", "pk"):
        found[row.application_id].append(row)
    return found


def _aside(round: Round, applications: Collection[int]) -> dict[int, list[str]]:
    """Evaluators with a conflict in force: they neither score nor discuss the applicant."""
    rows = ConflictOfInterest.objects.in_force().filter(
        seat__round=round, person__applications__in=applications
    )
    found: dict[int, list[str]] = defaultdict(list)
    rows = rows.select_related("seat__user").annotate(of=F("person__applications"))
    for row in rows.order_by("seat__pk", "pk"):
        if row.seat.user.label not in found[row.of]:
            found[row.of].append(row.seat.user.label)
    return found


def _opinions(keys: Collection[int]) -> dict[int, list[Opinion]]:
    """What was submitted. A page has hundreds of remarks: they are read as plain columns, and the
    name of a criterion once for all of them.
    """
    submitted = Evaluation.objects.submitted().filter(candidacy__in=keys)
    given = Score.objects.filter(evaluation__in=submitted).exclude(comment="")
    columns = given.order_by("criterion__order", "pk").values_list(
        "evaluation", "criterion", "points", "comment"
    )
    criteria = Criterion.objects.filter(pk__in=given.values("criterion"))
    named = {row.pk: localized(row, "name") for row in criteria}
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for evaluation, criterion, points, comment in columns:
        remarks[evaluation].append(Remark(named[criterion], points, comment))
    found: dict[int, list[Opinion]] = defaultdict(list)
    for row in submitted.select_related("seat__user").order_by("seat__pk", "pk"):
        found[row.candidacy_id].append(Opinion(row, remarks[row.pk]))
    return found


@dataclass(frozen=True)
class Compared:
    """Candidacies side by side: for each criterion what every evaluator gave each of them."""

    candidacies: list[Candidacy]
    criteria: list[tuple[Criterion, list[tuple[Candidacy, Gave]]]]


def compared(
    round: Round, category: Category, reader: Any, public_ids: Sequence[str]
) -> Compared | None:
    """The two named, in the order named; None unless the reader may see two of them here."""
    seen = visible(round, reader).filter(category=category, public_id__in=public_ids[:2])
    found = {row.public_id: row for row in candidacies(round).filter(pk__in=seen)}
    sides = [found[name] for name in dict.fromkeys(public_ids[:2]) if name in found]
    if len(sides) < 2:
        return None
    criteria = Criterion.objects.filter(round=round, category=category).order_by("order", "pk")
    return Compared(
        sides, [(row, [(side, _gave(side, row)) for side in sides]) for row in criteria]
    )


def _gave(candidacy: Candidacy, criterion: Criterion) -> Gave:
    return [
        (evaluation.seat.user.label, score)
        for evaluation in candidacy.submitted  # type: ignore[attr-defined]
        for score in evaluation.scores.all()
        if score.criterion_id == criterion.pk
    ]
