"""Rows for tests.

Nothing is random: a name carries its sequence number, and statuses are put by the real moves.
"""

import datetime as dt
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts import actions as accounts
from accounts.models import (
    ConsentPurpose,
    ConsentText,
    GovernmentKind,
    LocalGovernment,
    Person,
    User,
)
from common.digest import digest
from common.workflow import begin, move
from recruitment.applications import listing
from recruitment.applications.models import Application, Candidacy, Submission
from recruitment.calls.models import (
    Question,
    QuestionKind,
    Round,
    RoundCategory,
    RoundFile,
    RoundStatus,
)
from recruitment.evaluation.models import Decision, Outcome
from recruitment.standards.models import (
    Category,
    DefaultCriterion,
    ItemKind,
    SkillItem,
    SkillLevel,
    SkillStandard,
)
from roster.registry.models import Registrant, Registration
from tests.calls.situations import pdf_bytes
from training.models import EnrolledCandidacy, Enrolment, Module, Programme

SOURCE = "tests"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@tests.example")

    @factory.post_generation
    # type: ignore[misc]
    def verified(self: User, create: bool, extracted: Any, **kwargs: Any) -> None:
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class LocalGovernmentFactory(DjangoModelFactory[LocalGovernment]):
    class Meta:
        model = LocalGovernment
        django_get_or_create = ("code",)

    code = "223026"
    kind = GovernmentKind.TOWN
    prefecture = "22"
    name = "河津町"
    kana = "カワヅチョウ"
    county = "賀茂郡"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    family_name = "髙橋"
    given_name = factory.Sequence(lambda number: f"陽{number}")
    family_name_kana = "タカハシ"
    given_name_kana = "ヨウ"
    family_name_latin = "Takahashi"
    given_name_latin = "Yo"
    birth_date = dt.date(1980, 4, 1)
    email = factory.Sequence(lambda number: f"known{number}@tests.example")
    name_key = factory.LazyAttribute(
        lambda person: accounts.name_key(
            {name: getattr(person, name, "") for name in accounts.IDENTITY}
        )
    )


def standard() -> SkillStandard:
    """The standard of September 2022, small: two items a category, five levels, a default criterion
    for each.
    """
    row, made = SkillStandard.objects.get_or_create(
        version="2022-09",
        defaults={
            "title": "自治体DX推進のための外部人材スキル標準",
            "title_en": "Skill Standards for External Personnel to Promote Municipal DX",
            "effective_on": dt.date(2022, 9, 1),
        },
    )
    if made:
        consent_texts()
        for order, (code, name, name_en) in enumerate(CATEGORIES, start=1):
            category(row, order, code, name, name_en)
    return row


def consent_texts() -> None:
    """One text for each purpose, in its first version."""
    for order, purpose in enumerate(ConsentPurpose, start=1):
        text = f"{purpose.label}に同意します。"
        ConsentText.objects.get_or_create(
            purpose=purpose,
            version=1,
            defaults={"order": order, "text": text, "text_en": f"I agree to {purpose.value}."},
        )


CATEGORIES = [
    ("producer", "プロデューサー", "Producer"),
    ("project_manager", "プロジェクトマネージャー", "Project manager"),
    ("service_designer", "サービスデザイナー", "Service designer"),
    ("engineer", "エンジニア", "Engineer"),
]


def category(row: SkillStandard, order: int, code: str, name: str, name_en: str) -> Category:
    made = Category.objects.create(
        standard=row, code=code, name=name, name_en=name_en, order=order, is_open=code != "engineer"
    )
    for number in (1, 2):
        item = SkillItem.objects.create(
            category=made,
            number=number,
            kind=ItemKind.SKILL,
            name=f"{name}の項目{number}",
            name_en=f"{name_en} {number}",
        )
        for level in range(1, 6):
            SkillLevel.objects.create(
                item=item, level=level, text=f"水準{level}", text_en=f"Level {level}"
            )
        anchors = {f"anchor_{point}": f"{item.name} {point}" for point in range(1, 6)}
        DefaultCriterion.objects.create(
            item=item, name=item.name, name_en=item.name_en, weight=50, **anchors
        )
    return made


def round_with(standard: SkillStandard, **facts: Any) -> Round:
    """A round in draft with the open categories of its standard."""
    row = Round.objects.create(
        standard=standard, **{"fiscal_year": 2026, "plan_version": "4.0"} | facts
    )
    begin(row, by=None, source=SOURCE)
    for offered in standard.categories.offered():
        RoundCategory.objects.create(round=row, category=offered, standard=standard)
    return row


def announced_round(
    standard: SkillStandard, *, opens_at: dt.datetime, closes_at: dt.datetime, **facts: Any
) -> Round:
    row = round_with(standard, opens_at=opens_at, closes_at=closes_at, **facts)
    announced = min(opens_at, timezone.now()) - dt.timedelta(days=6)
    move(row, "announce", by=None, source=SOURCE, announced_at=announced)
    return row


