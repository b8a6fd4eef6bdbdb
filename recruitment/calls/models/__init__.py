"""Rounds, the categories they open, what they ask and what they are asked, their files, their
committee's seats, and what moves their dates or changes their words.
"""

from recruitment.calls.models.asking import (
    PublicQuestion,
    PublicQuestionStatus,
    PublicQuestionStatusChange,
)
from recruitment.calls.models.files import OFFERED, FileKind, RoundFile
from recruitment.calls.models.questions import Question, QuestionKind
from recruitment.calls.models.rounds import Round, RoundCategory, RoundStatus, RoundStatusChange
from recruitment.calls.models.schedule import Extension, PeriodChange
from recruitment.calls.models.seats import CommitteeSeat
from recruitment.calls.models.texts import PublicText, TextChange

__all__ = [
    "OFFERED",
    "CommitteeSeat",
    "Extension",
    "FileKind",
    "PeriodChange",
    "PublicQuestion",
    "PublicQuestionStatus",
    "PublicQuestionStatusChange",
    "PublicText",
    "Question",
    "QuestionKind",
    "Round",
    "RoundCategory",
    "RoundFile",
    "RoundStatus",
    "RoundStatusChange",
    "TextChange",
]
