"""Which applicants of a round an outage or a disaster concerns: for later deadlines."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Person, User
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls.models import Round

WRITING = [ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED]  # who could still submit


def concerned(round: Round, prefecture: str) -> "QuerySet[Person]":
    """All with a draft; or, of a prefecture, all who live there with a draft or an application."""
    rows = Application.objects.filter(round=round)
    if prefecture:
        rows = rows.filter(status__in=WRITING, prefecture=prefecture)
    else:
        rows = rows.filter(status=ApplicationStatus.DRAFT)
    return Person.objects.filter(pk__in=rows.values("person")).select_related("user")


def passed_over(round: Round, prefecture: str, by: User) -> "QuerySet[Application]":
    """Who lives there too and gets no later deadline, with the reason: the status says it.

    A correction has a date of its own, which the round's does not move.
    """
    rows = Application.objects.received().not_of(by).filter(round=round, prefecture=prefecture)
    others = rows.exclude(status__in=WRITING).select_related("person__user")
    return others.order_by("status", "receipt_number", "pk")


def out_of_reach(round: Round, people: Iterable[Person]) -> "QuerySet[Application]":
    """Of these, who can send in nothing however late the round takes it: a correction has its own
    date, and what was screened is closed. Who withdrew may apply anew.
    """
    rows = Application.objects.received().live().filter(round=round, person__in=people)
    others = rows.exclude(status__in=WRITING).select_related("person__user")
    return others.order_by("status", "receipt_number", "pk")
