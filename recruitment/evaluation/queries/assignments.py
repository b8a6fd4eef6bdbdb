"""Reads for the assignment: applicants, who is assigned to whom, and who must not be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from recruitment.applications.models import Application, ApplicationStatus, Candidacy, Submission
from recruitment.applications.models.applications import ApplicationQuerySet
from recruitment.calls.models import Round
from recruitment.evaluation.models import ConflictOfInterest, Evaluation, EvaluationStatus


def applicants(round: Round) -> ApplicationQuerySet:
    """Accepted applications with their person and candidacies, in the order of receipt."""
    candidacies = Candidacy.objects.select_related("category").order_by("category__order", "pk")
    return (
        round.applications.filter(status=ApplicationStatus.ACCEPTED)
        .select_related("person", "round")
        .prefetch_related(Prefetch("candidacies", candidacies))
        .order_by("receipt_number", "pk")
    )


def newest_submissions(applications: Iterable[int]) -> "QuerySet[Submission]":
    """The last one of each application."""
    rows = Submission.objects.filter(application__in=list(applications))
    return rows.order_by("application", "-number").distinct("application")


def assigned_pairs(round: Round) -> set[tuple[int, int]]:
    """(seat, application) of what is in force: of who still sits, or whose scores are in."""
    rows = (
        Evaluation.objects.in_force()
        .without_conflict()
        .filter(
            Q(seat__left_at__isnull=True) | Q(status=EvaluationStatus.SUBMITTED),
            seat__round=round,
            candidacy__application__status=ApplicationStatus.ACCEPTED,
        )
    )
    return set(rows.values_list("seat", "candidacy__application"))


def barred_pairs(round: Round) -> set[tuple[int, int]]:
    """(seat, application) of every conflict in force, found by the person and not by the row."""
    rows = ConflictOfInterest.objects.in_force().filter(
        seat__round=round, person__applications__round=round
    )
    return set(rows.values_list("seat", "person__applications"))


def own_pairs(round: Round) -> set[tuple[int, int]]:
    """(seat, application) where evaluator and applicant are one person."""
    rows = round.seats.filter(user__person__applications__round=round)
    return set(rows.values_list("pk", "user__person__applications"))


@dataclass(frozen=True)
class Panel:
    """One applicant and the evaluations of all their candidacies."""

    application: Application
    evaluations: list[Evaluation]
    missing: int


def panels(round: Round, applications: Sequence[Application]) -> list[Panel]:
    """These applicants with their evaluators, and how many each still lacks."""
    rows = (
        Evaluation.objects.in_force()
        .without_conflict()
        .filter(candidacy__application__in=applications)
        .select_related("seat__user", "candidacy__category")
        .order_by("seat__pk", "candidacy__category__order", "pk")
    )
    given: dict[int, list[Evaluation]] = {}
    for row in rows:
        given.setdefault(row.candidacy.application_id, []).append(row)
    return [
        _panel(round, application, given.get(application.pk, [])) for application in applications
    ]


def _panel(round: Round, application: Application, evaluations: list[Evaluation]) -> Panel:
    size = len({row.seat_id for row in evaluations})
    return Panel(application, evaluations, max(round.panel_size - size, 0))
