"""Pledges, declarations, the product's own search for conflicts, and staff's verdicts."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from common.verdict import require
from common.workflow import move
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import conflicts, pledges, policy, queries
from recruitment.evaluation.actions.holding import hold
from recruitment.evaluation.models import (
    ConflictOfInterest,
    ConflictRule,
    ConflictSearch,
    ConflictVerdict,
    Declaration,
    Evaluation,
    EvaluationRules,
    Pledge,
)

SAID = {"reason", "matched"}  # what a verdict was about


@transaction.atomic
def set_rules(round: Round, *, by: User, **facts: Any) -> EvaluationRules:
    """Decide how the round is evaluated; `facts` are columns of `EvaluationRules`."""
    hold(round)
    require(policy.can_set_rules(by, round))
    return EvaluationRules.objects.update_or_create(round=round, defaults=facts)[0]


@transaction.atomic
def pledge(seat: CommitteeSeat, *, by: User) -> Pledge:
    """Keep what the evaluator agreed to, in the words that were shown."""
    require(policy.can_pledge(by, seat))
    return Pledge.objects.create(seat=seat, version=pledges.version(), text=pledges.text())


@transaction.atomic
def declare(seat: CommitteeSeat, *, by: User, reasons: Mapping[str, str]) -> Declaration:
    """An evaluator went through all applicants; `reasons` are by the applications' public ids.

    Each conflict bars at once, from every candidacy of the person; what is assigned already is
    declined. Who names nobody declares that there is no conflict.
    """
    hold(seat.round)
    require(policy.can_declare(by, seat))
    people = {row.public_id: row.person for row in queries.applicants(seat.round)}
    if not reasons.keys() <= people.keys():
        raise PermissionDenied(_("申告の間に応募者が変わりました。もう一度確かめてください。"))
    for public_id, reason in reasons.items():
        require(policy.has_reason(reason))
        bar(seat, people[public_id], by, rule=ConflictRule.DECLARED, reason=reason)
    return Declaration.objects.create(seat=seat, listed=sorted(people))


@transaction.atomic
def search_conflicts(round: Round, *, by: User) -> ConflictSearch:
    """Compare every seat with every applicant by the rules in force, and note what is new.

    A hit bars until staff dismiss it; one that was judged before stays as it was judged.
    """
    hold(round)
    require(policy.can_search_conflicts(by, round))
    seats, people, hits = queries.search(round, timezone.localdate())
    known = {
        (row.seat_id, row.person_id, row.rule): row.matched for row in queries.conflicts_of(round)
    }
    new = [
        hit for hit in hits if known.get((hit.evaluator, hit.applicant, hit.rule)) != hit.matched
    ]
    done = ConflictSearch.objects.create(
        round=round,
        by=by,
        rules=conflicts.RULES,
        look_back_years=queries.rules_of(round).look_back_years,
        seats=len(seats),
        applicants=len(people),
        found=len(new),
    )
    seat_of, person_of = (
        {row.pk: row for row in seats},
        {row.person_id: row.person for row in people},
    )
    for hit in new:
        seat, person = seat_of[hit.evaluator], person_of[hit.applicant]
        bar(seat, person, by, rule=hit.rule, matched=hit.matched, search=done)
    return done


def bar(
    seat: CommitteeSeat, person: Person, by: User, *, rule: str, **facts: Any
) -> ConflictOfInterest:
    """Note the conflict and decline what is open.

    Said again with another reason, it bars anew, whatever was judged of the first one; every
    version is kept. What was handed in stays, and is nobody's choice any more.
    """
    theirs = Evaluation.objects.filter(seat=seat, candidacy__application__person=person)
    for row in theirs.filter(status__in=Evaluation.MOVES["decline"].sources):
        # The reason stands with the conflict, which is shown to staff alone.
        move(row, "decline", by=by, version=row.version + 1, is_pinned=False)
    theirs.update(is_pinned=False)
    there = ConflictOfInterest.objects.filter(seat=seat, person=person, rule=rule).first()
    if there and any(getattr(there, name) != said for name, said in facts.items() if name in SAID):
        facts |= {"verdict": "", "verdict_reason": "", "judged_by": None, "judged_at": None}
    return ConflictOfInterest.objects.update_or_create(
        seat=seat, person=person, rule=rule, defaults=facts
    )[0]


@transaction.atomic
def judge_conflict(
    conflict: ConflictOfInterest, *, by: User, verdict: ConflictVerdict, reason: str
) -> ConflictOfInterest:
    """Confirm that it bars, or dismiss it: then the evaluator can be given the applicant."""
    hold(conflict.seat.round)
    conflict.refresh_from_db()
    require(policy.can_judge_conflict(by, conflict))
    require(policy.has_reason(reason))
    if verdict == ConflictVerdict.CONFIRMED:
        bar(conflict.seat, conflict.person, by, rule=conflict.rule)
    conflict.verdict, conflict.verdict_reason = verdict, reason
    conflict.judged_by, conflict.judged_at = by, timezone.now()
    conflict.save(update_fields=["verdict", "verdict_reason", "judged_by", "judged_at"])
    return conflict
