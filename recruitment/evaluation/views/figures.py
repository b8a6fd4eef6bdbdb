"""Figures of a round's scores, and the folder with which anybody can check them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.gates import SignedIn
from common.verdict import require
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import documents, folder, policy, queries, scoring, wording
from recruitment.evaluation.models import Criterion
from recruitment.evaluation.queries import Figures
from recruitment.evaluation.strips import Strip, strip
from recruitment.evaluation.views.gates import for_desk
from recruitment.standards.models import Category

POINTS = [1, 2, 3, 4, 5]
SEVERITY = [-2, -1, 0, 1, 2]
ALPHA = [0, scoring.TENTATIVE, scoring.RELIABLE, 1]
TWO_ERRORS = 2  # what is drawn around a severity: about 95 in 100
LAST = 10**6  # sorts those without a rank to the end


@for_desk
def figures(request: SignedIn, code: str) -> HttpResponse:
    """A page of its own: intervals take a thousand resamples, which the board need not wait for."""
    round = get_object_or_404(Round, code=code)
    found = queries.figures(round, request.user)
    can_take = policy.can_take_folder(request.user, round)
    context = {
        "round": round,
        "categories": queries.offered(round),
        "groups": _candidacies(found),
        "evaluators": _evaluators(found),
        "criteria": _criteria(found),
        "resamples": found.record.settings.resamples,
        "can_take": can_take,
        "package": documents.package(round) if can_take else None,
    }
    return render(request, "evaluation/figures.html", context)


@for_desk
def take_folder(request: SignedIn, code: str) -> HttpResponse:
    """The folder as a ZIP file; what stands in it is told by docs/recompute.md."""
    round = get_object_or_404(Round, code=code)
    require(policy.can_take_folder(request.user, round))
    package = documents.package(round)
    headers = {"Content-Disposition": f'attachment; filename="{package.name}.zip"'}
    return HttpResponse(package.zipped(), content_type="application/zip", headers=headers)


@dataclass(frozen=True)
class Drawn:
    """A line of a table: what it is about, its figures, how they are drawn, and what is doubtful
    about them.
    """

    about: Any
    figures: Any
    strip: Strip
    doubts: list[str]


def _candidacies(found: Figures) -> list[tuple[Category, list[Drawn]]]:
    """By category in the order of the ranking."""
    dots: dict[str, list[float]] = {}
    for (name, _evaluator), marks in sorted(folder.marks(found.record).items()):
        dots.setdefault(name, []).append(scoring.weighted(marks))
    rows = [_candidacy(found, row, dots.get(row.candidacy, [])) for row in found.derived.ranking]
    rows.sort(key=lambda row: (row.about.category.order, row.figures.rank or LAST))
    return [(key, list(some)) for key, some in groupby(rows, lambda row: row.about.category)]


def _candidacy(found: Figures, row: folder.Ranking, dots: list[float]) -> Drawn:
    drawn = strip(POINTS, low=row.lowest, high=row.highest, mark=row.mean, dots=dots)
    doubts = [wording.doubt(row.doubt, row.n)] if row.n else []
    doubts += [wording.doubt(row.above_doubt, _committee(found, row.category))]
    return Drawn(found.candidacies[row.candidacy], row, drawn, list(filter(None, doubts)))


def _committee(found: Figures, category: str) -> int:
    """How many evaluators scored in a category: what a share above the line rests on."""
    inside = {row.candidacy for row in found.record.candidacies if row.category == category}
    return len({row.evaluator for row in found.record.scores if row.candidacy in inside})


def _evaluators(found: Figures) -> list[Drawn]:
    rows = []
    for row in found.derived.evaluators:
        seat: CommitteeSeat = found.seats[row.evaluator]
        low = high = None
        if row.severity is not None and row.error is not None:
            low, high = row.severity - TWO_ERRORS * row.error, row.severity + TWO_ERRORS * row.error
        drawn = strip(SEVERITY, low=low, high=high, mark=row.severity)
        rows.append(Drawn(seat, row, drawn, list(filter(None, [wording.doubt(row.doubt, row.n)]))))
    return sorted(rows, key=lambda row: row.about.pk)


def _criteria(found: Figures) -> list[Drawn]:
    rows = []
    for row in found.derived.agreement:
        criterion: Criterion = found.criteria[row.criterion]
        drawn = strip(ALPHA, low=row.low, high=row.high, mark=row.alpha)
        doubts = [wording.undefined(row.reason, row.n), wording.doubt(row.doubt, row.n)]
        rows.append(Drawn(criterion, row, drawn, list(filter(None, doubts))))
    return sorted(rows, key=lambda row: (row.about.category.order, row.about.order))
