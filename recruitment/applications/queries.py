"""Reads about applications.

A person's own, the ministry's, and people who may be one and the same.
"""

import datetime as dt

from django.db.models import Count, QuerySet

from accounts.models import Person, User
from common import dates
from recruitment.applications.models import Application, ApplicationStatus, Candidacy
from recruitment.calls import queries as calls
from recruitment.calls.models import Round
from recruitment.standards.models import Category


def person_behind(user: User) -> Person | None:
    """The person behind an account, where there is one already. Reading makes none."""
    return Person.objects.filter(user=user).first()


def own(user: User) -> "QuerySet[Application]":
    """The account's applications, newest round first."""
    rows = Application.objects.owned_by(user).select_related("round", "person__user")
    return rows.order_by("-round__fiscal_year", "-round__number", "-pk")


def still_open(user: User, at: dt.datetime) -> "QuerySet[Round]":
    """The rounds in which this account may begin an application now."""
    person = person_behind(user)
    live = Application.objects.owned_by(user).live().values("round")
    return calls.takes_from(person, at).exclude(pk__in=live).order_by("closes_at", "pk")


def offered(round: Round) -> "QuerySet[Category]":
    """The categories that the round opens, in their order."""
    opened = round.offers.values("category")
    return Category.objects.filter(pk__in=opened).order_by("order", "pk")


def received(round: Round) -> "QuerySet[Application]":
    """What the ministry has received in a round, by receipt number.

    Withdrawn and ineligible ones too.
    """
    rows = Application.objects.received().filter(round=round).select_related("person", "round")
    return rows.prefetch_related("candidacies__category").order_by("receipt_number", "pk")


def counts(round: Round) -> dict[str, int]:
    """How many received applications stand in each status."""
    rows = Application.objects.received().filter(round=round).order_by()
    return dict(rows.values_list("status").annotate(Count("pk")))


def awaiting_screening(round: Round) -> int:
    """How many applications of the round wait for the ministry's formal check."""
    return Application.objects.filter(round=round, status=ApplicationStatus.SUBMITTED).count()


def namesakes(person: Person) -> "QuerySet[Person]":
    """Others with the same folded name and birth date: perhaps the same person.

    A hint for the ministry alone.
    """
    same = Person.objects.filter(name_key=person.name_key, birth_date=person.birth_date)
    return same.exclude(pk=person.pk).exclude(name_key="").order_by("pk")


def is_decided(application: Application) -> bool:
    """Whether the committee has decided one of the application's candidacies."""
    return application.candidacies.exclude(
        status=Candidacy._meta.get_field("status").default
    ).exists()


def today(at: dt.datetime) -> dt.date:
    """The day in Japan at this instant."""
    return dates.in_tokyo(at).date()
