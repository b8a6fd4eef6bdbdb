"""What applications keep about one person, for that person.

Of the history the person reads what they did and what they were told; results from their release
on; nothing of screening, of scores, or of who decided.
"""

from dataclasses import replace
from typing import Any

from accounts.models import User
from common.templatetags.ui import localized
from recruitment.applications import content, queries
from recruitment.applications import draft as drafts
from recruitment.applications.content import RECEIPT, Content
from recruitment.applications.draft import Draft
from recruitment.applications.models import Application

Row = dict[str, Any]
# Whose reasons the applicant wrote, or was told; all other notes are internal.
TOLD = {"withdraw", "return_for_correction", "refuse"}


def own_data(user: User) -> Row:
    """Every application of the account, the newest first."""
    rows = queries.own(user).prefetch_related("submissions", "history")
    return {"applications": [_application(row) for row in rows]}


def _application(row: Application) -> Row:
    submissions = sorted(row.submissions.all(), key=lambda each: each.number)
    return {
        "round": row.round.code,
        "receipt_number": row.receipt_number,
        "status": row.status,
        "status_label": row.get_status_display(),
        "submitted_at": row.submitted_at,
        "correction_due_at": row.correction_due_at,
        "results": [_result(candidacy) for candidacy in queries.released_results(row)],
        "history": [_change(change) for change in row.history.all()],
        "working_copy": _working_copy(row, submissions[-1].content if submissions else None),
        "submissions": [
            {
                "number": each.number,
                "arrived_at": each.arrived_at,
                "digest": each.digest,
                "content": each.content,
            }
            for each in submissions
        ],
        "attachments": [_file(file) for file in row.attachments.filter(arrival__isnull=True)],
    }


def _result(candidacy: Any) -> Row:
    return {
        "category": candidacy.category.code,
        "category_label": localized(candidacy.category, "name"),
        "status": candidacy.status,
        "status_label": candidacy.get_status_display(),
    }


def _change(change: Any) -> Row:
    status = dict(Application._meta.get_field("status").flatchoices)
    return {
        "at": change.at,
        "event": change.verb,
        "status": change.after,
        "status_label": str(status.get(change.after, change.after)),
        "reason": change.note if change.verb in TOLD else "",
    }


def _file(file: Any) -> Row:
    """What is known of a file; the file itself is taken from its page."""
    names = ("name", "content_type", "size", "digest", "added_at", "removed_at")
    return {name: getattr(file, name) for name in names}


def _working_copy(row: Application, submitted: Content | None) -> Content | None:
    """What the person has written; None where it says no more than the last submission."""
    written = everything(drafts.of(row))
    last = {name: value for name, value in (submitted or {}).items() if name not in RECEIPT}
    return None if written == last else written


def everything(draft: Draft) -> Content:
    """The working copy with what was written for categories that are not chosen any more."""
    chosen = draft.values["categories"]
    offered = [row["code"] for row in draft.asked.categories]
    whole = content.written(replace(draft, changed=draft.changed | {"categories": offered}))
    asked = {row["number"] for row in draft.asked.questions_for(chosen)}
    return whole | {
        "categories": chosen,
        "skills": [row for row in whole["skills"] if row["category"] in chosen or _says(row)],
        "answers": [row for row in whole["answers"] if row["number"] in asked or row["text"]],
    }


def _says(skill: Content) -> bool:
    return bool(skill["level"] or skill["note"] or skill["records"])
