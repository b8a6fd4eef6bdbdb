"""What training keeps about one person, for that person: without who recorded it, or why."""

from typing import Any

from accounts.models import User
from common.templatetags.ui import localized
from training import queries
from training.models import Enrolment

Row = dict[str, Any]


def own_data(user: User) -> Row:
    """Every enrolment of the account with the modules completed."""
    return {"training": [_enrolment(row) for row in queries.own_enrolments(user)]}


def _enrolment(row: Enrolment) -> Row:
    status = dict(Enrolment._meta.get_field("status").flatchoices)
    return {
        "round": row.programme.round.code,
        "starts_on": row.programme.starts_on,
        "ends_on": row.programme.ends_on,
        "status": row.status,
        "status_label": row.get_status_display(),
        "completed_on": row.completed_on,
        "categories": [
            localized(each.candidacy.category, "name") for each in row.enrolled_candidacies.all()
        ],
        "modules": [
            {
                "title": localized(state.module, "title"),
                "is_mandatory": state.module.is_mandatory,
                "completed_on": state.completion.completed_on if state.completion else None,
            }
            for state in queries.module_states(row)
        ],
        "history": [
            {
                "at": change.at,
                "event": change.verb,
                "status": change.after,
                "status_label": str(status.get(change.after, change.after)),
            }
            for change in row.history.all()
        ],
    }
