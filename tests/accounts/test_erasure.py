"""Asking for erasure, taking it back, and the ministry's answer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import actions, queries
from accounts.models import AccountEvent, Assumption, ErasureOutcome, ErasureRequest, User
from common import mail

REASON = "応募をやめたので、残さないでください。"
ANSWER = "下書きを消去しました。提出した応募は、文書管理の定めにより3年保存します。"


@pytest.fixture
def asked(applicant: User) -> ErasureRequest:
    return actions.ask_for_erasure(by=applicant, reason=REASON)


def answered(row: ErasureRequest, by: User) -> ErasureRequest:
    return actions.answer_erasure(row, by=by, outcome=ErasureOutcome.PARTLY, answer=ANSWER)


def mails() -> list[dict[str, Any]]:
    jobs = ProcrastinateJob.objects.filter(task_name=mail.SEND).order_by("pk")
    return [job.args for job in jobs]


def test_whoever_asks_is_told_by_when_the_answer_comes(
    applicant: User, signed_in: Callable[[Any], Client]
) -> None:
    client = signed_in(applicant)
    answer = client.post("/my-data/erasure/", {"reason": REASON}, follow=True)
    assert answer.redirect_chain == [("/my-data/", 302)]
    row = ErasureRequest.objects.get()
    assert (row.user, row.reason) == (applicant, REASON)
    assert row.due_on == timezone.localdate() + dt.timedelta(days=30)
    assert "消去の申出を受け付けています" in answer.content.decode()
    (sent,) = mails()
    assert sent["to"] == applicant.email
    assert "回答の期限" in sent["body"]
    assert REASON not in sent["body"]


def test_nothing_need_be_said(applicant: User, signed_in: Callable[[Any], Client]) -> None:
    signed_in(applicant).post("/my-data/erasure/", {})
    assert ErasureRequest.objects.get().reason == ""


def test_how_long_an_answer_takes_is_an_assumption(applicant: User) -> None:
    Assumption.objects.create(key="erasure_answer_days", value=14, unit="日", note="前提")
    row = actions.ask_for_erasure(by=applicant)
    assert row.due_on == timezone.localdate() + dt.timedelta(days=14)


def test_one_request_waits_at_a_time(asked: ErasureRequest, applicant: User) -> None:
    with pytest.raises(PermissionDenied, match="もう受け付けています"):
        actions.ask_for_erasure(by=applicant)
    with pytest.raises(IntegrityError, match="one_open_per_account"), transaction.atomic():
        ErasureRequest.objects.create(user=applicant, due_on=timezone.localdate())


def test_after_an_answer_one_may_ask_again(
    asked: ErasureRequest, applicant: User, staff: User
) -> None:
    answered(asked, staff)
    actions.ask_for_erasure(by=applicant)
    assert [row.is_open for row in queries.erasures_of(applicant)] == [True, False]


def test_it_is_taken_back_while_nobody_has_answered(
    asked: ErasureRequest, applicant: User, staff: User, signed_in: Callable[[Any], Client]
) -> None:
    client = signed_in(applicant)
    assert client.post("/my-data/erasure/withdraw/").status_code == 302
    assert not queries.waiting_erasures().exists()
    assert client.post("/my-data/erasure/withdraw/").status_code == 404
    with pytest.raises(PermissionDenied, match="取りやめています"):
        answered(asked, staff)


def test_nobody_takes_back_what_another_asked(asked: ErasureRequest, staff: User) -> None:
    with pytest.raises(PermissionDenied, match="本人だけ"):
        actions.withdraw_erasure(asked, by=staff)


def test_the_answer_reaches_the_person_by_mail_and_page(
    asked: ErasureRequest, applicant: User, staff: User, signed_in: Callable[[Any], Client]
) -> None:
    facts = {"outcome": "partly", "answer": ANSWER}
    signed_in(staff).post(f"/desk/erasures/{asked.public_id}/", facts)
    asked.refresh_from_db()
    assert (asked.answered_by, asked.outcome, asked.answer) == (staff, "partly", ANSWER)
    sent = mails()[-1]
    assert sent["to"] == applicant.email
    assert f"> {ANSWER}" in sent["body"]
    page = signed_in(applicant).get("/my-data/").content.decode()
    assert ANSWER in page
    assert staff.email not in page


def test_an_answer_says_something(
    asked: ErasureRequest, staff: User, signed_in: Callable[[Any], Client]
) -> None:
    address = f"/desk/erasures/{asked.public_id}/"
    page = signed_in(staff).post(address, {"outcome": "refused", "answer": ""})
    assert page.status_code == 200
    with pytest.raises(PermissionDenied, match="説明を書いてください"):
        actions.answer_erasure(asked, by=staff, outcome=ErasureOutcome.REFUSED, answer=" ")
    assert queries.waiting_erasures().exists()


def test_only_staff_answer_and_never_their_own(
    asked: ErasureRequest, auditor: User, applicant: User, staff: User, staff2: User
) -> None:
    for other in (auditor, applicant):
        with pytest.raises(PermissionDenied, match="総務省職員だけ"):
            answered(asked, other)
    own = actions.ask_for_erasure(by=staff)
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        answered(own, staff)
    with pytest.raises(IntegrityError, match="answered_by_another"), transaction.atomic():
        ErasureRequest.objects.filter(pk=own.pk).update(
            answered_at=timezone.now(), answered_by=staff, outcome="erased", answer="-"
        )
    assert answered(own, staff2).answered_by == staff2


def test_auditors_read_and_change_nothing(
    asked: ErasureRequest, auditor: User, signed_in: Callable[[Any], Client]
) -> None:
    address = f"/desk/erasures/{asked.public_id}/"
    client = signed_in(auditor)
    page = client.get(address).content.decode()
    assert REASON in page
    assert "回答を送る" not in page
    assert client.post(address, {"outcome": "erased", "answer": ANSWER}).status_code == 403


def test_an_answer_stays_as_it_was_told(asked: ErasureRequest, staff: User) -> None:
    answered(asked, staff)
    with pytest.raises(PermissionDenied, match="もう回答しています"):
        answered(asked, staff)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        ErasureRequest.objects.filter(pk=asked.pk).update(answer="別の回答")


def test_half_an_answer_is_refused_by_the_database(asked: ErasureRequest, staff: User) -> None:
    with pytest.raises(IntegrityError, match="answer_is_whole"), transaction.atomic():
        ErasureRequest.objects.filter(pk=asked.pk).update(outcome="erased")


def test_what_waits_stands_on_the_first_screen_and_the_most_urgent_comes_first(
    asked: ErasureRequest, evaluator: User, staff: User, signed_in: Callable[[Any], Client]
) -> None:
    ErasureRequest.objects.create(
        user=evaluator, due_on=timezone.localdate() - dt.timedelta(days=1)
    )
    client = signed_in(staff)
    home = client.get("/").content.decode()
    assert "消去の申出に答える" in home
    assert "2件" in home
    page = client.get("/desk/erasures/").content.decode()
    assert page.index(evaluator.email) < page.index(asked.user.email)
    assert page.count("回答の期限切れ") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_does_not_grow_with_its_rows(
    count: int,
    evaluators: list[User],
    staff: User,
    signed_in: Callable[[Any], Client],
    django_assert_num_queries: Any,
) -> None:
    for user in evaluators[:count]:
        actions.ask_for_erasure(by=user)
    client = signed_in(staff)
    client.get("/desk/erasures/")
    with django_assert_num_queries(5):
        client.get("/desk/erasures/")


def test_asking_and_answering_stand_in_the_log_without_the_words(
    asked: ErasureRequest, applicant: User, staff: User
) -> None:
    answered(asked, staff)
    lines = AccountEvent.objects.filter(user=applicant).order_by("pk")
    kept = [(line.kind, line.detail, line.by_id) for line in lines]
    assert kept == [("erasure_asked", "", None), ("erasure_answered", "", staff.pk)]
