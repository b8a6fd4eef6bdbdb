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

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)


def fields(round: Round, version: int = 1, **change: Any) -> dict[str, Any]:
    """The form as a person fills it in completely."""
    born = COMPLETE["birth_date"]
    typed = {name: value for name, value in COMPLETE.items() if name != "birth_date"}
    typed |= {f"birth_date_{unit}": str(getattr(born, unit)) for unit in ("year", "month", "day")}
    chosen = [str(row.pk) for row in round.standard.categories.filter(code="producer")]
    return typed | {"categories": chosen, "consented": "on", "version": str(version)} | change


@pytest.fixture
def me(applicant: User, signed_in: SignIn) -> Client:
    return signed_in(applicant)


def test_a_person_applies_from_the_open_call_to_the_receipt(me: Client, open_round: Round) -> None:
    page = me.get("/applications/").content.decode()
    assert "応募を始める" in page
    edit = me.post("/applications/start/FY2026/").headers["Location"]
    assert "続きを書く" not in me.get(edit).content.decode()
    review = me.post(edit, fields(open_round, review="1")).headers["Location"]
    assert review == edit.replace("/edit/", "/review/")
    page = me.get(review).content.decode()
    assert "この内容で提出する" in page
    assert "髙橋 葛󠄀" in page
    detail = me.post(review.replace("/review/", "/submit/"), {"version": "2"}).headers["Location"]
    page = me.get(detail).content.decode()
    application = Application.objects.get()
    for words in ("FY2026-0001", "日本時間", application.latest.digest, "プロデューサー"):
        assert words in page
    assert "応募を始める" not in me.get("/applications/").content.decode()


def test_a_draft_may_lack_anything(me: Client, open_round: Round) -> None:
    edit = me.post("/applications/start/FY2026/").headers["Location"]
    answer = me.post(edit, {"version": "1", "motive": "書きかけ"})
    assert answer.headers["Location"] == edit
    page = me.get(edit).content.decode()
    assert "書きかけ" in page
    assert "＊" not in page


def test_the_review_leads_back_to_each_fault(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant, family_name_kana="高橋", motive="")
    page = me.get(f"/applications/{draft.public_id}/review/").content.decode()
    assert "直すところが2つあります" in page
    for name in ("family_name", "motive"):
        assert f"/applications/{draft.public_id}/edit/?check=1#div_id_{name}" in page
    assert "この内容で提出する" not in page
    checked = me.get(f"/applications/{draft.public_id}/edit/?check=1")
    assert set(checked.context["form"].errors) == {"family_name_kana", "motive"}
    assert 'id="div_id_motive"' in checked.content.decode()
    assert 'value="1985"' in checked.content.decode()


def test_an_incomplete_draft_comes_back_from_submitting(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant, motive="")
    answer = me.post(f"/applications/{draft.public_id}/submit/", {"version": "2"})
    assert answer.headers["Location"] == f"/applications/{draft.public_id}/review/"
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_form_says_what_submission_says(me: Client, open_round: Round, applicant: User) -> None:
    nothing = dict.fromkeys(COMPLETE, "") | {"birth_date": None, "consented": False}
    empty = drafted(open_round, applicant, (), **nothing)
    with pytest.raises(actions.Incomplete) as refused:
        actions.submit(empty, by=applicant, arrived_at=NOW())
    checked = me.get(f"/applications/{empty.public_id}/edit/?check=1")
    assert set(checked.context["form"].errors) == set(refused.value.faults)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"birth_date_month": "2", "birth_date_day": "30"}, "birth_date"),
        ({"birth_date_year": "85"}, "birth_date"),
        ({"birth_date_day": ""}, "birth_date"),
        ({"prefecture": "99"}, "prefecture"),
        ({"industry": "ZZ"}, "industry"),
        ({"employer": "あ" * 201}, "employer"),
        ({"motive": "あ" * 4001}, "motive"),
        ({"categories": ["999999"]}, "categories"),
    ],
)
def test_what_cannot_be_stored_is_refused_beside_the_field_and_all_text_kept(
    me: Client, open_round: Round, applicant: User, change: dict[str, Any], field: str
) -> None:
    draft = actions.start(open_round, by=applicant)
    answer = me.post(f"/applications/{draft.public_id}/edit/", fields(open_round, **change))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "架空システム株式会社" in answer.content.decode() or field == "employer"
    draft.refresh_from_db()
    assert (draft.version, draft.family_name) == (1, "")


