"""The committee's seats, the criteria, and the start of the evaluation."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import versions
from common.verdict import require
from recruitment.calls import actions as calls
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.calls.queries import database_now
from recruitment.evaluation import policy
from recruitment.evaluation.actions.holding import hold
from recruitment.evaluation.models import Criterion
from recruitment.standards.models import Category, DefaultCriterion


@transaction.atomic
def seat(round: Round, user: User, *, by: User, is_chair: bool = False) -> CommitteeSeat:
    """Give an evaluator a seat.

    Who had left sits down again on the seat of before, with its conflicts. The database refuses a
    seat also to somebody who is only writing an application, which is no news for the ministry.
    """
    hold(round)
    require(policy.can_seat(by, round, user, is_chair=is_chair))
    now = timezone.now()
    facts = {"is_chair": is_chair, "appointed_at": now, "left_at": None}
    try:
        return CommitteeSeat.objects.update_or_create(round=round, user=user, defaults=facts)[0]
    except IntegrityError as error:
        sentence = _("この方は、いまこの公募の評価委員になれません。")
        raise PermissionDenied(sentence) from error


@transaction.atomic
def describe_seat(seat: CommitteeSeat, *, by: User, **facts: Any) -> CommitteeSeat:
    """Say who the evaluator is (columns of the seat, `expertise` as categories)."""
    hold(seat.round)
    require(policy.can_change_committee(by, seat.round))
    expertise = facts.pop("expertise")
    CommitteeSeat.objects.filter(pk=seat.pk).update(**facts)
    seat.expertise.set(expertise)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def unseat(seat: CommitteeSeat, *, by: User) -> CommitteeSeat:
    """End a seat. What was submitted from it stays; nothing may be left open."""
    hold(seat.round)
    seat.refresh_from_db()
    require(policy.can_unseat(by, seat))
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    return seat


@transaction.atomic
def set_due_date(round: Round, *, by: User, due_on: dt.date) -> Round:
    """Say by when evaluators are to have scored."""
    hold(round)
    require(policy.can_change_committee(by, round))
    Round.objects.filter(pk=round.pk).update(evaluation_due_on=due_on)
    round.evaluation_due_on = due_on
    return round


@transaction.atomic
def prepare_criteria(round: Round, *, by: User) -> None:
    """Copy the standard's default criteria into every offered category that has none yet.

    Safe to repeat.
    """
    hold(round)
    require(policy.can_edit_criteria(by, round))
    there = set(round.criteria.values_list("category_id", flat=True))
    defaults = DefaultCriterion.objects.filter(item__category__in=round.offers.values("category"))
    orders: dict[int, int] = {}
    made = []
    for default in defaults.select_related("item").order_by("item__category", "item__number", "pk"):
        category = default.item.category_id
        if category not in there:
            orders[category] = orders.get(category, 0) + 1
            facts = {name: getattr(default, name) for name in DefaultCriterion.COPIED}
            made.append(
                Criterion(
                    round=round,
                    category_id=category,
                    skill_item=default.item,
                    order=orders[category],
                    **facts,
                )
            )
    Criterion.objects.bulk_create(made)


@transaction.atomic
def add_criterion(round: Round, category: Category, *, by: User, **facts: Any) -> Criterion:
    """A further criterion at the end of an offered category."""
    hold(round)
    require(policy.can_edit_criteria(by, round))
    orders = (
        round.criteria.filter(category=category).order_by("-order").values_list("order", flat=True)
    )
    return Criterion.objects.create(
        round=round, category=category, order=(orders.first() or 0) + 1, **facts
    )


@transaction.atomic
def save_criterion(criterion: Criterion, *, by: User, version: int, **facts: Any) -> Criterion:
    """Change name, weight or anchors.

    Raises StaleVersion when it was saved since the form was opened.
    """
    hold(criterion.round)
    require(policy.can_edit_criteria(by, criterion.round))
    versions.update(criterion, version, **facts)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User) -> None:
    """Take a criterion away before anything was scored by it."""
    hold(criterion.round)
    require(policy.can_edit_criteria(by, criterion.round))
    criterion.delete()


@transaction.atomic
def start(round: Round, *, by: User) -> Round:
    """Begin the evaluation.

    From here on nothing is received, and the committee and its criteria stand.
    """
    hold(round)
    require(policy.can_start(by, round, database_now()))
    calls.start_evaluation(round, by=by)
    return round
