"""Rounds, the categories they open, what they ask, their committee's seats, and what moves their
dates.
"""

from recruitment.calls.models.questions import Question, QuestionKind
from recruitment.calls.models.rounds import Round, RoundCategory, RoundStatus, RoundStatusChange
from recruitment.calls.models.schedule import Extension, PeriodChange
from recruitment.calls.models.seats import CommitteeSeat

__all__ = [
    "CommitteeSeat",
    "Extension",
    "PeriodChange",
    "Question",
    "QuestionKind",
    "Round",
    "RoundCategory",
    "RoundStatus",
    "RoundStatusChange",
]
