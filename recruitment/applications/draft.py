"""The working copy as one flat dictionary of named values, read in one query.

A name is the same in the form, in what is saved field by field, in what submission refuses and on
the review page: a column's own name (`motive`), or one of

    categories                    codes
    consent-<purpose>             whether the text in force is agreed to
    level-<category>-<number>     the level claimed for a skill item; records-… and note-… beside it
    answer-<number>               the answer to a question of the round
    record-<number>-<column>      one track record
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date, parse_datetime

from accounts.actions import IDENTITY
from accounts.models import ConsentText
from common.compiled import compiled
from recruitment.applications.models import (
    Answer,
    Application,
    ApplicationStatus,
    Attachment,
    SelfAssessment,
    TrackRecord,
)
from recruitment.calls import queries as calls
from recruitment.calls.models import Question, Round, RoundCategory
from recruitment.standards.models import SkillItem

CONTACT = ["postal_code", "prefecture", "municipality", "phone"]
WORK = ["employer", "position", "industry", "qualifications"]
CONDITIONS = [
    "fields_driven", "is_full_time", "days_per_week", "remote_share", "prefectures",
    "earliest_start", "employer_consents", "pay_band",
]  # fmt: skip
COLUMNS = [*IDENTITY, *CONTACT, *WORK, "motive", *CONDITIONS]
RECORD = [
    "title", "started_on", "ended_on", "body_kind", "body_size", "field", "role", "action",
    "result", "reference",
]  # fmt: skip
DATES = {"started_on", "ended_on"}
INSTANTS = ["deadline", "taken_until", "now"]
STANDING = ["is_seated", *INSTANTS]


@dataclass(frozen=True)
class Asked:
    """What the round asks: rows as dictionaries of their columns.

    `categories` are those that it offers, in order; `items` their skill items; `consents` the
    texts in force.
    """

    categories: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    consents: list[dict[str, Any]] = field(default_factory=list)

    def items_of(self, codes: list[str]) -> list[dict[str, Any]]:
        """The skill items of these categories, in order."""
        return [item for item in self.items if item["category"] in codes]

    def questions_for(self, codes: list[str]) -> list[dict[str, Any]]:
        """The questions to who applies in these categories."""
        return [row for row in self.questions if row["category"] in [None, *codes]]


@dataclass(frozen=True)
class Draft:
    """The working copy of one application, read at one instant; `changed` are values that were
    stored since.
    """

    application: Application
    parts: dict[str, Any]
    changed: dict[str, Any] = field(default_factory=dict)

    @property
    def is_entered(self) -> bool:
        """Whether staff write it, from paper; a correction is written by who has an account."""
        row = self.application
        begun = row.status == ApplicationStatus.DRAFT
        return row.is_on_paper and (begun or row.person.user_id is None)

    @cached_property
    def standing(self) -> calls.Standing:
        """Until when its applicant may write, and what the clock said at the reading."""
        said = self.parts["standing"]
        instants = {name: parse_datetime(said[name] or "") for name in INSTANTS}
        return calls.Standing(is_seated=said["is_seated"], **instants)  # type: ignore[arg-type]

    @cached_property
    def asked(self) -> Asked:
        offered, items = self.parts["offered"], self.parts["items"]
        offered.sort(key=lambda row: row["order"])
        items.sort(key=lambda row: (row["order"], row["number"]))
        questions = sorted(self.parts["questions"], key=lambda row: row["number"])
        return Asked(offered, items, questions, self.parts["texts"])

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The track records, each a dictionary of its columns and its number."""
        found = sorted(self.parts["records"], key=lambda row: row["number"])
        rows = [
            row | {name: parse_date(row[name]) if row[name] else None for name in DATES}
            for row in found
        ]
        for row in rows:
            names = {f"record-{row['number']}-{name}": name for name in RECORD}
            row |= {names[name]: value for name, value in self.changed.items() if name in names}
        return rows

    @property
    def attachments(self) -> list[dict[str, Any]]:
        """The current files: public_id, name, content_type, size, digest, question (its number)."""
        return sorted(self.parts["attachments"], key=lambda row: row["pk"])

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every named value. Unassessed items, unanswered questions and consents not given are
        there too.
        """
        return dict(self._values()) | self.changed

    def _values(self) -> Iterator[tuple[str, Any]]:
        for name in COLUMNS:
            yield name, getattr(self.application, name)
        codes = [row["code"] for row in self.asked.categories]
        yield "categories", [code for code in codes if code in self.parts["categories"]]
        agreed = self.parts["consents"]
        for text in self.asked.consents:
            yield f"consent-{text['purpose']}", text["pk"] in agreed
        yield from self._skills()
        answers = {row["number"]: row["text"] for row in self.parts["answers"]}
        for question in self.asked.questions:
            yield f"answer-{question['number']}", answers.get(question["number"], "")
        for record in self.records:
            for name in RECORD:
                yield f"record-{record['number']}-{name}", record[name]

    def _skills(self) -> Iterator[tuple[str, Any]]:
        said = {row["item"]: row for row in self.parts["skills"]}
        nothing: dict[str, Any] = {"level": None, "note": "", "records": []}
        for item in self.asked.items:
            found = said.get(item["pk"], nothing)
            yield skill("level", item), found["level"]
            yield skill("records", item), [str(number) for number in sorted(found["records"])]
            yield skill("note", item), found["note"]


def skill(kind: str, item: dict[str, Any]) -> str:
    """The name of a skill item's level, records or note."""
    return f"{kind}-{item['category']}-{item['number']}"


