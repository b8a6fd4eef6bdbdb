"""A person applies in the browser: from the open call to the receipt."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.models import Application
from recruitment.calls import actions as calls
from recruitment.calls.models import CommitteeSeat, Round
from tests import factories
from tests.applications.situations import COMPLETE, drafted, submitted
from tests.visitor import Visitor

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def me(applicant: User, signed_in: SignIn) -> Client:
    return signed_in(applicant)


def test_a_person_goes_from_the_open_call_to_the_receipt(
    me: Client, open_round: Round, applicant: User
) -> None:
    assert "応募を始める" in me.get("/applications/").content.decode()
    edit = me.post("/applications/start/FY2026/").headers["Location"]
    assert edit.endswith("/edit/")
    assert me.get(edit).status_code == 200
    draft = drafted(open_round, applicant)
    review = edit.replace("/edit/", "/review/")
    page = me.get(review).content.decode()
    assert "この内容で提出する" in page
    assert "髙橋 葛󠄀" in page
    seen = {"version": Application.objects.get(pk=draft.pk).version}
    detail = me.post(review.replace("/review/", "/submit/"), seen).headers["Location"]
    page = me.get(detail).content.decode()
    application = Application.objects.get()
    for words in ("FY2026-0001", "日本時間", application.latest.digest, "プロデューサー"):
        assert words in page
    assert "応募を始める" not in me.get("/applications/").content.decode()


def test_an_incomplete_draft_comes_back_from_submitting(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant, motive="")
    answer = me.post(f"/applications/{draft.public_id}/submit/", {"version": "2"})
    assert answer.headers["Location"] == f"/applications/{draft.public_id}/review/"
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_changed_in_another_tab_is_read_over_first(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant)
    answer = me.post(f"/applications/{draft.public_id}/submit/", {"version": "1"})
    assert answer.headers["Location"] == f"/applications/{draft.public_id}/review/"
    assert not draft.submissions.exists()


def test_after_the_closing_the_page_says_so_and_offers_nothing(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant)
    Round.objects.update(closes_at=NOW() - HOUR / 60)
    page = me.get(f"/applications/{draft.public_id}/").content.decode()
    assert "に終了しました" in page
    assert "続きを書く" not in page
    refused = me.post(f"/applications/{draft.public_id}/submit/", {"version": "2"})
    assert refused.status_code == 403
    assert "に終了しました" in refused.content.decode()
    for page in ("edit/", "edit/person/", "edit/records/", "edit/attachments/"):
        assert me.get(f"/applications/{draft.public_id}/{page}").status_code == 403
    assert "disabled" in me.get(f"/applications/{draft.public_id}/review/").content.decode()


def test_others_applications_do_not_exist(
    open_round: Round, applicant: User, signed_in: SignIn
) -> None:
    application = submitted(open_round, applicant)
    stranger = signed_in(factories.UserFactory())
    for page in ("", "edit/", "edit/person/", "review/", "receipt.pdf", "withdraw/"):
        assert stranger.get(f"/applications/{application.public_id}/{page}").status_code == 404
    assert stranger.post(f"/applications/{application.public_id}/submit/").status_code == 404
    assert stranger.get("/applications/nothing-here/").status_code == 404


def test_a_stranger_signs_in_first(client: Client, open_round: Round) -> None:
    assert client.get("/applications/").headers["Location"].startswith("/accounts/login/")
    assert client.post("/applications/start/FY2026/").status_code == 302
    assert not Application.objects.exists()


def test_looking_makes_no_rows(me: Client, open_round: Round, applicant: User) -> None:
    assert me.get("/applications/").status_code == 200
    assert me.get("/applications/start/FY2026/").status_code == 405
    assert not hasattr(User.objects.get(pk=applicant.pk), "person")


def test_a_draft_round_cannot_be_applied_to(me: Client, draft_round: Round) -> None:
    assert me.post("/applications/start/FY2026/").status_code == 404


def test_an_evaluator_is_told_why_not(
    evaluator: User, open_round: Round, signed_in: SignIn
) -> None:
    CommitteeSeat.objects.create(round=open_round, user=evaluator)
    answer = signed_in(evaluator).post("/applications/start/FY2026/")
    assert answer.status_code == 403
    assert "評価委員は、この公募に応募できません" in answer.content.decode()


def test_a_returned_application_shows_reason_and_date_and_is_corrected(
    me: Client, writer: Visitor, open_round: Round, applicant: User, staff: User
) -> None:
    application = submitted(open_round, applicant)
    actions.return_for_correction(
        application, by=staff, reason="勤務先を書いてください。", due_at=NOW() + 24 * HOUR
    )
    factories.advance(Round.objects.get(), "start_evaluation")
    address = f"/applications/{application.public_id}"
    page = me.get(f"{address}/").content.decode()
    assert "勤務先を書いてください。" in page
    assert "補正の期限" in page
    assert staff.email not in page
    writer.open(f"{address}/edit/work/").press("保存して次の項目へ", employer="別の会社")
    writer.open(f"{address}/review/").press("この内容で提出し直す").sees("受け付けました")
    application.refresh_from_db()
    assert (application.status, application.latest.number) == ("submitted", 2)


def test_internal_notes_and_names_stay_with_the_ministry(
    me: Client, open_round: Round, applicant: User, staff: User
) -> None:
    application = submitted(open_round, applicant)
    actions.accept(application, by=staff, note="内部のメモ")
    page = me.get(f"/applications/{application.public_id}/").content.decode()
    assert "評価へ受理" in page
    assert "内部のメモ" not in page
    assert staff.email not in page


def test_results_are_shown_from_their_release_on(
    me: Client, open_round: Round, applicant: User, staff: User
) -> None:
    application = submitted(open_round, applicant)
    actions.accept(application, by=staff)
    today = timezone.localdate()
    actions.settle(application.candidacies.get(), "pass_", by=staff, note="", decided_on=today)
    address = f"/applications/{application.public_id}/"
    factories.advance(Round.objects.get(), "start_evaluation", "decide")
    assert "合格" not in me.get(address).content.decode()
    calls.release_results(Round.objects.get(), by=staff)
    assert "合格" in me.get(address).content.decode()


def test_a_cancelled_round_stays_readable_and_goes_no_further(
    me: Client, open_round: Round, applicant: User, staff: User
) -> None:
    draft = drafted(open_round, applicant)
    calls.cancel(open_round, by=staff, reason="予算の変更")
    address = f"/applications/{draft.public_id}"
    page = me.get(f"{address}/").content.decode()
    assert "中止されました" in page
    assert "予算の変更" in page
    assert COMPLETE["motive"] in page
    assert me.get(f"{address}/edit/").status_code == 403
    assert me.post("/applications/start/FY2026/").headers["Location"] == f"{address}/edit/"


def test_withdrawing_has_a_page_that_says_what_will_happen(
    me: Client, open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    address = f"/applications/{application.public_id}/withdraw/"
    page = me.get(address).content.decode()
    assert "FY2026-0001" in page
    assert "元に戻せません" in page
    application.refresh_from_db()
    assert application.status == "submitted"
    me.post(address, {"reason": "転職のため"})
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert me.get(address).status_code == 403


def test_a_change_that_was_not_submitted_is_pointed_out(
    me: Client, writer: Visitor, open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    address = f"/applications/{application.public_id}"
    assert "まだ提出されていません" not in me.get(f"{address}/").content.decode()
    writer.open(f"{address}/edit/categories/").press("保存して次の項目へ", motive="別の動機")
    page = me.get(f"{address}/").content.decode()
    assert "まだ提出されていません" in page
    assert "別の動機" not in page


def test_the_receipt_is_a_paper_with_number_time_and_digest(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant, shown_family_name="高橋")
    assert me.get(f"/applications/{draft.public_id}/receipt.pdf").status_code == 404
    application = actions.submit(draft, by=applicant, arrived_at=NOW())
    answer = me.get(f"/applications/{application.public_id}/receipt.pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    reader = PdfReader(BytesIO(answer.content))
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    for words in ("応募受付票", "FY2026-0001", "日本時間", application.latest.digest, "髙橋葛󠄀"):
        assert words in text


@pytest.mark.parametrize("count", [1, 3])
def test_my_list_does_not_cost_more_for_more_applications(
    me: Client,
    open_round: Round,
    applicant: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(2, count + 2):
        round = factories.announced_round(
            open_round.standard, opens_at=NOW() - HOUR, closes_at=NOW() + HOUR, number=number
        )
        submitted(round, applicant)
        factories.announced_round(
            open_round.standard, opens_at=NOW() - HOUR, closes_at=NOW() + HOUR, number=number + 10
        )
    with django_assert_num_queries(8):
        page = me.get("/applications/").content.decode()
    assert page.count('<th scope="row">') == count


@pytest.mark.parametrize("said", [{}, {"version": ""}, {"version": "x"}, {"version": "1" * 5000}])
def test_what_was_not_read_over_is_not_submitted(
    open_round: Round, applicant: User, signed_in: SignIn, said: dict[str, str]
) -> None:
    draft = drafted(open_round, applicant)
    answer = signed_in(applicant).post(f"/applications/{draft.public_id}/submit/", said)
    assert answer.headers["Location"].endswith("/review/")
    assert draft.submissions.count() == 0
