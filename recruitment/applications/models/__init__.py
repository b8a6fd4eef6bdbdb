"""A person's application with its parts, what was submitted with it, and its candidacies."""

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
from recruitment.applications.models.experience import SelfAssessment, TrackRecord
from recruitment.applications.models.parts import Answer, Attachment
from recruitment.applications.models.received import (
    DuplicateVerdict,
    PossibleDuplicate,
    ReceivedLine,
    SavedView,
    WhySame,
)
from recruitment.applications.models.screening import (
    ChecklistItem,
    ChecklistMark,
    Ground,
    Marked,
    PaperArrival,
    Refusal,
    ReturnedField,
    ScreeningExport,
    ScreeningNote,
)
from recruitment.applications.models.terms import (
    BodyKind,
    BodySize,
    PayBand,
    RemoteShare,
    WorkField,
)

__all__ = [
    "Answer",
    "Application",
    "ApplicationStatus",
    "ApplicationStatusChange",
    "Attachment",
    "BodyKind",
    "BodySize",
    "Candidacy",
    "CandidacyStatus",
    "CandidacyStatusChange",
    "ChecklistItem",
    "ChecklistMark",
    "DuplicateVerdict",
    "Ground",
    "Marked",
    "PaperArrival",
    "PayBand",
    "PossibleDuplicate",
    "ReceivedLine",
    "Refusal",
    "RemoteShare",
    "ReturnedField",
    "SavedView",
    "ScreeningExport",
    "ScreeningNote",
    "SelfAssessment",
    "Submission",
    "TrackRecord",
    "WhySame",
    "WorkField",
]
