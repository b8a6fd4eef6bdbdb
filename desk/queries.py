"""What a round's board shows: figures of every stage side by side."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Person
from recruitment.applications.models import (
    Application,
    ApplicationStatus,
    Candidacy,
    CandidacyStatus,
)
from recruitment.calls.models import Round
from recruitment.evaluation.models import Evaluation, EvaluationStatus
from roster.registry import queries as registry
from roster.registry.models import Registrant, Registration, SheetStatus
from training.models import Enrolment, EnrolmentStatus


@dataclass(frozen=True)
class Funnel:
    """Persons at each stage of a round, each once; candidacies and evaluations beside them."""

    applied: int
    awaiting: int
    accepted: int
    ineligible: int
    withdrawn: int
    candidacies: int
    undecided: int
    evaluations: int
    scored: int
    successful: int
    enrolled: int
    studying: int
    completed: int
    registered: int


def funnel(row: Round) -> Funnel:
    """The figures of one round, in four queries whatever its size."""
    received = Application.objects.filter(round=row).received()
    waiting = Q(status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED])
    applications = received.aggregate(
        applied=Count("person", distinct=True),
        awaiting=Count("pk", filter=waiting),
        accepted=Count("pk", filter=Q(status=ApplicationStatus.ACCEPTED)),
        ineligible=Count("pk", filter=Q(status=ApplicationStatus.INELIGIBLE)),
        remaining=Count("person", filter=~Q(status=ApplicationStatus.WITHDRAWN), distinct=True),
    )
    # Who withdrew and applied anew is still there.
    applications["withdrawn"] = applications["applied"] - applications.pop("remaining")
    successful = Q(status__in=[CandidacyStatus.PASSED, CandidacyStatus.GIVEN_UP])
    candidacies = Candidacy.objects.filter(round=row).aggregate(
        candidacies=Count("pk"),
        undecided=Count(
            "pk",
            filter=Q(
                application__status=ApplicationStatus.ACCEPTED, status=CandidacyStatus.APPLIED
            ),
        ),
        successful=Count("application__person", filter=successful, distinct=True),
    )
    live = Evaluation.objects.in_force().filter(
        candidacy__round=row, candidacy__application__status=ApplicationStatus.ACCEPTED
    )
    evaluations = live.aggregate(
        evaluations=Count("pk"), scored=Count("pk", filter=Q(status=EvaluationStatus.SUBMITTED))
    )
    trained = Enrolment.objects.filter(programme__round=row).aggregate(
        enrolled=Count("pk"),
        studying=Count(
            "pk", filter=Q(status__in=[EnrolmentStatus.ENROLLED, EnrolmentStatus.IN_PROGRESS])
        ),
        completed=Count("pk", filter=Q(status=EnrolmentStatus.COMPLETED)),
    )
    registered = (
        Registration.objects.filter(candidacy__round=row).values("registrant").distinct().count()
    )
    return Funnel(**applications, **candidacies, **evaluations, **trained, registered=registered)


def awaiting_registration(row: Round) -> int:
    """Persons who completed the training and are not on the list for all they were trained for."""
    waiting = registry.not_yet_registered(row)
    return Person.objects.filter(enrolments__enrolled_candidacies__in=waiting).distinct().count()


def in_no_edition(row: Round) -> int:
    """Registrations of the round that no edition of the list contains yet."""
    return Registration.objects.filter(candidacy__round=row, edition_entries=None).count()


def sheets_left(row: Round) -> int:
    """Persons registered from the round whose information sheet has not been approved."""
    registered = Registrant.objects.filter(registrations__candidacy__round=row).distinct()
    return registered.exclude(sheets__status=SheetStatus.APPROVED).count()
