"""The parts in which an application is written, in the order in which they are offered.

Any order will do. Which value belongs to which part follows from its name alone.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from recruitment.applications.checks import Faults, record_numbers
from recruitment.applications.draft import CONDITIONS, CONTACT, IDENTITY, WORK, Draft
from recruitment.calls.models import QuestionKind

LABELS = {
    "categories": _("人材類型・応募の動機"),
    "person": _("氏名・連絡先"),
    "work": _("勤務先・資格"),
    "records": _("活動実績"),
    "skills": _("スキルの自己評価"),
    "conditions": _("働き方の条件"),
    "questions": _("追加の質問"),
    "attachments": _("添付ファイル"),
    "consents": _("同意"),
}
OF_COLUMN = {
    "motive": "categories",
    "categories": "categories",
    **dict.fromkeys([*IDENTITY, *CONTACT], "person"),
    **dict.fromkeys(WORK, "work"),
    **dict.fromkeys(CONDITIONS, "conditions"),
    "records": "records",
    "attachments": "attachments",
}
OF_PREFIX = {
    "record": "records",
    "level": "skills",
    "records": "skills",
    "note": "skills",
    "answer": "questions",
    "consent": "consents",
}


@dataclass(frozen=True)
class Section:
    """One part. `faults`: how many things submission would refuse here; `is_begun`: whether
    anything stands here; `note` says how much, where that is worth a word; `waits`: whether
    nothing can be written before the categories are chosen.
    """

    key: str
    label: Any
    faults: int
    is_begun: bool
    note: str = ""
    waits: bool = False

    @property
    def is_done(self) -> bool:
        return not self.faults and self.is_begun


def section_of(name: str, draft: Draft) -> str:
    """The part in which a value is written. A question that a file answers is an attachment."""
    if name in OF_COLUMN:
        return OF_COLUMN[name]
    prefix, _dash, rest = name.partition("-")
    if prefix == "answer" and int(rest) in file_questions(draft):
        return "attachments"
    return OF_PREFIX[prefix]


def file_questions(draft: Draft) -> dict[int, dict[str, Any]]:
    """Number → question, of those that a file answers and that are asked of this applicant."""
    asked = draft.asked.questions_for(draft.values["categories"])
    return {row["number"]: row for row in asked if row["kind"] == QuestionKind.FILE}


def offered(draft: Draft) -> list[str]:
    """The keys of the parts that this application has: no page without a question."""
    asked = draft.asked.questions_for(draft.values["categories"])
    written = any(row["kind"] != QuestionKind.FILE for row in asked)
    return [key for key in LABELS if key != "questions" or written]


def sections(draft: Draft, faults: Faults) -> list[Section]:
    """Every part with how far it is."""
    missing = dict.fromkeys(LABELS, 0)
    for name, sentences in faults.items():
        missing[section_of(name, draft)] += len(sentences)
    begun = {section_of(name, draft) for name, value in draft.values.items() if value}
    if draft.attachments:
        begun.add("attachments")
    notes = {
        "records": _count(len(record_numbers(draft.values))),
        "attachments": _count(len(draft.attachments)),
    }
    return [
        Section(
            key,
            LABELS[key],
            missing[key],
            key in begun,
            notes.get(key, ""),
            waits=key == "skills" and not draft.values["categories"],
        )
        for key in offered(draft)
    ]


def _count(number: int) -> str:
    return str(_("%(number)s件") % {"number": number}) if number else ""
