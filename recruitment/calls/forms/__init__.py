"""What staff fill in about a round, and what anybody asks about it.

What may be stored is decided in `policy` and `actions`.
"""

from recruitment.calls.forms.asking import AnswerForm, AskForm
from recruitment.calls.forms.dates import ExtensionForm, PeriodForm, ReasonForm, Whom
from recruitment.calls.forms.preparing import FileForm, PublicReason, QuestionForm, TextsForm
from recruitment.calls.forms.rounds import CopyForm, RoundForm, ScheduleForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CopyForm",
    "ExtensionForm",
    "FileForm",
    "PeriodForm",
    "PublicReason",
    "QuestionForm",
    "ReasonForm",
    "RoundForm",
    "ScheduleForm",
    "TextsForm",
    "Whom",
]
