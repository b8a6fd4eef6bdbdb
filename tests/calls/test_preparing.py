"""What a round asks, offers and says while it is a draft; what stays from the announcement on."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from recruitment.calls import actions
from recruitment.calls.models import Question, QuestionKind, Round, RoundCategory
from recruitment.standards.models import Category, SkillStandard
from tests import factories
from tests.calls.situations import pdf_bytes, round_fields
from tests.world import build

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)
TEXT = {"kind": "text", "label": "何を変えますか。", "label_en": "", "help": "", "help_en": ""}
TEXT |= {"choices": "", "choices_en": "", "category": ""}


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def pdf(name: str = "../../要項.exe.pdf", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf_bytes(), content_type="text/html")


def labels(round: Round) -> list[tuple[int, str]]:
    return list(round.questions.order_by("number").values_list("number", "label"))


# Questions


def test_questions_are_asked_in_the_order_that_staff_give_them(
    staff: User, draft_round: Round
) -> None:
    first, second, third = (
        actions.add_question(draft_round, by=staff, kind=QuestionKind.TEXT, label=label)
        for label in "一二三"
    )
    actions.move_question(third, by=staff, steps=-1)
    assert labels(draft_round) == [(1, "一"), (2, "三"), (3, "二")]
    actions.move_question(Question.objects.get(label="一"), by=staff, steps=-1)
    assert labels(draft_round)[0] == (1, "一"), "nothing stands before the first"
    actions.remove_question(first, by=staff)
    assert labels(draft_round) == [(1, "三"), (2, "二")]


def test_a_question_is_added_and_edited_at_the_desk(desk: Client, draft_round: Round) -> None:
    fields = TEXT | {"kind": "choice", "choices": "はい\nいいえ", "choices_en": "Yes\nNo"}
    assert desk.post("/desk/rounds/FY2026/questions/", fields).status_code == 302
    question = draft_round.questions.get()
    assert question.pairs == [("はい", "はい"), ("いいえ", "いいえ")]
    with translation.override("en"):
        assert question.pairs == [("はい", "Yes"), ("いいえ", "No")]
    desk.post("/desk/rounds/FY2026/questions/1/", TEXT | {"choices": "消える", "is_required": "on"})
    question.refresh_from_db()
    assert (question.kind, question.choices, question.is_required) == ("text", "", True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"label": ""}, "label"),
        ({"kind": "choice"}, "choices"),
        ({"kind": "choice", "choices": "一つ"}, "choices"),
        ({"kind": "choice", "choices": "同じ\n同じ"}, "choices"),
        ({"kind": "choice", "choices": "甲\n乙", "choices_en": "A"}, "choices_en"),
        ({"kind": "essay"}, "kind"),
        ({"category": "0"}, "category"),
    ],
)
def test_a_question_that_cannot_be_gets_a_sentence_beside_the_field(
    desk: Client, draft_round: Round, change: dict, field: str
) -> None:
    answer = desk.post("/desk/rounds/FY2026/questions/", TEXT | {"help": "消えないで"} | change)
    assert field in answer.context["form"].errors
    assert "消えないで" in answer.content.decode()
    assert not Question.objects.exists()


def test_a_question_is_for_a_category_that_the_round_offers(
    staff: User, draft_round: Round, standard: SkillStandard
) -> None:
    closed = standard.categories.get(code="engineer")
    with pytest.raises(PermissionDenied, match="この公募で募集する人材類型だけ"):
        actions.add_question(
            draft_round, by=staff, kind=QuestionKind.TEXT, label="?", category=closed
        )


def test_an_announced_round_keeps_its_questions(staff: User, open_round: Round) -> None:
    question = factories.question(open_round)
    for change in (
        lambda: actions.add_question(open_round, by=staff, kind="text", label="?"),
        lambda: actions.edit_question(question, by=staff, label="?"),
        lambda: actions.move_question(question, by=staff, steps=1),
        lambda: actions.remove_question(question, by=staff),
    ):
        with pytest.raises(PermissionDenied, match="公示した後は"):
            change()


def test_the_database_keeps_what_an_announced_round_asks_and_offers(open_round: Round) -> None:
    question, offer = factories.question(open_round), open_round.offers.first()
    closed = Category.objects.get(code="engineer")
    other = SkillStandard.objects.create(
        version="x", title="x", title_en="x", effective_on="2026-01-01"
    )
    changes: list[Callable[[], object]] = [
        lambda: Question.objects.create(round=open_round, number=2, kind="text", label="?"),
        lambda: Question.objects.filter(pk=question.pk).update(label="?"),
        lambda: Question.objects.filter(pk=question.pk).delete(),
        lambda: RoundCategory.objects.filter(pk=offer.pk).delete(),
        lambda: RoundCategory.objects.create(
            round=open_round, category=closed, standard=open_round.standard
        ),
        lambda: Round.objects.filter(pk=open_round.pk).update(standard=other),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="announced_round_keeps"), transaction.atomic():
            change()


def test_the_database_refuses_to_move_a_question_into_an_announced_round(
    draft_round: Round, standard: SkillStandard
) -> None:
    question = factories.question(draft_round)
    other = factories.announced_round(standard, opens_at=NOW(), closes_at=NOW() + HOUR, number=2)
    with pytest.raises(IntegrityError, match="announced_round_keeps"):
        Question.objects.filter(pk=question.pk).update(round=other)


# Files


def test_a_file_is_kept_under_a_random_name_and_served_as_a_download(
    desk: Client, client: Client, draft_round: Round, store: Path
) -> None:
    fields = {"kind": "guideline", "name": "募集要項", "name_en": "Guideline", "file": pdf()}
    assert desk.post("/desk/rounds/FY2026/files/", fields).status_code == 302
    row = draft_round.files.get()
    assert client.get(row.get_absolute_url()).status_code == 404, "a draft's file is not public"
    assert b"".join(desk.get(row.get_absolute_url()).streaming_content) == pdf_bytes()
    [stored] = [path for path in store.rglob("*") if path.is_file()]
    assert "要項" not in stored.name
    factories.move(draft_round, "announce", by=None, source="tests", announced_at=NOW(),
                   opens_at=NOW(), closes_at=NOW() + HOUR)  # fmt: skip
    answer = client.get(row.get_absolute_url())
    assert b"".join(answer.streaming_content) == pdf_bytes()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>"),
        ("a.pdf", pdf_bytes()[:-20]),
        ("a.pdf", b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024)),
        ("a.pdf", b""),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_by_its_content(
    desk: Client, draft_round: Round, store: Path, name: str, content: bytes
) -> None:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    fields = {"kind": "guideline", "name": "消えないで", "file": file}
    answer = desk.post("/desk/rounds/FY2026/files/", fields)
    assert list(answer.context["form"].errors) == ["file"]
    assert "消えないで" in answer.content.decode()
    assert not draft_round.files.exists()
    assert not list(store.rglob("*.pdf"))


def test_a_removed_file_leaves_the_store_once_that_is_certain(
    desk: Client, draft_round: Round, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    row = factories.file_of(draft_round)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/desk/rounds/FY2026/files/{row.public_id}/remove/")
    assert not draft_round.files.exists()
    assert not list(store.rglob("*.pdf"))


# Preview and copy


def test_the_preview_is_the_public_page_and_the_public_has_none(
    desk: Client, client: Client, draft_round: Round
) -> None:
    Round.objects.update(description="# 募集\n\n**大切**", contact="架空課\n03-0000-0000")
    factories.question(draft_round, label="何年の経験がありますか。")
    page = desk.get("/desk/rounds/FY2026/preview/").content.decode()
    for words in ("下見", "<h3>募集</h3>", "<strong>大切</strong>", "架空課<br>", "何年の経験"):
        assert words in page
    assert "応募を始める" not in page
    assert client.get("/calls/FY2026/").status_code == 404
    assert client.get("/desk/rounds/FY2026/preview/").status_code == 302


def test_a_copy_takes_words_and_questions_and_leaves_dates_and_files(
    staff: User, open_round: Round, standard: SkillStandard
) -> None:
    producer = standard.categories.get(code="producer")
    factories.question(open_round, label="全員へ")
    factories.question(open_round, label="類型へ", category=producer)
    factories.file_of(open_round)
    Round.objects.update(contact="架空課", description="説明", grace_seconds=60)
    open_round.refresh_from_db()
    copy = actions.copy_round(open_round, by=staff, fiscal_year=2027, number=1)
    assert (copy.code, copy.status, copy.contact, copy.description) == (
        "FY2027", "draft", "架空課", "説明",
    )  # fmt: skip
    assert [row.label for row in copy.questions.all()] == ["全員へ", "類型へ"]
    assert [offer.category.code for offer in copy.offers.all()] == [
        "producer", "project_manager", "service_designer",
    ]  # fmt: skip
    assert (copy.opens_at, copy.closes_at, copy.grace_seconds) == (None, None, 0)
    assert not copy.files.exists()


def test_a_copy_follows_the_standard_now_in_force(
    staff: User, open_round: Round, standard: SkillStandard
) -> None:
    designer = standard.categories.get(code="service_designer")
    factories.question(open_round, label="無くなる類型へ", category=designer)
    newer = SkillStandard.objects.create(
        version="2026-09", title="新", title_en="New", effective_on=timezone.localdate()
    )
    kept = Category.objects.create(
        standard=newer, code="producer", name="x", name_en="x", order=1, is_open=True
    )
    copy = actions.copy_round(open_round, by=staff, fiscal_year=2027, number=1)
    assert [offer.category for offer in copy.offers.all()] == [kept]
    assert copy.standard == newer
    assert not copy.questions.exists()


def test_staff_copy_a_round_at_the_desk(desk: Client, open_round: Round) -> None:
    taken = desk.post("/desk/rounds/FY2026/copy/", {"fiscal_year": "2026", "number": "1"})
    assert list(taken.context["form"].errors) == ["number"]
    made = desk.post("/desk/rounds/FY2026/copy/", {"fiscal_year": "2027", "number": "1"})
    assert made.headers["Location"] == "/desk/rounds/FY2027/edit/"


# Single facts


@pytest.mark.parametrize("address", ["http://guide.example/", "javascript:alert(1)", "ftp://a.b/"])
def test_the_guide_stands_on_the_secure_web_or_nowhere(
    desk: Client, standard: SkillStandard, address: str
) -> None:
    fields = round_fields(standard, NOW(), NOW() + HOUR, rubric_url=address)
    answer = desk.post("/desk/rounds/new/", fields)
    assert list(answer.context["form"].errors) == ["rubric_url"]


def test_the_guide_is_no_business_of_the_public(client: Client, open_round: Round) -> None:
    Round.objects.update(rubric_url="https://guide.tests.example/")
    assert "guide.tests.example" not in client.get("/calls/FY2026/").content.decode()


def test_a_long_grace_is_refused_beside_the_field(desk: Client, standard: SkillStandard) -> None:
    fields = round_fields(standard, NOW(), NOW() + HOUR, grace_seconds="601")
    assert "600" in str(desk.post("/desk/rounds/new/", fields).context["form"].errors)
    assert not Round.objects.exists()


def test_the_committee_and_the_desk_find_the_way_to_the_guide(db: None, signed_in: SignIn) -> None:
    world = build()
    evaluating = world.rounds["evaluating"]
    Round.objects.filter(pk=evaluating.pk).update(rubric_url="https://guide.tests.example/")
    link = 'href="https://guide.tests.example/" rel="noopener noreferrer external"'
    evaluator = signed_in(world.people["evaluator"])
    pages = ["/evaluation/", world.rows["evaluation of evaluator"].get_absolute_url()]
    assert [link in evaluator.get(page).content.decode() for page in pages] == [True, True]
    desk = signed_in(world.people["staff"])
    assert link in desk.get(f"/desk/rounds/{evaluating.code}/").content.decode()
