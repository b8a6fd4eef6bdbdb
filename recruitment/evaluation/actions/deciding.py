"""The committee's decisions as staff record them: per candidacy, versioned, then closed for the
round.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.verdict import require
from recruitment.applications import actions as applications
from recruitment.applications.models import Candidacy, CandidacyStatus
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from recruitment.evaluation import policy, queries
from recruitment.evaluation.actions.holding import hold
from recruitment.evaluation.actions.releasing import tell_again
from recruitment.evaluation.models import Decision, LetterKind, Outcome

VERBS = {Outcome.PASS: "pass_", Outcome.FAIL: "fail", Outcome.RESERVE: "reserve"}
CORRECTIONS = {Outcome.PASS: "correct_to_passed", Outcome.FAIL: "correct_to_failed"}


@transaction.atomic
def decide(
    candidacy: Candidacy,
    *,
    by: User,
    outcome: Outcome | str,
    reason: str,
    decided_on: dt.date,
    rank: int | None = None,
) -> Decision:
    """Record the committee's decision on one candidacy.

    A reserve needs a rank of its own in its category.
    """
    _hold(candidacy)
    require(policy.can_decide(by, candidacy))
    require(policy.has_reason(reason))
    require(policy.day_fits(candidacy, decided_on))
    require(policy.has_quorum(candidacy, decided_on))
    outcome = Outcome(outcome)
    rank = rank if outcome == Outcome.RESERVE else None
    if outcome == Outcome.RESERVE:
        require(policy.rank_fits(candidacy, rank))
    applications.settle(
        candidacy, VERBS[outcome], by=by, note=reason, decided_on=decided_on, rank=rank
    )
    return _record(candidacy, outcome, reason, decided_on, by, rank=rank)


@transaction.atomic
def promote(candidacy: Candidacy, *, by: User, reason: str, decided_on: dt.date) -> Decision:
    """Let a reserve pass, for as long as the round is not concluded."""
    _hold(candidacy)
    require(policy.can_promote(by, candidacy))
    require(policy.has_reason(reason))
    require(policy.day_fits(candidacy, decided_on))
    applications.settle(candidacy, "promote", by=by, note=reason, decided_on=decided_on)
    decision = _record(candidacy, Outcome.PASS, reason, decided_on, by)
    tell_again(candidacy, decision, LetterKind.PROMOTED, by=by)
    return decision


@transaction.atomic
def give_up(candidacy: Candidacy, *, by: User, reason: str, decided_on: dt.date) -> Decision:
    """Record that the person gives up a pass, on the day on which they said so."""
    _hold(candidacy)
    require(policy.can_give_up(by, candidacy))
    require(policy.has_reason(reason))
    require(policy.day_fits(candidacy, decided_on))
    applications.settle(candidacy, "give_up", by=by, note=reason, decided_on=decided_on)
    decision = _record(candidacy, Outcome.GIVEN_UP, reason, decided_on, by)
    tell_again(candidacy, decision, LetterKind.GIVEN_UP, by=by)
    return decision


@transaction.atomic
def record_correction(
    candidacy: Candidacy, *, by: User, reason: str, decided_on: dt.date
) -> Decision:
    """Record that a pass should have been a fail, or the other way round.

    Nothing changes until another approves.
    """
    _hold(candidacy)
    pending = queries.pending_correction(candidacy.decisions.all(), candidacy)
    require(policy.can_correct(by, candidacy, pending))
    require(policy.has_reason(reason))
    require(policy.day_fits(candidacy, decided_on))
    outcome = Outcome.FAIL if candidacy.status == CandidacyStatus.PASSED else Outcome.PASS
    return _record(candidacy, outcome, reason, decided_on, by)


@transaction.atomic
def approve_correction(candidacy: Candidacy, *, by: User) -> Decision:
    """The second person's yes: from here on the correction holds."""
    _hold(candidacy)
    pending = queries.pending_correction(candidacy.decisions.all(), candidacy)
    require(policy.can_approve_correction(by, candidacy, pending))
    assert pending is not None  # the policy has just asked
    pending.approved_by = by
    pending.save(update_fields=["approved_by"])
    verb = CORRECTIONS[Outcome(pending.outcome)]
    applications.settle(candidacy, verb, by=by, note=pending.reason, decided_on=pending.decided_on)
    tell_again(candidacy, pending, LetterKind.CORRECTED, by=by)
    return pending


@transaction.atomic
def turn_down_correction(candidacy: Candidacy, *, by: User, reason: str) -> Decision:
    """Close a waiting correction: a further version confirms what held before.

    Its recorder may do this too.
    """
    _hold(candidacy)
    require(policy.can_settle(by, candidacy.application))
    pending = queries.pending_correction(candidacy.decisions.all(), candidacy)
    require(policy.is_waiting(pending))
    require(policy.has_reason(reason))
    held = Outcome.PASS if candidacy.status == CandidacyStatus.PASSED else Outcome.FAIL
    return _record(candidacy, held, reason, timezone.localdate(), by)


@transaction.atomic
def close_decisions(round: Round, *, by: User) -> Round:
    """The round is decided: every candidacy before the committee has its decision."""
    hold(round)
    require(policy.can_close_decisions(by, round))
    calls.decide(round, by=by)
    return round


def _hold(candidacy: Candidacy) -> None:
    hold(candidacy.round)
    candidacy.refresh_from_db(fields=["status", "rank", "decided_on"])


def _record(
    candidacy: Candidacy,
    outcome: Outcome,
    reason: str,
    decided_on: dt.date,
    by: User,
    rank: int | None = None,
) -> Decision:
    return Decision.objects.create(
        candidacy=candidacy,
        version=queries.next_version(candidacy),
        outcome=outcome,
        rank=rank,
        reason=reason,
        decided_on=decided_on,
        recorded_by=by,
    )
