"""Which applicants of a round an outage or a disaster concerns: for later deadlines."""

from django.db.models import QuerySet

from accounts.models import Person
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
