"""Applications as people really make them: through the actions."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from common import uploads
from recruitment.applications import actions
from recruitment.applications import draft as drafts
from recruitment.applications.draft import Asked, Draft, skill
from recruitment.applications.merging import mark
from recruitment.applications.models import Application, Attachment
from recruitment.calls.models import Question, Round
from tests import factories
from tests.calls.situations import pdf_bytes

COMPLETE: dict[str, Any] = {
    "family_name": "髙橋",
    "given_name": "葛󠄀",
    "family_name_kana": "タカハシ",
    "given_name_kana": "カズラ",
    "family_name_latin": "Takahashi",
    "given_name_latin": "Kazura",
    "shown_family_name": "",
    "shown_given_name": "",
    "birth_date": dt.date(1985, 6, 1),
    "postal_code": "4130504",
    "prefecture": "22",
    "municipality": "河津町",
    "phone": "0558-00-0000",
    "industry": "G",
    "employer": "架空システム株式会社",
    "position": "部長",
    "qualifications": "",
    "motive": "窓口の待ち時間を短くしたい。",
    "fields_driven": ["front_office", "bpr"],
    "is_full_time": False,
    "days_per_week": 2,
    "remote_share": "half",
    "prefectures": ["13", "22"],
    "earliest_start": None,
    "employer_consents": True,
    "pay_band": "negotiable",
    "record-1-title": "窓口予約の全庁導入",
    "record-1-started_on": dt.date(2023, 4, 1),
    "record-1-ended_on": dt.date(2024, 9, 1),
    "record-1-body_kind": "city",
    "record-1-body_size": "to_200k",
    "record-1-field": "front_office",
    "record-1-role": "推進責任者",
    "record-1-action": "7課の手続を一つの予約に統合した。",
    "record-1-result": "待ち時間を平均41分から12分に短縮した。",
    "record-1-reference": "",
}
LEVEL = 4
PAGES = ["categories", "person", "work", "skills", "conditions", "consents"]


def complete(asked: Asked, codes: tuple[str, ...]) -> dict[str, Any]:
    """Every value of a complete application in these categories."""
    values = COMPLETE | {"categories": list(codes)}
    for item in asked.items_of(list(codes)):
        values |= {skill("level", item): LEVEL, skill("records", item): ["1"]}
    return values | {f"consent-{text['purpose']}": True for text in asked.consents}


def drafted(
    round: Round, by: User, codes: tuple[str, ...] = ("producer",), **values: Any
) -> Application:
    """A complete draft that nobody has submitted."""
    application = actions.start(round, by=by)
    everything = complete(drafts.of(application).asked, codes) | values
    return actions.save(application, by=by, values=everything).draft.application


def submitted(
    round: Round, by: User, codes: tuple[str, ...] = ("producer",), **values: Any
) -> Application:
    """A draft that its applicant has submitted just now."""
    application = drafted(round, by, codes, **values)
    return actions.submit(application, by=by, arrived_at=timezone.now())


def part(application: Application, key: str) -> str:
    """The address of a part of the application."""
    return f"/applications/{application.public_id}/edit/{key}/"


def marks(application: Application) -> dict[str, str]:
    """What a page that is opened now carries as seen."""
    return {name: mark(value) for name, value in standing(application).values.items()}


def asking(round: Round, *questions: dict[str, Any]) -> list[Question]:
    """The round's own questions, numbered in this order."""
    return [
        factories.question(round, **{"label": f"質問{number}"} | facts)
        for number, facts in enumerate(questions, start=1)
    ]


def attached(
    application: Application,
    by: User,
    name: str = "職務経歴.pdf",
    content: bytes | None = None,
    question: Question | None = None,
) -> Attachment:
    """A file that the applicant attached, checked as the page does."""
    file = SimpleUploadedFile(name, content or pdf_bytes())
    return actions.attach(application, file, uploads.check(file), by=by, question=question)


def standing(application: Application) -> Draft:
    """The draft as it stands in the database, and not as this row was read."""
    return drafts.of(Application.objects.get(pk=application.pk))


def now_said(application: Application, name: str) -> Any:
    """One value of the draft as it stands."""
    return standing(application).values[name]