def question(row: Round, **facts: Any) -> Question:
    """A further question of the round, the last one; also where the database would refuse it
    because the round is announced: as if it had been asked before.
    """
    status = row.status
    Round.objects.filter(pk=row.pk).update(status=RoundStatus.DRAFT)
    usual = {"kind": QuestionKind.TEXT, "label": "何を変えますか。"}
    made = Question.objects.create(round=row, number=row.questions.count() + 1, **usual | facts)
    Round.objects.filter(pk=row.pk).update(status=status)
    return made


def file_of(row: Round, **facts: Any) -> RoundFile:
    """A file of the call, with a few bytes in the store."""
    usual = {"kind": "guideline", "name": "募集要項", "extension": ".pdf", "size": 400}
    kept = {"content_type": "application/pdf", "file": ContentFile(pdf_bytes(), name="a.pdf")}
    return RoundFile.objects.create(round=row, **usual | kept | facts)


def advance(row: Round, *verbs: str) -> Round:
    """Take the round's arrows without asking any stage whether it may: for tests of what comes
    after.
    """
    facts: dict[str, dict[str, Any]] = {"release_results": {"released_at": timezone.now()}}
    for verb in verbs:
        move(row, verb, by=None, source=SOURCE, **facts.get(verb, {}))
    return row


def submitted(
    row: Round, person: Person | None = None, codes: tuple[str, ...] = ("producer",), **facts: Any
) -> Application:
    """A submitted application with its snapshot and candidacies, past the form and the deadline."""
    person = person or PersonFactory()
    identity = {name: getattr(person, name) for name in accounts.IDENTITY}
    answers = {
        "prefecture": "22",
        "industry": "G",
        "employer": "架空システム株式会社",
        "motive": "窓口を変えたい。",
    } | facts
    application = Application.objects.create(round=row, person=person, **identity, **answers)
    begin(application, by=None, source=SOURCE)
    categories = list(Category.objects.filter(standard=row.standard, code__in=codes))
    application.categories.set(categories)
    Round.objects.filter(pk=row.pk).update(last_receipt=row.last_receipt + 1)
    row.last_receipt += 1
    number = f"{row.code}-{row.last_receipt:04d}"
    content = {
        **identity,
        **answers,
        "categories": list(codes),
        "birth_date": str(person.birth_date),
    }
    now = timezone.now()
    Submission.objects.create(
        application=application, number=1, content=content, digest=digest(content), arrived_at=now
    )
    for chosen in categories:
        begin(
            Candidacy.objects.create(application=application, round=row, category=chosen),
            by=None,
            source=SOURCE,
        )
    move(application, "submit", by=None, source=SOURCE, receipt_number=number, submitted_at=now)
    listing.refresh(application)
    return application


def accepted(
    row: Round, person: Person | None = None, codes: tuple[str, ...] = ("producer",), **facts: Any
) -> Application:
    application = submitted(row, person, codes, **facts)
    move(application, "accept", by=None, source=SOURCE)
    return application


def passed(
    row: Round, person: Person | None = None, codes: tuple[str, ...] = ("producer",), **facts: Any
) -> Application:
    """An application whose every candidacy has passed, with a decision each."""
    application = accepted(row, person, codes, **facts)
    day = timezone.localdate()
    for candidacy in application.candidacies.all():
        Decision.objects.create(
            candidacy=candidacy, version=1, outcome=Outcome.PASS, reason="合格相当", decided_on=day
        )
        move(candidacy, "pass_", by=None, source=SOURCE, decided_on=day)
    return application


def enrolled(application: Application) -> Enrolment:
    """The applicant in the programme of the round (made when missing, with two modules), for all
    passed candidacies.
    """
    programme, made = Programme.objects.get_or_create(round=application.round)
    if made:
        for order, title in enumerate(["地方自治制度", "情報セキュリティ"], start=1):
            Module.objects.create(
                programme=programme, order=order, title=title, title_en=f"Module {order}"
            )
    enrolment = Enrolment.objects.create(person=application.person, programme=programme)
    begin(enrolment, by=None, source=SOURCE)
    for candidacy in application.candidacies.filter(status="passed"):
        EnrolledCandidacy.objects.create(enrolment=enrolment, candidacy=candidacy)
    return enrolment


def completed(application: Application, on: dt.date | None = None) -> Enrolment:
    enrolment = enrolled(application)
    day = on or timezone.localdate()
    move(enrolment, "record", by=None, source=SOURCE, completed_on=day, basis={"rule": SOURCE})
    return enrolment


def registered(application: Application, on: dt.date | None = None) -> list[Registration]:
    """The applicant on the list in every passed category, without a sheet, in no edition yet."""
    enrolment = completed(application, on)
    registrant, _made = Registrant.objects.get_or_create(
        person=application.person,
        defaults={
            name: getattr(application, name) for name in ("prefecture", "industry", "employer")
        },
    )
    day = on or timezone.localdate()
    rows = []
    for trained in enrolment.enrolled_candidacies.all():
        row = Registration.objects.create(
            registrant=registrant,
            category=trained.candidacy.category,
            category_code=trained.candidacy.category.code,
            candidacy=trained.candidacy,
            enrolment=enrolment,
            registered_on=day,
            valid_until=day.replace(year=day.year + 3) - dt.timedelta(days=1),
        )
        begin(row, by=None, source=SOURCE)
        rows.append(row)
    return rows