def test_a_category_of_another_standard_or_not_open_cannot_be_chosen(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = actions.start(open_round, by=applicant)
    engineer = open_round.standard.categories.get(code="engineer")
    typed = fields(open_round, categories=[str(engineer.pk)])
    answer = me.post(f"/applications/{draft.public_id}/edit/", typed)
    assert list(answer.context["form"].errors) == ["categories"]


@pytest.mark.parametrize("name", ["髙橋", "﨑山", "𠮷田", "渡邉", "濵田", "葛󠄀城"])
def test_names_survive_from_the_form_to_page_and_paper(
    me: Client, open_round: Round, applicant: User, name: str
) -> None:
    draft = actions.start(open_round, by=applicant)
    address = f"/applications/{draft.public_id}"
    me.post(f"{address}/edit/", fields(open_round, family_name=name))
    me.post(f"{address}/submit/", {"version": "2"})
    assert name in me.get(f"{address}/").content.decode()
    paper = PdfReader(BytesIO(me.get(f"{address}/receipt.pdf").content))
    assert name in "".join(page.extract_text() for page in paper.pages)


def test_hiragana_in_the_kana_field_is_put_right(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = actions.start(open_round, by=applicant)
    typed = fields(open_round, family_name_kana="たかはし", given_name_kana="ｶｽﾞﾗ")
    me.post(f"/applications/{draft.public_id}/edit/", typed)
    draft.refresh_from_db()
    assert (draft.family_name_kana, draft.given_name_kana) == ("タカハシ", "カズラ")


def test_two_tabs_the_later_save_is_shown_and_keeps_its_text(
    me: Client, open_round: Round, applicant: User
) -> None:
    draft = actions.start(open_round, by=applicant)
    address = f"/applications/{draft.public_id}/edit/"
    assert me.post(address, fields(open_round, motive="先の文")).status_code == 302
    later = fields(open_round, motive="後の文", categories=[])
    refused = me.post(address, later)
    assert refused.status_code == 409
    shown = {found.label: (found.stored, found.typed) for found in refused.context["differences"]}
    assert shown["応募の動機"] == ("先の文", "後の文")
    assert shown["応募する人材類型"] == ("プロデューサー", "")
    assert "後の文</textarea>" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.motive == "先の文"
    assert me.post(address, later | {"version": "2"}).status_code == 302


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
    assert me.get(f"/applications/{draft.public_id}/edit/").status_code == 403
    assert "disabled" in me.get(f"/applications/{draft.public_id}/review/").content.decode()


def test_others_applications_do_not_exist(
    open_round: Round, applicant: User, signed_in: SignIn
) -> None:
    application = submitted(open_round, applicant)
    stranger = signed_in(factories.UserFactory())
    for page in ("", "edit/", "review/", "receipt.pdf", "withdraw/"):
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
    me: Client, open_round: Round, applicant: User, staff: User
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
    version = Application.objects.get().version
    me.post(f"{address}/edit/", fields(open_round, version, employer="別の会社"))
    me.post(f"{address}/submit/", {"version": str(version + 1)})
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
    me: Client, open_round: Round, applicant: User
) -> None:
    application = submitted(open_round, applicant)
    address = f"/applications/{application.public_id}"
    assert "まだ提出されていません" not in me.get(f"{address}/").content.decode()
    me.post(f"{address}/edit/", fields(open_round, application.version, motive="別の動機"))
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
    with django_assert_num_queries(10):
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
