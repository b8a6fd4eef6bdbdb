"""Reads about evaluations.

What an evaluator may see begins with `readable_by`, and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from accounts.models import User
from recruitment.applications import content
from recruitment.applications.content import Shown
from recruitment.applications.models import ApplicationStatus, Candidacy
from recruitment.applications.queries import category_names
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import blinding
from recruitment.evaluation.models import Criterion, Evaluation, EvaluationStatus, Pledge
from recruitment.evaluation.models.evaluations import EvaluationQuerySet

READABLE = [RoundStatus.EVALUATING, RoundStatus.DECIDED, RoundStatus.TRAINING]
HIDDEN = {"birth_date", "postal_code", "municipality", "phone", "consent-use"}  # of no use here


def readable_by(user: User) -> EvaluationQuerySet:
    """An evaluator's own, with what the pages show of them.

    While seated and pledged, until the round is concluded, without conflicted and withdrawn
    applicants.
    """
    pledged = Pledge.objects.filter(seat=OuterRef("seat"), at__gte=OuterRef("seat__appointed_at"))
    return (
        Evaluation.objects.in_force()
        .without_conflict()
        .filter(
            Exists(pledged),
            seat__user=user,
            seat__left_at__isnull=True,
            candidacy__round__status__in=READABLE,
            candidacy__application__status=ApplicationStatus.ACCEPTED,
        )
        .select_related("seat", "submission", "candidacy__application__person")
        .select_related("candidacy__category", "candidacy__round__evaluation_rules")
        .order_by("candidacy__application__receipt_number", "candidacy__category__order", "pk")
    )


@dataclass(frozen=True)
class Room:
    """One round as its evaluator sees it."""

    round: Round
    evaluations: list[Evaluation]

    @property
    def done(self) -> int:
        return sum(row.status == EvaluationStatus.SUBMITTED for row in self.evaluations)

    @property
    def takes_scores(self) -> bool:
        return self.round.status == RoundStatus.EVALUATING

    def after(self, evaluation: Evaluation) -> Evaluation | None:
        """The open one to go on with from this: with the fewest of one's own scores, then the next
        in the list, from its end back to its beginning. Nobody else's scores play a part.
        """
        if not self.takes_scores:
            return None
        places = [row.pk for row in self.evaluations]
        here = places.index(evaluation.pk) if evaluation.pk in places else -1
        waiting = [
            (row.scored, (place - here) % len(places), row)  # type: ignore[attr-defined]
            for place, row in enumerate(self.evaluations)
            if row.is_open and row.pk != evaluation.pk
        ]
        return min(waiting, key=lambda found: found[:2])[2] if waiting else None

    @property
    def next(self) -> Evaluation | None:
        """The one to go on with: what was begun or reopened first, then what comes next in the
        list.
        """
        if not self.takes_scores:
            return None
        waiting = [row for row in self.evaluations if row.is_open]
        begun = [row for row in waiting if row.status != EvaluationStatus.ASSIGNED]
        return next(iter(begun or waiting), None)


def rooms_of(user: User) -> list[Room]:
    """Everything an evaluator has to score or may still read.

    Rounds that take scores first, then the newest.
    """
    rounds: dict[Round, list[Evaluation]] = {}
    for row in readable_by(user):
        rounds.setdefault(row.candidacy.round, []).append(row)
    rooms = [Room(row, evaluations) for row, evaluations in rounds.items()]
    newest = sorted(
        rooms, key=lambda room: (room.round.fiscal_year, room.round.number), reverse=True
    )
    return sorted(newest, key=lambda room: room.next is None)


def room_of(evaluation: Evaluation) -> Room:
    """The round of this evaluation, as its evaluator sees it."""
    rows = readable_by(evaluation.seat.user).filter(candidacy__round=evaluation.candidacy.round_id)
    return Room(evaluation.candidacy.round, list(rows.annotate(scored=Count("scores"))))


def evidence(evaluation: Evaluation) -> list[Shown]:
    """What the applicant submitted, as far as an evaluator needs it.

    Contact data is not part of a submission.
    """
    return _shown(evaluation, category_names(evaluation.candidacy.round.standard_id))


def papers(room: Room) -> list[tuple[Evaluation, list[Shown]]]:
    """Everything assigned, each with its evidence, to be read on paper."""
    names = category_names(room.round.standard_id)
    return [(row, _shown(row, names)) for row in room.evaluations]


def _shown(evaluation: Evaluation, names: dict[str, str]) -> list[Shown]:
    said = evaluation.submission.content
    lines = content.shown(said, names)
    hidden = HIDDEN | (blinding.hidden(said) if evaluation.is_blind else set())
    return [line for line in lines if not hidden & set(line.names) and line.value]


@dataclass(frozen=True)
class Claim:
    """What the applicant says of one skill item: the level, why, and the records that show it."""

    level: int | None
    note: str
    records: list[Shown]


def claims(evaluation: Evaluation, criteria: Iterable[Criterion]) -> dict[int, Claim]:
    """Criterion → the applicant's own evidence for exactly the item that it assesses."""
    said = evaluation.submission.content
    lines = {line.names[0]: line for line in evidence(evaluation) if line.names}
    skills = {
        (row["category"], row["number"]): row for row in said.get("skills", []) if row["level"]
    }
    code = evaluation.candidacy.category.code
    found = {}
    for criterion in criteria:
        row = skills.get((code, criterion.skill_item.number)) if criterion.skill_item else None
        if row is not None:
            shown = [lines.get(f"record-{number}-title") for number in row["records"]]
            records = [line for line in shown if line]
            found[criterion.pk] = Claim(row["level"], row.get("note") or "", records)
    return found


def criteria_of(candidacy: Candidacy) -> "QuerySet[Criterion]":
    """What a candidacy is scored by, in the order of the page."""
    rows = Criterion.objects.filter(round_id=candidacy.round_id, category_id=candidacy.category_id)
    return rows.select_related("skill_item").order_by("order", "pk")


def unscored(evaluation: Evaluation) -> "QuerySet[Criterion]":
    """The criteria to which this evaluation has given no points yet."""
    scored = evaluation.scores.values("criterion")
    return criteria_of(evaluation.candidacy).exclude(pk__in=scored)


def siblings(evaluation: Evaluation) -> EvaluationQuerySet:
    """The same evaluator's evaluations of the same applicant, this one included."""
    return Evaluation.objects.filter(
        seat=evaluation.seat_id, candidacy__application=evaluation.candidacy.application_id
    ).order_by("pk")


def open_evaluations(candidacy: Candidacy) -> EvaluationQuerySet:
    """Evaluations of a candidacy that are assigned and not submitted."""
    return Evaluation.objects.open().filter(candidacy=candidacy)
