"""What a round asks besides the usual: written while it is a draft, frozen from then on."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.verdict import require
from recruitment.calls import policy
from recruitment.calls.actions.holding import hold
from recruitment.calls.models import Question, Round
from recruitment.standards.models import Category

COPIED = ["kind", "label", "label_en", "help", "help_en", "choices", "choices_en", "is_required"]


@transaction.atomic
def add_question(round: Round, *, by: User, **facts: Any) -> Question:
    """A further question, the last one."""
    _open(round, by)
    _require_offered(round, facts.get("category"))
    return Question.objects.create(round=round, number=round.questions.count() + 1, **facts)


@transaction.atomic
def edit_question(question: Question, *, by: User, **facts: Any) -> Question:
    """Change what it asks; its place stays."""
    _open(question.round, by)
    _require_offered(question.round, facts.get("category", question.category))
    for name, value in facts.items():
        setattr(question, name, value)
    question.save(update_fields=list(facts))
    return question


@transaction.atomic
def move_question(question: Question, *, by: User, steps: int) -> Question:
    """Ask it earlier (-1) or later (1). The first has nothing before it: it stays."""
    _open(question.round, by)
    rows = list(question.round.questions.order_by("number", "pk"))
    place = rows.index(question)
    beyond = min(max(place + steps, 0), len(rows) - 1)
    rows.insert(beyond, rows.pop(place))
    _number(rows)
    question.refresh_from_db()
    return question


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """Ask it no more; those behind it move up."""
    round = question.round
    _open(round, by)
    question.delete()
    _number(list(round.questions.order_by("number", "pk")))


def copy_questions(earlier: Round, round: Round, categories: Iterable[Category]) -> None:
    """The questions of an earlier round for a new draft.

    Those about a category that the draft does not offer stay behind.
    """
    offered = {category.code: category for category in categories}
    asked = [
        row
        for row in earlier.questions.select_related("category").order_by("number", "pk")
        if row.category is None or row.category.code in offered
    ]
    Question.objects.bulk_create(
        Question(
            round=round,
            number=number,
            category=offered[row.category.code] if row.category else None,
            **{name: getattr(row, name) for name in COPIED},
        )
        for number, row in enumerate(asked, start=1)
    )


def _open(round: Round, by: User) -> None:
    hold(round)
    require(policy.can_edit(by, round))


def _require_offered(round: Round, category: Category | None) -> None:
    if category and not round.offers.filter(category=category).exists():
        raise PermissionDenied(_("この公募で募集する人材類型だけを選べます。"))


def _number(rows: list[Question]) -> None:
    """Number them from one, past the numbers in use first: each is unique at every instant."""
    free = max((row.number for row in rows), default=0) + 1
    for start in (free, 1):
        for number, row in enumerate(rows, start=start):
            Question.objects.filter(pk=row.pk).update(number=number)
