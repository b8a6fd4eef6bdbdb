"""Criteria, conflicts of interest, evaluations with their scores, the committee's decisions, and
the letters that tell them.
"""

from recruitment.evaluation.models.conflicts import (
    ConflictOfInterest,
    ConflictRule,
    ConflictSearch,
    ConflictVerdict,
    Declaration,
    Pledge,
)
from recruitment.evaluation.models.criteria import Criterion
from recruitment.evaluation.models.decisions import Decision, Outcome
from recruitment.evaluation.models.evaluations import (
    Evaluation,
    EvaluationStatus,
    EvaluationStatusChange,
    Recommendation,
    Score,
)
from recruitment.evaluation.models.letters import (
    Letter,
    LetterKind,
    LetterPart,
    LetterStatus,
    LetterStatusChange,
    Release,
)
from recruitment.evaluation.models.meetings import Meeting
from recruitment.evaluation.models.rules import AssignmentRun, EvaluationRules, Feedback, Reminder

__all__ = [
    "AssignmentRun",
    "ConflictOfInterest",
    "ConflictRule",
    "ConflictSearch",
    "ConflictVerdict",
    "Criterion",
    "Decision",
    "Declaration",
    "Evaluation",
    "EvaluationRules",
    "EvaluationStatus",
    "EvaluationStatusChange",
    "Meeting",
    "Feedback",
    "Letter",
    "LetterKind",
    "LetterPart",
    "LetterStatus",
    "LetterStatusChange",
    "Outcome",
    "Pledge",
    "Recommendation",
    "Release",
    "Reminder",
    "Score",
]
