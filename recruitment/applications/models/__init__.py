"""A person's application, what was submitted with it, and its candidacies."""

from recruitment.applications.models.applications import (
    Application,
    ApplicationStatus,
    ApplicationStatusChange,
    Submission,
)
from recruitment.applications.models.candidacies import (
    Candidacy,
    CandidacyStatus,
    CandidacyStatusChange,
)

__all__ = [
    "Application",
    "ApplicationStatus",
    "ApplicationStatusChange",
    "Candidacy",
    "CandidacyStatus",
    "CandidacyStatusChange",
    "Submission",
]
