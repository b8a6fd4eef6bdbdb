"""The draft as a municipality will read it, once the person is on the list.

Only what the list discloses: no contact, no birth date, no motive, no files.
"""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Industry, Prefecture
from accounts.models.people import spaced
from common.templatetags.ui import localized
from recruitment.applications import content
from recruitment.applications.draft import Draft
from recruitment.applications.models import BodyKind, BodySize, WorkField


def seen(draft: Draft) -> dict[str, Any]:
    """Name, a line about the person, records, conditions, skills, qualifications."""
    said = content.written(draft)
    names = {row["code"]: localized(row, "name") for row in draft.asked.categories}
    about = [names[code] for code in said["categories"]]
    about += [
        str(choices(said[name]).label)
        for choices, name in ((Prefecture, "prefecture"), (Industry, "industry"))
        if said[name]
    ]
    return {
        "name": _shown_name(said),
        "about": [*about, *filter(None, [said["employer"]])],
        "records": [_record(row) for row in draft.records if row["title"]],
        "conditions": content.conditions(said),
        "skills": [
            {"label": names[code], "rows": _skills(said, code)} for code in said["categories"]
        ],
        "qualifications": said["qualifications"],
    }


def _skills(said: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [row for row in said["skills"] if row["category"] == code]


def _shown_name(said: dict[str, Any]) -> str:
    shown = spaced(
        said["shown_family_name"] or said["family_name"],
        said["shown_given_name"] or said["given_name"],
    )
    return shown or content.registered_name(said)


def _record(row: dict[str, Any]) -> dict[str, Any]:
    """A record as the sheet shows it: words instead of codes."""
    words = {"body_kind": BodyKind, "body_size": BodySize, "field": WorkField}
    said = {name: str(choices(row[name]).label) for name, choices in words.items() if row[name]}
    return row | {
        "period": content.period(row),
        "body_kind_label": said.get("body_kind", ""),
        "body_size_label": said.get("body_size", ""),
        "field": said.get("field", _("分野は未記入")),
    }
