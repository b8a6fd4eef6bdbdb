"""Evaluating without names: what is not shown, and where a text gives it away. Pure."""

from collections.abc import Iterator
from typing import Any

from accounts.actions import IDENTITY
from common.folding import fold
from recruitment.evaluation.conflicts import organisation

# Values of a submission that say who it is, how old, or where to reach them.
HIDDEN = {*IDENTITY, "employer", "position", "attachments"}
SHORTEST = 2  # characters of a folded name
TEXTS = ["title", "role", "action", "result", "reference"]


def hidden(content: dict[str, Any]) -> set[str]:
    """The named values that a round without names does not show: files are called by their names,
    also as answers.
    """
    files = {row["number"] for row in content.get("answers", []) if row.get("kind") == "file"}
    return HIDDEN | {f"answer-{number}" for number in files}


def given_away(content: dict[str, Any]) -> list[str]:
    """The named values (`applications.draft`) whose text holds the applicant's own name or
    employer, in reading order.
    """
    names = [content.get(name) or "" for name in IDENTITY if "name" in name]
    full = f"{content.get('family_name') or ''}{content.get('given_name') or ''}"
    keys = {fold(name) for name in [*names, full]} | {organisation(content.get("employer") or "")}
    words = {key for key in keys if len(key) >= SHORTEST}
    return [name for name, text in _texts(content) if any(word in fold(text) for word in words)]


def _texts(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "motive", content.get("motive") or ""
    yield "qualifications", content.get("qualifications") or ""
    for record in content.get("records", []):
        for name in TEXTS:
            yield f"record-{record['number']}-{name}", record.get(name) or ""
    for skill in content.get("skills", []):
        yield f"note-{skill['category']}-{skill['number']}", skill.get("note") or ""
    for answer in content.get("answers", []):
        yield f"answer-{answer['number']}", answer.get("text") or ""
