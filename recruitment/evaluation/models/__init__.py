"""Criteria, conflicts of interest, evaluations with their scores, and the committee's decisions."""

from recruitment.evaluation.models.criteria import Criterion
from recruitment.evaluation.models.decisions import Decision, Outcome
from recruitment.evaluation.models.evaluations import (
    ConflictOfInterest,
    Evaluation,
    EvaluationStatus,
    EvaluationStatusChange,
    Recommendation,
    Score,
)

__all__ = [
    "ConflictOfInterest",
    "Criterion",
    "Decision",
    "Evaluation",
    "EvaluationStatus",
    "EvaluationStatusChange",
    "Outcome",
    "Recommendation",
    "Score",
]
