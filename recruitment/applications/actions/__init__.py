"""What is done with applications.

By their applicants, by the ministry that screens, by the stages that decide.
"""

from recruitment.applications.actions.applicant import Incomplete, erase_draft, submit, withdraw
from recruitment.applications.actions.paper import (
    add_arrival,
    discard_paper,
    enter,
    newest_arrival,
    submit_paper,
)
from recruitment.applications.actions.screening import accept, refuse, return_for_correction
from recruitment.applications.actions.screening_bulk import BulkRefused, accept_all, return_all
from recruitment.applications.actions.screening_checks import add_item, mark, retire_item
from recruitment.applications.actions.screening_duplicates import judge_pair
from recruitment.applications.actions.screening_notes import (
    add_note,
    delete_view,
    record_export,
    save_view,
)
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
    "BulkRefused",
    "Incomplete",
    "Saved",
    "accept",
    "accept_all",
    "add_arrival",
    "add_item",
    "add_note",
    "add_record",
    "ask_for_result",
    "attach",
    "delete_view",
    "detach",
    "discard_paper",
    "enter",
    "erase_draft",
    "judge_pair",
    "mark",
    "newest_arrival",
    "record_export",
    "refuse",
    "remove_record",
    "retire_item",
    "return_all",
    "return_for_correction",
    "save",
    "save_view",
    "settle",
    "start",
    "submit",
    "submit_paper",
    "withdraw",
]
