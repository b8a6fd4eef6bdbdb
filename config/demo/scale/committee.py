"""People in evaluation: a round whose committee has scored half of what is assigned to it."""

import datetime as dt
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from accounts.roles import Role
from common.dates import fiscal_year
from common.workflow import move
from config.demo.scale.intake import (
    DOMAIN,
    NOTE,
    SOURCE,
    Taken,
    Tell,
    chunks,
    make_round,
    take_applications,
    write_histories,
)
from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation.models import (
    Criterion,
    Declaration,
    Evaluation,
    EvaluationStatus,
    EvaluationStatusChange,
    Pledge,
    Recommendation,
    Score,
)
from recruitment.standards.models import DefaultCriterion

PANEL = 3
ASSIGNED = [("begin", "", EvaluationStatus.ASSIGNED)]
STARTED = [*ASSIGNED, ("start", EvaluationStatus.ASSIGNED, EvaluationStatus.DRAFT)]


def seed_committee(count: int, evaluators: int, tell: Tell) -> Round:
    """`count` accepted applications and a committee; without evaluators the round only waits."""
    now = timezone.now()
    opens_at, closes_at = now - dt.timedelta(days=60), now - dt.timedelta(days=10)
    panel = min(PANEL, evaluators) or PANEL
    with transaction.atomic():
        year = fiscal_year(timezone.localdate(now))
        round = make_round(year, opens_at, closes_at, panel_size=panel)
        announced_at = opens_at - dt.timedelta(days=7)
        move(round, "announce", by=None, source=SOURCE, announced_at=announced_at)
        seats = _seats(round, evaluators)
        criteria = _criteria(round)
    for done, numbers in chunks(count):
        with transaction.atomic():
            taken = take_applications(round, numbers, status=CandidacyStatus.APPLIED)
            if seats:
                _evaluate(taken, seats, criteria)
        tell(done)
    if seats:
        move(round, "start_evaluation", by=None, source=SOURCE)
    return round


def _seats(round: Round, evaluators: int) -> list[CommitteeSeat]:
    seats = []
    for number in range(1, evaluators + 1):
        email = f"evaluator{number}.{round.code.lower()}@{DOMAIN}"
        user = User.objects.create(email=email, password=make_password(None))
        accounts.grant_role(user, Role.EVALUATOR, by=None, source=SOURCE)
        seats.append(CommitteeSeat(round=round, user=user, is_chair=number == 1))
    made = CommitteeSeat.objects.bulk_create(seats)
    Pledge.objects.bulk_create(Pledge(seat=seat, version=SOURCE[:20], text=NOTE) for seat in made)
    Declaration.objects.bulk_create(Declaration(seat=seat, listed=[]) for seat in made)
    return made


def _criteria(round: Round) -> dict[int, list[Criterion]]:
    """The default criteria of the offered categories, by category."""
    found: dict[int, list[Criterion]] = {}
    defaults = DefaultCriterion.objects.filter(item__category__in=round.offers.values("category"))
    for default in defaults.select_related("item").order_by("item__category", "item__number"):
        category = default.item.category_id
        some = found.setdefault(category, [])
        columns = {name: getattr(default, name) for name in DefaultCriterion.COPIED}
        columns |= {"category_id": category, "skill_item": default.item, "order": len(some) + 1}
        some.append(Criterion(round=round, **columns))
    Criterion.objects.bulk_create(row for some in found.values() for row in some)
    return found


def _evaluate(
    taken: Taken, seats: list[CommitteeSeat], criteria: dict[int, list[Criterion]]
) -> None:
    """Assign each person to a panel; every second person's evaluations are scored and submitted."""
    scored = [pair for pair in taken.placed() if pair[0] % 2]
    waiting = [pair for pair in taken.placed() if not pair[0] % 2]
    _assigned(taken, waiting, seats, EvaluationStatus.ASSIGNED)
    rows = _assigned(taken, scored, seats, EvaluationStatus.DRAFT)
    Score.objects.bulk_create(
        Score(evaluation=row, criterion=criterion, points=1 + (turn + place) % 5, comment=NOTE)
        for turn, row in enumerate(rows)
        for place, criterion in enumerate(criteria.get(row.candidacy.category_id, []))
    )
    facts: dict[str, Any] = {
        "recommendation": Recommendation.RESERVE,
        "submitted_at": timezone.now(),
    }
    for row in rows:
        move(row, "submit", by=None, source=SOURCE, **facts)


def _assigned(
    taken: Taken,
    pairs: list[tuple[int, Candidacy]],
    seats: list[CommitteeSeat],
    status: EvaluationStatus,
) -> list[Evaluation]:
    rows = Evaluation.objects.bulk_create(
        Evaluation(
            seat=seats[(place + turn) % len(seats)],
            candidacy=candidacy,
            submission=taken.submissions[place],
            status=status,
            comment=NOTE if status == EvaluationStatus.DRAFT else "",
        )
        for place, candidacy in pairs
        for turn in range(min(PANEL, len(seats)))
    )
    steps = STARTED if status == EvaluationStatus.DRAFT else ASSIGNED
    write_histories(EvaluationStatusChange, rows, steps)
    return rows
