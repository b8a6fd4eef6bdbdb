"""The deliberation board of one category: a hundred candidacies and a thousand, each scored by
three. The table is paged, so what grows is the ranking: every row's figures rest on all scores.
"""

from django.db import connection
from django.utils import timezone

from config.demo.scale import intake
from recruitment.applications.models import CandidacyStatus
from recruitment.calls.models import CommitteeSeat
from recruitment.evaluation.models import (
    Criterion,
    Evaluation,
    EvaluationStatus,
    Recommendation,
    Score,
)
from tests.benchmarks.database import empty
from tests.benchmarks.growth import Tell, measured
from tests.benchmarks.measures.screening import at_the_desk
from tests.benchmarks.rounds import committee_of

SIZES = (100, 1000)  # candidacies of the category
PANEL, EVALUATORS = 3, 20
REMARK = "What one evaluator wrote about one criterion, with its reason."


def measure(tell: Tell) -> dict[str, float]:
    figures: dict[str, float] = {}
    for size in SIZES:
        tell(f"Writing a board of {size} candidacies …")
        empty()
        address = fill(size)
        milliseconds, queries = measured(at_the_desk(), address)
        tell(f"{address} with {size} candidacies: {milliseconds} ms, {queries} queries")
        figures[f"at_{size}_median_ms"] = milliseconds
        figures[f"at_{size}_queries"] = queries
    small, large = SIZES
    figures["median_ms"] = figures[f"at_{large}_median_ms"]
    figures["queries"] = figures[f"at_{large}_queries"]
    figures["growth_ratio"] = round(
        figures[f"at_{large}_median_ms"] / figures[f"at_{small}_median_ms"], 2
    )
    return figures


def fill(size: int) -> str:
    """A category of so many candidacies, all scored, and nobody in the others; its board."""
    seat, _client = committee_of(0, EVALUATORS)
    row = seat.round
    offers = list(row.offers.order_by("category__order"))
    here, turns = offers[0].category, len(offers)
    # By number everybody applies in the next category, and every eighth in another one too.
    numbers = [number for number in range(2 * turns * size) if number % turns == 0 and number % 8]
    taken = intake.take_applications(row, numbers[:size], status=CandidacyStatus.APPLIED)
    _score(taken, list(row.seats.order_by("pk")), list(row.criteria.filter(category=here)))
    _analyze()
    if Evaluation.objects.submitted().filter(candidacy__category=here).count() != size * PANEL:
        raise RuntimeError("Every candidacy of the board was to have three evaluations.")
    return f"/desk/rounds/{row.code}/board/{here.code}/?line={size // 4}"


def _score(taken: intake.Taken, seats: list[CommitteeSeat], criteria: list[Criterion]) -> None:
    """Panels of neighbours, so that the design is connected; points that vary."""
    rows = Evaluation.objects.bulk_create(
        Evaluation(
            seat=seats[(place + turn) % len(seats)],
            candidacy=candidacy,
            submission=taken.submissions[place],
            status=EvaluationStatus.DRAFT,
            recommendation=Recommendation.values[(place + turn) % 3],
            submitted_at=timezone.now(),
            comment=REMARK,
        )
        for place, candidacy in taken.placed()
        for turn in range(PANEL)
    )
    Score.objects.bulk_create(
        Score(evaluation=row, criterion=one, points=1 + (turn * 7 + place) % 5, comment=REMARK)
        for turn, row in enumerate(rows)
        for place, one in enumerate(criteria)
    )
    Evaluation.objects.update(status=EvaluationStatus.SUBMITTED)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or the planner would judge by the tables' size before
