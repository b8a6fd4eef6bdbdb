"""What is done with applications.

By their applicants, by the ministry that screens, by the stages that decide.
"""

from recruitment.applications.actions.applicant import (
    Incomplete,
    save_draft,
    start,
    submit,
    withdraw,
)
from recruitment.applications.actions.screening import accept, refuse, return_for_correction
from recruitment.applications.actions.settling import settle

__all__ = [
    "Incomplete",
    "accept",
    "refuse",
    "return_for_correction",
    "save_draft",
    "settle",
    "start",
    "submit",
    "withdraw",
]
