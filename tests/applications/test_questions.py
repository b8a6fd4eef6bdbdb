"""The round's own questions, of every kind, for everybody or for one category; and the consents."""

from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone

from accounts.models import ConsentText, User
from recruitment.applications import actions
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from recruitment.standards.models import Category
from tests.applications.situations import asking, drafted, now_said, part
from tests.visitor import Visitor

SAVE = "保存して次の項目へ"
AGREE = "保存して確認へ進む"


def open_questions(round: Round, application: Application, writer: Visitor, *rows: Any) -> Visitor:
    asking(round, *rows)
    return writer.open(part(application, "questions"))


def test_text_choice_and_number_are_answered_and_kept(
    open_round: Round, draft: Application, writer: Visitor
) -> None:
    choice = {"kind": "choice", "choices": "平日\n 休日 \n\nどちらでも"}
    open_questions(
        open_round, draft, writer, {"help": "二行まで"}, choice, {"kind": "number"}
    ).sees("質問1", "二行まで", "平日", "どちらでも")
    writer.press(SAVE, **{"answer-1": "一\n二", "answer-2": "休日", "answer-3": "１，２００"})
    assert now_said(draft, "answer-1") == "一\n二"
    assert now_said(draft, "answer-2") == "休日"
    assert now_said(draft, "answer-3") == "1200"


@pytest.mark.parametrize("typed", ["三", "12人", "nan", "inf", "1e9", "1_000", "--1", "."])
def test_what_is_no_number_is_refused(
    open_round: Round, draft: Application, writer: Visitor, typed: str
) -> None:
    open_questions(open_round, draft, writer, {"kind": "number"})
    writer.press(SAVE, **{"answer-1": typed}).sees("数字で入れてください。")
    assert writer.holds("answer-1") == [typed]
    assert now_said(draft, "answer-1") == ""


@pytest.mark.parametrize(("typed", "kept"), [("0", "0"), ("－3.5", "-3.5"), ("", "")])
def test_numbers_are_kept_as_they_were_typed(
    open_round: Round, draft: Application, writer: Visitor, typed: str, kept: str
) -> None:
    open_questions(open_round, draft, writer, {"kind": "number"})
    writer.press(SAVE, **{"answer-1": typed}).misses("数字で入れてください。")
    assert now_said(draft, "answer-1") == kept


def test_what_was_not_offered_cannot_be_chosen(
    open_round: Round, draft: Application, writer: Visitor
) -> None:
    open_questions(open_round, draft, writer, {"kind": "choice", "choices": "はい\nいいえ"})
    answer = writer.client.post(writer.address, {"answer-1": "たぶん"})
    assert list(answer.context["form"].errors) == ["answer-1"]


def test_a_question_for_one_category_is_asked_of_that_category_alone(
    open_round: Round, draft: Application, writer: Visitor, applicant: User
) -> None:
    engineer = Category.objects.get(code="service_designer")
    asking(open_round, {"category": engineer, "is_required": True, "label": "作品"})
    writer.open(part(draft, "questions"), status=404)
    assert actions.submit(draft, by=applicant, arrived_at=timezone.now()).status == "submitted"
    actions.save(draft, by=applicant, values={"categories": ["producer", "service_designer"]})
    writer.open(part(draft, "questions")).sees("作品")


def test_questions_and_answers_go_into_the_submission_as_they_were_asked(
    open_round: Round, draft: Application, applicant: User
) -> None:
    asking(open_round, {"label": "志望する自治体", "label_en": "Where?"})
    actions.save(draft, by=applicant, values={"answer-1": "河津町"})
    content = actions.submit(draft, by=applicant, arrived_at=timezone.now()).latest.content
    assert content["answers"] == [
        {
            "number": 1,
            "kind": "text",
            "label": "志望する自治体",
            "label_en": "Where?",
            "text": "河津町",
            "text_en": "",
        }
    ]


def test_what_staff_ask_is_text_and_no_page(
    open_round: Round, draft: Application, writer: Visitor
) -> None:
    asking(open_round, {"label": "<b>太字</b>", "help": "<i>説明</i>"})
    page = writer.client.get(part(draft, "questions")).content.decode()
    assert "<b>太字" not in page
    assert "<i>説明" not in page


# Consents


def test_each_text_is_agreed_to_for_itself(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "consents")).sees(
        "個人情報の利用に同意します。(第1版)",
        "地方公共団体への提供に同意します。(第1版)",
        "結果の公表に同意します。(第1版)",
    )
    writer.press(AGREE, **{"consent-provision": []}).misses("この内容で提出する")
    writer.sees("応募には、この同意が必要です。", "直すところが1つあります")


def test_agreeing_and_taking_it_back(draft: Application, writer: Visitor) -> None:
    writer.open(part(draft, "consents")).press(AGREE, **{"consent-use": []})
    assert now_said(draft, "consent-use") is False
    assert draft.consents.count() == 2
    writer.open(part(draft, "consents")).press(AGREE, **{"consent-use": "on"})
    assert draft.consents.count() == 3


def new_version() -> ConsentText:
    return ConsentText.objects.create(
        purpose="use", version=2, order=1, text="新しい文に同意します。", text_en="Anew."
    )


def test_a_new_version_must_be_agreed_to_again(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    new_version()
    with pytest.raises(actions.Incomplete) as refused:
        actions.submit(draft, by=applicant, arrived_at=timezone.now())
    assert set(refused.value.faults) == {"consent-use"}
    writer.open(part(draft, "consents")).sees("新しい文に同意します。(第2版)")
    writer.misses("個人情報の利用に同意します。")
    writer.press(AGREE, **{"consent-use": "on"}).press("この内容で提出する").sees("受け付けました")


def test_a_submission_keeps_the_exact_text_and_version(draft: Application, applicant: User) -> None:
    first = actions.submit(draft, by=applicant, arrived_at=timezone.now()).latest
    new_version()
    actions.save(draft, by=applicant, values={"consent-use": True, "motive": "新しい動機"})
    second = actions.submit(draft, by=applicant, arrived_at=timezone.now()).latest
    kept = [
        {row["purpose"]: (row["version"], row["text"], row["text_en"]) for row in one["consents"]}
        for one in (first.content, second.content)
    ]
    assert kept[0]["use"] == (1, "個人情報の利用に同意します。", "I agree to use.")
    assert kept[1]["use"] == (2, "新しい文に同意します。", "Anew.")
    assert kept[0]["provision"] == kept[1]["provision"]


def test_a_text_stays_as_it_was_agreed_to(open_round: Round, applicant: User) -> None:
    drafted(open_round, applicant)
    with pytest.raises(Error, match="consenttext_is_immutable"), transaction.atomic():
        ConsentText.objects.update(text="別の文")
