"""Who evaluates whom: the proposal, carrying it out, staff's own hand, and taking back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.digest import digest
from common.verdict import require
from common.versions import StaleVersion
from common.workflow import BATCH, begin_all, move
from recruitment.applications.models import Application
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import assignment, mail, policy, queries
from recruitment.evaluation.actions.conflicts import search_conflicts
from recruitment.evaluation.actions.holding import hold, hold_evaluation
from recruitment.evaluation.models import (
    AssignmentRun,
    Evaluation,
    EvaluationStatus,
    EvaluationStatusChange,
)
from recruitment.evaluation.queries import Asked, Unit

Pair = tuple[CommitteeSeat, Application]


@dataclass(frozen=True)
class Proposal:
    """An answer to what was asked; nothing is stored. `seen` names exactly this answer."""

    asked: Asked
    answer: assignment.Solution[int, int] | assignment.Infeasible[int, int]

    @property
    def solution(self) -> assignment.Solution[int, int] | None:
        return self.answer if isinstance(self.answer, assignment.Solution) else None

    @property
    def changes(self) -> bool:
        return bool(self.solution and (self.solution.added or self.solution.removed))

    @cached_property
    def seen(self) -> str:
        found = self.solution
        return digest([found.added, found.removed] if found else "infeasible")


def propose(round: Round, *, by: User) -> Proposal:
    """The assignment that costs least, or why there is none.

    Only evaluators who have pledged and been through the list of applicants are given anybody, and
    `by`'s own application is left to another member of staff.
    """
    asked = queries.asked(round, by)
    return Proposal(asked, assignment.solve(asked.problem))


def carry_out(round: Round, *, by: User, seen: str) -> AssignmentRun:
    """Store the proposal as the page with this `seen` showed it, and tell who was given somebody.

    Conflicts are searched for once more; then it is made again from the rows as they are now, and
    proven by the checker before anything is written. Raises StaleVersion when it came out another
    way.
    """
    search_conflicts(round, by=by)  # by itself: what it finds stays, also when the rest does not
    return _carry_out(round, by, seen)


@transaction.atomic
def _carry_out(round: Round, by: User, seen: str) -> AssignmentRun:
    hold(round)
    require(policy.can_assign(by, round))
    proposal = propose(round, by=by)
    found = proposal.solution
    if found is None or proposal.seen != seen:
        raise StaleVersion
    wrong = assignment.check(proposal.asked.problem, found.pairs, found.bill, found.proof)
    if wrong:
        raise RuntimeError(f"The assignment is not proven: {wrong[:5]}")
    _withdraw(round, proposal, found.removed, by)
    _give([(proposal.asked.seats[s], proposal.asked.units[u]) for s, u in found.added], by)
    return AssignmentRun.objects.create(
        round=round,
        by=by,
        bill={name: [count, price] for name, count, price in found.bill.lines},
        cost=found.bill.total,
        pairs=len(found.pairs),
        added=len(found.added),
        removed=len(found.removed),
        digest=digest([found.pairs, sorted(found.proof.applicants.items())]),
    )


def _withdraw(round: Round, proposal: Proposal, pairs: Sequence[tuple[int, int]], by: User) -> None:
    """What nobody has begun goes to another evaluator."""
    candidacies = {
        (seat, row.pk) for seat, unit in pairs for row in proposal.asked.units[unit].candidacies
    }
    rows = Evaluation.objects.filter(seat__round=round, status=EvaluationStatus.ASSIGNED)
    for row in rows.select_related("candidacy"):
        if (row.seat_id, row.candidacy_id) in candidacies:
            move(row, "take_back", by=by, note=_("割当ての見直し"), version=row.version + 1)


def _give(
    pairs: Sequence[tuple[CommitteeSeat, Unit]], by: User, **columns: bool
) -> list[Evaluation]:
    """Evaluations for the candidacies that the seats do not have in force; those that ended are
    given again. Answers what was given, and tells the evaluators.
    """
    wanted = {(seat.pk, row.pk): unit for seat, unit in pairs for row in unit.candidacies}
    known = Evaluation.objects.filter(seat__in={seat for seat, _row in wanted})
    there = {(row.seat_id, row.candidacy_id): row for row in known.select_related("candidacy")}
    submissions = queries.newest_submissions({unit.application.pk for unit in wanted.values()})
    newest = dict(submissions.values_list("application", "pk"))
    fresh = Evaluation.objects.bulk_create(
        [
            Evaluation(
                seat_id=seat, candidacy_id=candidacy, submission_id=newest[unit.application.pk]
            )
            for (seat, candidacy), unit in wanted.items()
            if (seat, candidacy) not in there and unit.application.pk in newest
        ],
        batch_size=BATCH,
    )
    begin_all(EvaluationStatusChange, fresh, by=by)
    again = [there[pair] for pair in wanted if pair in there]
    again = [row for row in again if row.status in Evaluation.MOVES["assign_again"].sources]
    for row in again:
        move(row, "assign_again", by=by)
    given = [*fresh, *again]
    if columns:
        Evaluation.objects.filter(pk__in=[row.pk for row in given]).update(**columns)
    seats = {seat.pk: seat for seat, _unit in pairs}
    for seat in sorted({row.seat_id for row in given}):
        mail.assigned(seats[seat])
    return given


@transaction.atomic
def assign(round: Round, pairs: Iterable[Pair], *, by: User) -> list[Evaluation]:
    """Staff's own choice: the evaluator gets all candidacies of the applicant, and no proposal
    takes them away. One pair that may not stand refuses them all.
    """
    hold(round)
    require(policy.can_assign(by, round))
    wanted = list(pairs)
    _check(round, wanted, by)
    chosen = [
        (seat, Unit(row.pk, row, tuple(row.candidacies.select_related("category"))))
        for seat, row in wanted
    ]
    return _give(chosen, by, is_pinned=True)


def _check(round: Round, pairs: Sequence[Pair], by: User) -> None:
    for _seat, application in pairs:
        require(policy.not_own(by, application))
    found = assignment.faults(
        [(seat.pk, application.pk) for seat, application in pairs],
        set(queries.ready(round).values_list("pk", flat=True)),
        set(queries.applicants(round).values_list("pk", flat=True)),
        queries.barred_pairs(round) | queries.own_pairs(round),
    )
    if found:
        raise PermissionDenied(
            _(
                "割り当てられない組合せがあります。利益相反のある方、誓約や申告の済んでいない方、退任した方、対象でない応募は選べません。"
            )
        )


@transaction.atomic
def pin(evaluation: Evaluation, *, by: User, is_pinned: bool) -> None:
    """Keep this evaluator for the applicant in every proposal, or let proposals decide again."""
    hold(evaluation.candidacy.round)
    application = evaluation.candidacy.application
    require(policy.not_own(by, application))
    require(policy.can_assign(by, evaluation.candidacy.round))
    queries.siblings(evaluation).open().update(is_pinned=is_pinned)


@transaction.atomic
def take_back(evaluation: Evaluation, *, by: User, reason: str) -> list[Evaluation]:
    """Take an assignment back, with the same evaluator's open ones of the same applicant: a panel
    is per person.
    """
    hold(evaluation.candidacy.round)
    hold_evaluation(evaluation)
    require(policy.can_take_back(by, evaluation))
    require(policy.has_reason(reason))
    taken = list(
        queries.siblings(evaluation).filter(status__in=Evaluation.MOVES["take_back"].sources)
    )
    for row in taken:
        move(row, "take_back", by=by, note=reason, version=row.version + 1, is_pinned=False)
    evaluation.refresh_from_db()
    return taken
