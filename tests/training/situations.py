"""A round in training."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation.situations import closed_round
from training import actions
from training.models import Enrolment, Programme


def released_round(standard: SkillStandard, people: int = 2, **facts: Any) -> Round:
    """Decided and released, with this many successful people and one who failed."""
    row = closed_round(standard, **facts)
    for _number in range(people):
        factories.passed(row)
    factories.accepted(row)
    return factories.advance(row, "start_evaluation", "decide", "release_results")


def started(row: Round, staff: User) -> Programme:
    """Training since a week ago, for four weeks."""
    today = timezone.localdate()
    return actions.start(
        row, by=staff, starts_on=today - dt.timedelta(days=7), ends_on=today + dt.timedelta(days=21)
    )


def record_all(enrolment: Enrolment, staff: User, but: int = 0) -> Enrolment:
    """Record every module today, except the last `but`."""
    modules = list(enrolment.programme.modules.order_by("order"))
    for module in modules[: len(modules) - but]:
        actions.record_module(enrolment, module, by=staff, completed_on=timezone.localdate())
    return enrolment
