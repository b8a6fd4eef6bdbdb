"""Who evaluates whom: the proposal, storing it, and taking single assignments back."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.verdict import require
from common.workflow import begin, move
from recruitment.applications.models import Application, Candidacy, Submission
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import assignment, mail, policy, queries
from recruitment.evaluation.actions.holding import hold, hold_evaluation
from recruitment.evaluation.models import Evaluation

Pair = tuple[CommitteeSeat, Application]


def propose(round: Round, *, by: User) -> list[Pair]:
    """Evaluator and applicant pairs still missing for full panels, balanced and free of conflicts.

    Only evaluators who have pledged and been through the list of applicants are given anybody.
    Without `by`'s own application, which another member of staff assigns. Stores nothing.
    """
    seats = {seat.pk: seat for seat in queries.ready(round)}
    applications = {row.pk: row for row in queries.applicants(round).not_of(by)}
    pairs = assignment.propose(
        list(seats),
        {pk: len(row.candidacies.all()) for pk, row in applications.items()},
        queries.barred_pairs(round) | queries.own_pairs(round),
        queries.assigned_pairs(round),
        round.panel_size,
    )
    return [(seats[seat], applications[application]) for seat, application in pairs]


@transaction.atomic
def assign(round: Round, pairs: Iterable[Pair], *, by: User) -> list[Evaluation]:
    """Give each evaluator all candidacies of the applicant, and tell the evaluators.

    Every pair is checked again, whoever proposed it; one that may not stand refuses them all.
    """
    hold(round)
    require(policy.can_assign(by, round))
    wanted = list(pairs)
    _check(round, wanted, by)
    made = [
        evaluation for seat, application in wanted for evaluation in _give(seat, application, by)
    ]
    for seat in {evaluation.seat for evaluation in made}:
        mail.assigned(seat)
    return made


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
                "割り当てられない組合せがあります。利益相反のある方、退任した方、対象でない応募は選べません。"
            )
        )


def _give(seat: CommitteeSeat, application: Application, by: User) -> list[Evaluation]:
    """New evaluations for the candidacies the seat does not have yet; those once taken back
    or declined are given again.
    """
    known = {
        row.candidacy_id: row for row in seat.evaluations.filter(candidacy__application=application)
    }
    submission = application.latest
    given = []
    for candidacy in application.candidacies.all():
        row = known.get(candidacy.pk)
        if row is None and submission is not None:
            given.append(_new(seat, candidacy, submission, by))
        elif row is not None and row.status in Evaluation.MOVES["assign_again"].sources:
            move(row, "assign_again", by=by)
            given.append(row)
    return given


def _new(seat: CommitteeSeat, candidacy: Candidacy, submission: Submission, by: User) -> Evaluation:
    row = Evaluation.objects.create(seat=seat, candidacy=candidacy, submission=submission)
    begin(row, by=by)
    return row


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
        move(row, "take_back", by=by, note=reason, version=row.version + 1)
    evaluation.refresh_from_db()
    return taken
