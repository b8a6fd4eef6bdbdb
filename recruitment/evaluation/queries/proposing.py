"""What an assignment is asked of: the round's committee, its applicants, and what stands now."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from recruitment.applications.models import Application, Candidacy
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import assignment
from recruitment.evaluation.models import Evaluation, EvaluationStatus
from recruitment.evaluation.models.evaluations import OPEN
from recruitment.evaluation.queries.assignments import applicants, barred_pairs, own_pairs
from recruitment.evaluation.queries.conflicts import ready, rules_of

Pair = tuple[int, int]  # keys of a seat and a unit


@dataclass(frozen=True)
class Unit:
    """Who gets a panel of its own: a person with all candidacies or, where the round wants a panel
    for each, one candidacy. `key` is the application's or the candidacy's.
    """

    key: int
    application: Application
    candidacies: tuple[Candidacy, ...]

    @property
    def stated(self) -> assignment.Applicant[int]:
        categories = frozenset(row.category_id for row in self.candidacies)
        return assignment.Applicant(self.key, categories, len(self.candidacies))


@dataclass(frozen=True)
class Asked:
    """The problem, and the rows behind its keys."""

    problem: assignment.Problem[int, int]
    seats: dict[int, CommitteeSeat]
    units: dict[int, Unit]


def asked(round: Round, by: User) -> Asked:
    """The round's assignment as `by` may make it: without their own application, which another
    member of staff assigns.

    What is handed in or begun stands, and what staff chose by hand. Who has no expertise entered
    is taken to know every category.
    """
    seats = {seat.pk: seat for seat in ready(round).prefetch_related("expertise")}
    everybody = list(units(round))
    mine = {row.key: row for row in everybody if row.application.person.user_id != by.pk}
    stands = _Stands.of(round, everybody, seats)
    every = frozenset(row.category_id for unit in everybody for row in unit.candidacies)
    problem = assignment.Problem(
        applicants=[unit.stated for unit in mine.values()],
        evaluators=[_evaluator(seat, every) for seat in seats.values()],
        panel=round.panel_size,
        barred=_barred(round, everybody) | stands.given_up,
        kept=stands.kept | {pair for pair in stands.present if pair[1] not in mine},
        pinned={(seat, unit) for seat, unit in stands.pinned if seat in seats and unit in mine},
        present={pair for pair in stands.present if pair[1] in mine},
    )
    return Asked(problem, seats, mine)


def units(round: Round) -> Iterator[Unit]:
    """Everybody who is evaluated, in the order of receipt."""
    apart = rules_of(round).panel_per_candidacy
    for row in applicants(round):
        candidacies = tuple(row.candidacies.all())
        if not apart:
            yield Unit(row.pk, row, candidacies)
        else:
            yield from (Unit(candidacy.pk, row, (candidacy,)) for candidacy in candidacies)


def _evaluator(seat: CommitteeSeat, every: frozenset[int]) -> assignment.Evaluator[int]:
    known = frozenset(category.pk for category in seat.expertise.all())
    return assignment.Evaluator(seat.pk, known or every, seat.cap)


def _barred(round: Round, everybody: list[Unit]) -> set[Pair]:
    """Conflicts and one's own application, by unit."""
    pairs = barred_pairs(round) | own_pairs(round)
    of_application: dict[int, list[int]] = {}
    for unit in everybody:
        of_application.setdefault(unit.application.pk, []).append(unit.key)
    return {(seat, key) for seat, row in pairs for key in of_application.get(row, [])}


@dataclass(frozen=True)
class _Stands:
    """Pairs that stand now, by what may become of them."""

    present: set[Pair]
    kept: set[Pair]  # handed in or begun, or of a seat that is not asked now
    pinned: set[Pair]
    given_up: set[Pair]  # the evaluator abstained from all of it

    @classmethod
    def of(cls, round: Round, everybody: list[Unit], seats: dict[int, CommitteeSeat]) -> "_Stands":
        unit_of = {row.pk: unit.key for unit in everybody for row in unit.candidacies}
        rows = Evaluation.objects.filter(seat__round=round, candidacy__in=unit_of)
        found = [
            ((seat, unit_of[candidacy]), status, pinned)
            for seat, candidacy, status, pinned in rows.values_list(
                "seat", "candidacy", "status", "is_pinned"
            )
        ]
        fresh, abstained = EvaluationStatus.ASSIGNED, EvaluationStatus.ABSTAINED
        standing = [row for row in found if row[1] in IN_FORCE]
        present = {pair for pair, _status, _pinned in standing}
        return cls(
            present=present,
            kept={pair for pair, status, _ in standing if status != fresh or pair[0] not in seats},
            pinned={pair for pair, status, pinned in standing if pinned and status in OPEN},
            given_up={pair for pair, status, _ in found if status == abstained} - present,
        )


IN_FORCE = {
    EvaluationStatus.ASSIGNED,
    EvaluationStatus.DRAFT,
    EvaluationStatus.SUBMITTED,
    EvaluationStatus.REOPENED,
}
