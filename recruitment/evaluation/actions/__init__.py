"""What is done in a round's evaluation, from seating the committee to releasing the results."""

from recruitment.evaluation.actions.assigning import (
    Proposal,
    assign,
    carry_out,
    pin,
    propose,
    take_back,
)
from recruitment.evaluation.actions.committee import (
    add_criterion,
    describe_seat,
    prepare_criteria,
    remove_criterion,
    save_criterion,
    seat,
    set_due_date,
    start,
    unseat,
)
from recruitment.evaluation.actions.conflicts import (
    declare,
    judge_conflict,
    pledge,
    search_conflicts,
    set_rules,
)
from recruitment.evaluation.actions.deciding import (
    approve_correction,
    close_decisions,
    decide,
    give_up,
    promote,
    record_correction,
    turn_down_correction,
)
from recruitment.evaluation.actions.meetings import record_meeting
from recruitment.evaluation.actions.posting import hand_over, queue_waiting, recover, resend
from recruitment.evaluation.actions.releasing import (
    HOLD_MINUTES,
    RELEASE,
    release_due,
    release_results,
    stop_release,
)
from recruitment.evaluation.actions.reminding import remind
from recruitment.evaluation.actions.scoring import (
    abstain,
    complete,
    declare_conflict,
    reopen,
    save_scores,
    submit,
)

__all__ = [
    "record_meeting",
    "HOLD_MINUTES",
    "RELEASE",
    "give_up",
    "hand_over",
    "queue_waiting",
    "recover",
    "release_due",
    "resend",
    "stop_release",
    "Proposal",
    "carry_out",
    "pin",
    "abstain",
    "remind",
    "describe_seat",
    "declare",
    "judge_conflict",
    "pledge",
    "search_conflicts",
    "set_rules",
    "add_criterion",
    "approve_correction",
    "assign",
    "close_decisions",
    "complete",
    "decide",
    "declare_conflict",
    "prepare_criteria",
    "promote",
    "propose",
    "record_correction",
    "release_results",
    "remove_criterion",
    "reopen",
    "save_criterion",
    "save_scores",
    "seat",
    "set_due_date",
    "start",
    "submit",
    "take_back",
    "turn_down_correction",
    "unseat",
]
