"""Questions of the public: anybody asks, the ministry answers, nobody is named."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.workflow import MoveRefused, move
from recruitment.calls import actions
from recruitment.calls.models import PublicQuestion, PublicQuestionStatus, Round
from recruitment.standards.models import SkillStandard
from tests import factories

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)
ASKER = "asker@tests.example"
ASKED = "河津町の山田ですが、年齢の上限はありますか。"
TEXTS = {"wording": "年齢の上限はありますか。", "answer": "**ありません。**"}
ASK = "/calls/FY2026/questions/ask/"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


@pytest.fixture
def asked(open_round: Round) -> PublicQuestion:
    return actions.ask(open_round, asked=ASKED, email=ASKER)


def letters() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.order_by("id")]


ALLOWED = {
    ("answer", "waiting"), ("answer", "answered"),
    ("publish", "waiting"), ("publish", "answered"), ("publish", "published"),
    ("unpublish", "published"), ("decline", "waiting"), ("reconsider", "declined"),
}  # fmt: skip


@pytest.mark.parametrize("status", PublicQuestionStatus)
@pytest.mark.parametrize("verb", PublicQuestion.MOVES)
def test_every_verb_from_every_status(
    open_round: Round, staff: User, verb: str, status: str
) -> None:
    facts = {"wording": "?", "answer": "!", "published_at": NOW()}
    row = PublicQuestion.objects.create(round=open_round, asked="?", status=status, **facts)
    if (verb, status) in ALLOWED:
        move(row, verb, by=staff)
    else:
        with pytest.raises(MoveRefused):
            move(row, verb, by=staff)


def test_anybody_asks_and_it_waits_for_the_desk(
    client: Client, desk: Client, open_round: Round
) -> None:
    sent = client.post(ASK, {"asked": ASKED, "email": ASKER, "website": ""})
    assert sent.headers["Location"] == "/calls/FY2026/questions/?sent=1"
    page = client.get(sent.headers["Location"]).content.decode()
    assert "質問を受け付けました" in page
    assert "山田" not in page
    row = PublicQuestion.objects.get()
    assert (row.status, row.email) == ("waiting", ASKER)
    assert [(line.by, line.source) for line in row.history.all()] == [(None, "public")]
    assert "山田" in desk.get("/desk/rounds/FY2026/inquiries/").content.decode()
    assert ASKER in desk.get(f"/desk/inquiries/{row.public_id}/").content.decode()


def test_who_has_signed_in_is_offered_the_own_address_and_not_kept(
    applicant: User, signed_in: SignIn, open_round: Round
) -> None:
    reader = signed_in(applicant)
    assert applicant.email in reader.get(ASK).content.decode()
    reader.post(ASK, {"asked": ASKED, "email": ""})
    row = PublicQuestion.objects.get()
    assert row.email == ""
    assert not [field for field in PublicQuestion._meta.fields if field.related_model is User], (
        "who is not stored cannot be told"
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"asked": " "}, "asked"),
        ({"asked": "あ" * 2001}, "asked"),
        ({"email": "nowhere"}, "email"),
        ({"website": "https://spam.example/"}, "website"),
    ],
)
def test_what_cannot_be_taken_keeps_its_text(
    client: Client, open_round: Round, change: dict, field: str
) -> None:
    answer = client.post(ASK, {"asked": ASKED, "email": ASKER, "website": ""} | change)
    assert list(answer.context["form"].errors) == [field]
    assert change.get("asked", ASKED).strip() in answer.content.decode()
    assert not PublicQuestion.objects.exists()


def test_a_flood_is_slowed_down_and_loses_no_text(client: Client, open_round: Round) -> None:
    for turn in range(10):
        assert client.post(ASK, {"asked": f"{ASKED}{turn}"}).status_code == 302
    answer = client.post(ASK, {"asked": ASKED})
    assert answer.status_code == 429
    assert "1時間ほどおいて" in answer.content.decode()
    assert ASKED in answer.content.decode()
    assert PublicQuestion.objects.count() == 10


def test_a_double_click_asks_once(client: Client, open_round: Round) -> None:
    for _press in range(2):
        assert client.post(ASK, {"asked": ASKED, "email": ASKER}).status_code == 302
    assert PublicQuestion.objects.count() == 1


def test_asking_ends_with_the_round(client: Client, open_round: Round) -> None:
    Round.objects.update(closes_at=NOW() - dt.timedelta(seconds=1))
    page = client.get("/calls/FY2026/").content.decode()
    assert "質問の受付は、公募の受付と同じ" in page
    assert client.get(ASK).status_code == 403
    with pytest.raises(PermissionDenied, match="終わりました"):
        actions.ask(open_round, asked="?")


def test_nobody_asks_about_a_draft(client: Client, draft_round: Round) -> None:
    assert client.get(ASK).status_code == 404


def test_a_published_answer_names_nobody_and_the_asker_is_told(
    client: Client, desk: Client, asked: PublicQuestion
) -> None:
    fields = TEXTS | {"version": "1", "publish": "1", "wording_en": "", "answer_en": ""}
    assert desk.post(f"/desk/inquiries/{asked.public_id}/", fields).status_code == 302
    for address in ("/calls/FY2026/", "/calls/FY2026/questions/"):
        page = client.get(address).content.decode()
        assert "年齢の上限" in page
        assert "<strong>ありません。</strong>" in page
        assert "山田" not in page
        assert ASKER not in page
    [letter] = letters()
    assert letter["to"] == ASKER
    assert "> **ありません。**" in letter["body"]


def test_an_answer_can_stay_between_two(
    client: Client, desk: Client, asked: PublicQuestion
) -> None:
    fields = {"wording": "", "answer": "個別にお答えします。", "version": "1", "answer_en": ""}
    assert desk.post(f"/desk/inquiries/{asked.public_id}/", fields).status_code == 302
    asked.refresh_from_db()
    assert asked.status == "answered"
    assert "個別に" not in client.get("/calls/FY2026/questions/").content.decode()
    assert [letter["to"] for letter in letters()] == [ASKER]


def test_publishing_asks_for_the_wording(desk: Client, asked: PublicQuestion) -> None:
    fields = {"wording": "", "answer": "消えないで", "version": "1", "publish": "1"}
    answer = desk.post(f"/desk/inquiries/{asked.public_id}/", fields)
    assert list(answer.context["form"].errors) == ["wording"]
    assert "消えないで" in answer.content.decode()


def test_a_question_without_an_address_is_answered_without_a_letter(
    staff: User, open_round: Round
) -> None:
    row = actions.ask(open_round, asked="?")
    actions.publish(row, by=staff, version=1, **TEXTS)
    assert letters() == []


def test_a_changed_answer_says_since_when_and_is_sent_again(
    staff: User, client: Client, asked: PublicQuestion
) -> None:
    actions.publish(asked, by=staff, version=1, **TEXTS)
    first = asked.published_at
    actions.publish(asked, by=staff, version=2, **TEXTS | {"answer": "65歳までです。"})
    assert asked.published_at == first
    assert "に改めました" in client.get("/calls/FY2026/questions/").content.decode()
    assert len(letters()) == 2
    actions.publish(asked, by=staff, version=3, **TEXTS | {"answer": "65歳までです。"})
    assert len(letters()) == 2, "a new wording alone is no new answer"


def test_of_two_who_answer_the_later_keeps_the_text(
    desk: Client, staff2: User, asked: PublicQuestion
) -> None:
    actions.answer(asked, by=staff2, version=1, **TEXTS)
    fields = {"wording": "?", "answer": "消えないで", "version": "1", "publish": "1"}
    late = desk.post(f"/desk/inquiries/{asked.public_id}/", fields)
    assert late.status_code == 409
    assert "消えないで" in late.content.decode()
    asked.refresh_from_db()
    assert asked.status == "answered"


def test_declining_keeps_its_reason_inside_and_can_be_reconsidered(
    client: Client, desk: Client, asked: PublicQuestion
) -> None:
    address = f"/desk/inquiries/{asked.public_id}"
    assert desk.post(f"{address}/decline/", {"reason": ""}).status_code == 200
    assert desk.post(f"{address}/decline/", {"reason": "関わりのない宣伝"}).status_code == 302
    assert "関わりのない宣伝" in desk.get(f"{address}/").content.decode()
    assert letters() == []
    assert desk.post(f"{address}/reconsider/").status_code == 302
    asked.refresh_from_db()
    assert asked.status == "waiting"


def test_an_answer_is_taken_off_the_page(
    staff: User, client: Client, desk: Client, asked: PublicQuestion
) -> None:
    actions.publish(asked, by=staff, version=1, **TEXTS)
    desk.post(f"/desk/inquiries/{asked.public_id}/unpublish/", {"reason": "誤りがあったため"})
    page = client.get("/calls/FY2026/questions/").content.decode()
    assert "年齢の上限" not in page
    assert "誤り" not in page


def test_the_desk_counts_what_waits(staff: User, desk: Client, open_round: Round) -> None:
    for turn in range(3):
        row = actions.ask(open_round, asked=f"質問{turn}")
    actions.publish(row, by=staff, version=1, **TEXTS)
    page = desk.get("/desk/rounds/FY2026/inquiries/").content.decode()
    for words in ("すべて 3", "回答待ち 2", "公開 1", "回答しない 0"):
        assert words in page
    waiting = desk.get("/desk/rounds/FY2026/inquiries/?status=waiting").content.decode()
    assert "質問0" in waiting
    assert "質問2" not in waiting
    assert "回答待ち 2件" in desk.get("/desk/rounds/FY2026/").content.decode()


def test_an_auditor_reads_and_answers_nothing(
    auditor: User, signed_in: SignIn, asked: PublicQuestion
) -> None:
    reader = signed_in(auditor)
    address = f"/desk/inquiries/{asked.public_id}/"
    assert "回答して公開する" not in reader.get(address).content.decode()
    assert reader.post(address, TEXTS | {"version": "1"}).status_code == 403
    assert reader.post(f"{address}decline/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"status": "answered"}, "answered_has_its_answer"),
        ({"status": "published", "answer": "!"}, "published_has_wording_and_date"),
        ({"status": "published", "answer": "!", "wording": "?"}, "published_has_wording_and_date"),
        ({"status": "lost"}, "status_is_known"),
        ({"asked": ""}, "asks_something"),
    ],
)
def test_the_database_refuses_half_an_answer(
    open_round: Round, facts: dict[str, str], rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PublicQuestion.objects.create(**{"round": open_round, "asked": "?"} | facts)


def test_the_page_of_a_call_shows_the_newest_answers_and_the_way_to_all(
    staff: User, client: Client, open_round: Round
) -> None:
    for turn in range(7):
        row = actions.ask(open_round, asked=f"{turn}?")
        actions.publish(row, by=staff, version=1, **TEXTS | {"wording": f"質問{turn}"})
    page = client.get("/calls/FY2026/").content.decode()
    assert [f"質問{turn}" in page for turn in range(7)] == [False] * 2 + [True] * 5
    assert 'href="/calls/FY2026/questions/"' in page
    assert client.get("/calls/FY2026/questions/").content.decode().count("<article") == 7


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_call_does_not_cost_more_for_more_of_anything(
    client: Client,
    staff: User,
    standard: SkillStandard,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    round = factories.announced_round(standard, opens_at=NOW() - HOUR, closes_at=NOW() + HOUR)
    producer = standard.categories.get(code="producer")
    for turn in range(count):
        row = actions.ask(round, asked=f"{turn}?")
        actions.publish(row, by=staff, version=1, **TEXTS)
        factories.question(round, category=producer)
        factories.file_of(round)
        facts = {"contact": f"窓口{turn}", "reason": "改組のため"}
        actions.change_texts(round, by=staff, version=turn + 1, **facts)
    with django_assert_num_queries(10):
        page = client.get("/calls/FY2026/").content.decode()
    assert page.count("<article") == count