def of(application: Application) -> Draft:
    """The working copy of this row: its columns as the instance has them, all else read now."""
    [[parts]] = _parts_of(application.pk)
    return Draft(application, json.loads(parts))


@compiled
def _parts_of(application_id: int) -> "QuerySet[Application, Any]":
    return Application.objects.filter(pk=application_id).order_by().values_list(parts())


def parts() -> JSONObject:
    """Everything that belongs to the working copy of an application, and what its round asks."""
    return JSONObject(**_parts())


def _parts() -> dict[str, Any]:
    own = {"application": OuterRef("pk")}
    through = Application.consents.through.objects.filter(application_id=OuterRef("pk"))
    offers = RoundCategory.objects.filter(round=OuterRef("round"))
    items = SkillItem.objects.filter(category__in=_offered())
    rounds = Round.objects.filter(pk=OuterRef("round"))
    standings = calls.standings(rounds, OuterRef(OuterRef("person")))
    return {
        "standing": Subquery(standings.values(json=JSONObject(**{n: F(n) for n in STANDING}))),
        "categories": ArraySubquery(
            Application.categories.through.objects.filter(application_id=OuterRef("pk")).values(
                "category__code"
            )
        ),
        "consents": ArraySubquery(through.values("consenttext_id")),
        "records": _rows(TrackRecord.objects.filter(**own), "number", "is_result_asked", *RECORD),
        "skills": _rows(
            SelfAssessment.objects.filter(**own), "item", "level", "note", records=_evidence()
        ),
        "answers": _rows(Answer.objects.filter(**own), "text", number=F("question__number")),
        "attachments": _rows(
            Attachment.objects.current().filter(**own),
            "pk", "public_id", "name", "content_type", "size", "digest",
            question=F("question__number"),
        ),
        "offered": _rows(
            offers,
            pk=F("category"), code=F("category__code"), order=F("category__order"),
            name=F("category__name"), name_en=F("category__name_en"),
        ),
        "items": _rows(
            items,
            "pk", "number", "name", "name_en", "description", "description_en",
            category=F("category__code"), order=F("category__order"),
        ),
        "questions": _rows(
            Question.objects.filter(round=OuterRef("round")),
            "pk", "number", "kind", "label", "label_en", "help", "help_en", "choices", "choices_en",
            "is_required", category=F("category__code"),
        ),
        "texts": _rows(
            ConsentText.objects.in_force(), "pk", "purpose", "version", "text", "text_en"
        ),
    }  # fmt: skip


def _offered() -> "QuerySet[RoundCategory, int]":
    """The categories of the application's round, from inside a subquery of its own."""
    return RoundCategory.objects.filter(round=OuterRef(OuterRef("round"))).values_list(
        "category", flat=True
    )


def _evidence() -> ArraySubquery:
    through = SelfAssessment.records.through.objects.filter(selfassessment_id=OuterRef("pk"))
    return ArraySubquery(through.values("trackrecord__number"))


def _rows(rows: "QuerySet[Any]", *names: str, **more: Any) -> ArraySubquery:
    """The rows as an array of JSON objects."""
    columns = {name: F(name) for name in names}
    return ArraySubquery(rows.values(json=JSONObject(**columns, **more)))
