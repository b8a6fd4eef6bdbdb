"""The pages of the release, of letters, and of the applicant's result."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import EvaluationRules, Letter, Outcome
from tests.evaluation import situations
from tests.visitor import pdf_text

SignIn = Callable[[User], Client]
REASON = "審議の結果"  # of `situations.decide`


@pytest.fixture
def mine(evaluating: Round, applicant: User) -> Application:
    """The first application is this applicant's."""
    application = evaluating.applications.earliest("pk")
    person = application.person
    type(person).objects.filter(pk=person.pk).update(user=applicant)
    application.refresh_from_db()
    return application


@pytest.fixture
def decided(evaluating: Round, mine: Application, staff: User) -> Round:
    for candidacy in situations.judged(evaluating, staff):
        situations.decide(candidacy, staff)
    return actions.close_decisions(evaluating, by=staff)


def test_every_letter_is_read_before_it_is_made(
    signed_in: SignIn, decided: Round, staff: User
) -> None:
    url = reverse("evaluation:preview_letters", args=[decided.code])
    page = signed_in(staff).get(url).content.decode()
    for application in decided.applications.all():
        assert application.receipt_number in page
        assert f"{application.person.shown_name} 様" in page
    assert not Letter.objects.exists()


def test_a_fault_shows_on_the_page_and_there_is_no_button(
    signed_in: SignIn, decided: Round, staff: User
) -> None:
    category = decided.candidacies.earliest("pk").category
    type(category).objects.filter(pk=category.pk).update(name_en="")
    client = signed_in(staff)
    url = reverse("evaluation:release_results", args=[decided.code])
    page = client.get(url).content.decode()
    assert "差込み項目「results_en」が空です" in page
    assert "知らせる時刻を決める" not in page


def test_a_held_release_is_stopped_from_the_page(
    signed_in: SignIn, decided: Round, staff: User
) -> None:
    actions.release_results(decided, by=staff)
    client = signed_in(staff)
    assert (
        "に知らせます"
        in client.get(reverse("evaluation:letters", args=["FY2026"])).content.decode()
    )
    assert client.post(reverse("evaluation:stop_release", args=["FY2026"])).status_code == 302
    assert client.post(reverse("evaluation:stop_release", args=["FY2026"])).status_code == 404
    assert set(Letter.objects.values_list("status", flat=True)) == {"voided"}


def test_the_applicant_reads_the_result_from_the_moment_of_release(
    signed_in: SignIn, decided: Round, mine: Application, staff: User, applicant: User
) -> None:
    release = actions.release_results(decided, by=staff)
    letter = mine.letters.get()
    pages = [
        reverse("evaluation:result", args=[mine.public_id]),
        reverse("evaluation:own_letter", args=[mine.public_id, letter.public_id]),
    ]
    client = signed_in(applicant)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    actions.release_due(release.held_until)
    page, paper = [client.get(page) for page in pages]
    assert "プロデューサー" in page.content.decode()
    assert "合格" in page.content.decode()
    assert "プロデューサー: 合格" in pdf_text(paper.content)


@pytest.mark.parametrize("feedback", ["none", "reason"])
def test_the_reason_is_shown_where_the_round_gives_it(
    signed_in: SignIn,
    decided: Round,
    mine: Application,
    staff: User,
    applicant: User,
    feedback: str,
) -> None:
    EvaluationRules.objects.create(round=decided, feedback=feedback)
    actions.release_results(decided, by=staff, minutes=0)
    page = signed_in(applicant).get(reverse("evaluation:result", args=[mine.public_id]))
    assert (REASON in page.content.decode()) == (feedback == "reason")


def test_a_correction_that_waits_is_not_the_reason_yet(
    signed_in: SignIn, decided: Round, mine: Application, staff: User, applicant: User
) -> None:
    EvaluationRules.objects.create(round=decided, feedback="reason")
    actions.release_results(decided, by=staff, minutes=0)
    day = timezone.localdate()
    actions.record_correction(mine.candidacies.get(), by=staff, reason="集計の誤り", decided_on=day)
    url = reverse("evaluation:result", args=[mine.public_id])
    page = signed_in(applicant).get(url).content.decode()
    assert REASON in page
    assert "集計の誤り" not in page


def test_all_letters_are_one_pdf_without_the_void_ones(
    signed_in: SignIn, decided: Round, staff: User
) -> None:
    actions.stop_release(actions.release_results(decided, by=staff), by=staff)
    client = signed_in(staff)
    url = reverse("evaluation:letters_pdf", args=[decided.code])
    assert client.get(url).status_code == 404
    actions.release_results(decided, by=staff)
    answer = client.get(url)
    assert "attachment" in answer["Content-Disposition"]
    text = pdf_text(answer.content)
    for application in decided.applications.all():
        assert text.count(f"(受付番号 {application.receipt_number})") >= 1


def test_a_letter_is_sent_again_from_its_page(
    signed_in: SignIn, decided: Round, staff: User, staff2: User
) -> None:
    actions.release_results(decided, by=staff, minutes=0)
    actions.queue_waiting()
    letter = Letter.objects.earliest("pk")
    actions.hand_over(letter.pk)
    client = signed_in(staff2)
    page = client.get(reverse("evaluation:letter", args=[letter.public_id])).content.decode()
    assert "もう一度送る" in page
    again = reverse("evaluation:resend_letter", args=[letter.public_id])
    assert client.post(again).status_code == 302
    assert letter.history.latest("pk").by == staff2


def test_staff_who_applied_do_not_read_their_own_letter(
    signed_in: SignIn, decided: Round, mine: Application, staff: User, staff2: User
) -> None:
    actions.release_results(decided, by=staff)
    person = mine.person
    type(person).objects.filter(pk=person.pk).update(user=staff2)
    client, letter = signed_in(staff2), mine.letters.get()
    assert client.get(reverse("evaluation:letter", args=[letter.public_id])).status_code == 404
    for name in ("letters", "preview_letters", "release_results"):
        page = client.get(reverse(f"evaluation:{name}", args=["FY2026"])).content.decode()
        assert str(mine.receipt_number) not in page


def test_giving_up_over_http(signed_in: SignIn, decided: Round, staff: User) -> None:
    candidacy = decided.candidacies.earliest("pk")
    url = reverse("evaluation:give_up", args=[candidacy.public_id])
    client, day = signed_in(staff), timezone.localdate()
    assert client.get(url).status_code == 403
    actions.release_results(decided, by=staff, minutes=0)
    parts = {"decided_on_year": day.year, "decided_on_month": day.month, "decided_on_day": day.day}
    assert client.post(url, parts | {"reason": ""}).status_code == 200
    assert client.post(url, parts | {"reason": "都合により"}).status_code == 302
    candidacy.refresh_from_db()
    assert candidacy.status == "given_up"
    assert candidacy.decisions.latest("version").outcome == Outcome.GIVEN_UP
    decide = reverse("evaluation:decide", args=[candidacy.public_id])
    assert "辞退" in client.get(decide).content.decode()


def test_the_lists_cost_no_more_queries_for_more_letters(
    signed_in: SignIn, decided: Round, staff: User, django_assert_max_num_queries: object
) -> None:
    actions.release_results(decided, by=staff)
    client = signed_in(staff)
    for name in ("letters", "preview_letters"):
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            client.get(reverse(f"evaluation:{name}", args=["FY2026"]))
