"""What the ministry does with a round, and what anybody asks about it."""

from recruitment.calls.actions.answering import (
    answer,
    ask,
    decline,
    publish,
    reconsider,
    unpublish,
)
from recruitment.calls.actions.dates import change_period, extend, extend_cohort
from recruitment.calls.actions.publishing import add_file, change_texts, remove_file
from recruitment.calls.actions.questions import (
    add_question,
    edit_question,
    move_question,
    remove_question,
)
from recruitment.calls.actions.rounds import (
    announce,
    announce_due,
    cancel,
    conclude,
    copy_round,
    create_round,
    decide,
    edit_round,
    release_results,
    schedule,
    start_evaluation,
    start_training,
    unschedule,
)

__all__ = [
    "add_file",
    "add_question",
    "announce",
    "announce_due",
    "answer",
    "ask",
    "cancel",
    "change_period",
    "change_texts",
    "conclude",
    "copy_round",
    "create_round",
    "decide",
    "decline",
    "edit_question",
    "edit_round",
    "extend",
    "extend_cohort",
    "move_question",
    "publish",
    "reconsider",
    "release_results",
    "remove_file",
    "remove_question",
    "schedule",
    "start_evaluation",
    "start_training",
    "unpublish",
    "unschedule",
]
