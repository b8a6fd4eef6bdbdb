"""Pledges and conflicts of interest."""

from typing import Any

from django.utils.translation import gettext as _

from common.verdict import YES, Verdict, first_no
from recruitment.calls.models import CommitteeSeat, Round, RoundStatus
from recruitment.evaluation.models import ConflictOfInterest
from recruitment.evaluation.policy.evaluating import not_own_person
from recruitment.evaluation.policy.preparing import can_run

JUDGING = [RoundStatus.ANNOUNCED, RoundStatus.EVALUATING]


def can_pledge(user: Any, seat: CommitteeSeat) -> Verdict:
    """Agree to keep silence, on one's own seat."""
    if seat.user_id != user.pk or seat.left_at:
        return Verdict(_("この公募の評価委員ではありません。"))
    return YES


def can_declare(user: Any, seat: CommitteeSeat) -> Verdict:
    """Name conflicts from the list of applicants; `seat` comes from `queries.seats_of`."""
    if not seat.has_pledged:  # type: ignore[attr-defined]
        return Verdict(_("先に、守秘の誓約をしてください。"))
    if seat.round.status != RoundStatus.EVALUATING:
        return Verdict(_("申告は、評価が始まってから決定するまでの間にできます。"))
    return can_pledge(user, seat)


def can_set_rules(user: Any, round: Round) -> Verdict:
    """Decide how a round is evaluated, before anybody does it."""
    if round.status not in [RoundStatus.DRAFT, RoundStatus.ANNOUNCED]:
        return Verdict(_("評価を始めた後は、評価の進め方を変えられません。"))
    return can_run(user)


def can_search_conflicts(user: Any, round: Round) -> Verdict:
    """Let the product look for conflicts."""
    if round.status not in JUDGING:
        return Verdict(_("利益相反は、公示してから決定するまでの間に照合できます。"))
    return can_run(user)


def can_judge_conflict(user: Any, conflict: ConflictOfInterest) -> Verdict:
    """Confirm or dismiss; again with another reason, until the decisions are closed."""
    return first_no(
        [
            can_search_conflicts(user, conflict.seat.round),
            not_own_person(user, conflict.person),
        ]
    )
