"""What is done with applications.

By their applicants, by the ministry that screens, by the stages that decide.
"""

from recruitment.applications.actions.applicant import Incomplete, erase_draft, submit, withdraw
from recruitment.applications.actions.screening import accept, refuse, return_for_correction
from recruitment.applications.actions.settling import settle
from recruitment.applications.actions.writing import (
    Saved,
    add_record,
    ask_for_result,
    attach,
    detach,
    remove_record,
    save,
    start,
)

__all__ = [
    "Incomplete",
    "Saved",
    "accept",
    "add_record",
    "ask_for_result",
    "attach",
    "detach",
    "erase_draft",
    "refuse",
    "remove_record",
    "return_for_correction",
    "save",
    "settle",
    "start",
    "submit",
    "withdraw",
]
