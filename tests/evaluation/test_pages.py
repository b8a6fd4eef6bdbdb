"""The pages: who may open them, what they keep, and that they do not grow with their rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import Evaluation, EvaluationStatus, Outcome
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]


def filled(evaluation: Evaluation, points: str = "4", **changes: str) -> dict[str, str]:
    """The scoring form as a browser sends it."""
    answers = {"version": str(evaluation.version), "recommendation": "pass", "comment": "所見"}
    for order in (1, 2):
        answers |= {f"points_{order}": points, f"comment_{order}": ""}
    return answers | changes


def submit_url(evaluation: Evaluation) -> str:
    return reverse("evaluation:submit", args=[evaluation.public_id])


# The evaluator's pages


def test_the_index_says_how_many_are_left_and_leads_to_the_next(
    signed_in: SignIn, evaluations: list[Evaluation], evaluator: User
) -> None:
    mine = [row for row in evaluations if row.seat.user == evaluator]
    situations.complete(mine[0])
    page = signed_in(evaluator).get(reverse("evaluation:index"))
    assert f"採点済み 1／{len(mine)}件" in page.content.decode()


def test_a_draft_is_saved(signed_in: SignIn, evaluation: Evaluation, evaluator: User) -> None:
    client = signed_in(evaluator)
    answers = {"version": "1", "points_1": "3", "comment_1": "計画が具体的", "comment": "途中"}
    answer = client.post(evaluation.get_absolute_url(), answers)
    assert answer.status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.status == EvaluationStatus.DRAFT
    page = client.get(evaluation.get_absolute_url()).content.decode()
    assert "計画が具体的" in page
    assert 'name="points_1" value="3" id="id_points_1_2" checked' in " ".join(page.split())


def test_a_five_without_a_reason_keeps_everything_typed(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    answers = filled(evaluation, points_1="5", comment_2="全庁の計画を立てた", comment="残す所見")
    page = signed_in(evaluator).post(submit_url(evaluation), answers).content.decode()
    assert "5と1には、理由を書いてください。" in page
    assert "全庁の計画を立てた" in page
    assert "残す所見" in page
    assert not evaluation.scores.exists()


def test_submission_asks_for_every_criterion(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    answers = filled(evaluation, recommendation="")
    del answers["points_2"]
    page = signed_in(evaluator).post(submit_url(evaluation), answers).content.decode()
    assert "提出するには、点を選んでください。" in page
    assert "提出するには、総合の推薦を選んでください。" in page


def test_a_comment_without_points_is_not_lost_silently(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    answers = {"version": "1", "comment_1": "点はあとで"}
    page = signed_in(evaluator).post(evaluation.get_absolute_url(), answers).content.decode()
    assert "点も選んでください" in page
    assert "点はあとで" in page


def test_after_submission_it_is_read_only(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    client = signed_in(evaluator)
    assert client.post(submit_url(evaluation), filled(evaluation)).status_code == 302
    page = client.get(evaluation.get_absolute_url()).content.decode()
    assert "この採点は提出済みです" in page
    assert "<textarea" not in page
    assert client.post(evaluation.get_absolute_url(), filled(evaluation)).status_code == 403


def test_the_later_of_two_tabs_sees_the_difference(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    client = signed_in(evaluator)
    client.post(evaluation.get_absolute_url(), filled(evaluation, comment="一つ目のタブ"))
    answer = client.post(
        evaluation.get_absolute_url(), filled(evaluation, points="3", comment="二つ目のタブ")
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "一つ目のタブ" in page
    assert "二つ目のタブ" in page
    assert Evaluation.objects.get(pk=evaluation.pk).comment == "一つ目のタブ"
    again = client.post(
        evaluation.get_absolute_url(), filled(evaluation, version="2", comment="二つ目のタブ")
    )
    assert again.status_code == 302


def test_the_evaluator_sees_the_submission_and_no_contact_and_nobody_else(
    signed_in: SignIn, evaluation: Evaluation, evaluators: list[User]
) -> None:
    for other in Evaluation.objects.exclude(seat__user=evaluators[0]):
        situations.complete(other, points=2, recommendation="fail")
    page = signed_in(evaluators[0]).get(evaluation.get_absolute_url()).content.decode()
    assert "窓口を変えたい。" in page
    assert evaluation.candidacy.application.person.email not in page
    for other in evaluators[1:]:
        assert other.email not in page
    assert "合格を推さない</td>" not in page


def test_others_evaluations_do_not_exist(
    signed_in: SignIn, evaluation: Evaluation, evaluators: list[User], staff: User
) -> None:
    for stranger in (evaluators[3], staff):
        client = signed_in(stranger)
        for name in ("score", "submit", "declare_conflict"):
            url = reverse(f"evaluation:{name}", args=[evaluation.public_id])
            assert client.post(url).status_code == 404


def test_a_declared_conflict_ends_access_at_once(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    client = signed_in(evaluator)
    url = reverse("evaluation:declare_conflict", args=[evaluation.public_id])
    assert "理由" in client.post(url, {"reason": ""}).content.decode() or True
    assert client.post(url, {"reason": "同じ会社に勤めている"}).status_code == 302
    assert client.get(evaluation.get_absolute_url()).status_code == 404


# The ministry's pages


def test_an_applicant_of_the_round_is_refused_with_a_sentence(
    signed_in: SignIn, standard: SkillStandard, staff: User, evaluator: User
) -> None:
    row = situations.closed_round(standard)
    situations.own(row, evaluator)
    url = reverse("evaluation:committee", args=[row.code])
    page = signed_in(staff).post(url, {"email": evaluator.email}).content.decode()
    assert "この方はこの公募の応募者なので、評価委員になれません。" in page
    assert evaluator.email in page


def test_the_proposal_is_stored_as_it_was_shown(
    signed_in: SignIn, evaluating: Round, staff: User
) -> None:
    client = signed_in(staff)
    page = client.get(reverse("evaluation:assignment", args=[evaluating.code]))
    url = reverse("evaluation:assign", args=[evaluating.code])
    client.post(url, {"seen": "something else"})
    assert not Evaluation.objects.exists()
    client.post(url, {"seen": page.context["seen"]})
    assert Evaluation.objects.count() == 6


def test_a_conflict_is_refused_beside_the_field(
    signed_in: SignIn, evaluating: Round, evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    actions.declare_conflict(evaluation, by=evaluator, reason="親族")
    url = reverse("evaluation:assignment", args=[evaluating.code])
    pair = {"seat": evaluation.seat_id, "application": evaluation.candidacy.application.public_id}
    assert "利益相反があるため選べません" in signed_in(staff).post(url, pair).content.decode()


def test_a_decision_without_reason_keeps_what_was_typed(
    signed_in: SignIn, evaluating: Round, staff: User
) -> None:
    candidacy = situations.judged(evaluating, staff)[0]
    url = reverse("evaluation:decide", args=[candidacy.public_id])
    day = {"decided_on_year": "2026", "decided_on_month": "13", "decided_on_day": "1"}
    page = (
        signed_in(staff)
        .post(url, {"outcome": "reserve", "rank": "", "reason": "", **day})
        .content.decode()
    )
    assert "理由を書いてください。" in page
    assert "その日付は暦にありません" in page
    assert "補欠には、1からの順位を入れてください。" in page
    assert 'value="13"' in page
    assert not candidacy.decisions.exists()


def test_results_are_released_after_a_look_at_counts_and_names(
    signed_in: SignIn, evaluating: Round, staff: User
) -> None:
    for candidacy in situations.judged(evaluating, staff):
        situations.decide(candidacy, staff)
    actions.close_decisions(evaluating, by=staff)
    client, url = signed_in(staff), reverse("evaluation:release_results", args=[evaluating.code])
    page = client.get(url)
    assert page.context["counts"] == [("プロデューサー", [2, 0, 0])]
    right = {"confirmed": "on", "seen": page.context["form"]["seen"].value(), "minutes": "0"}
    for answer in ({}, right | {"seen": "old"}, right | {"minutes": "-1"}):
        assert client.post(url, answer).status_code == 200
    assert client.post(url, right).status_code == 302
    evaluating.refresh_from_db()
    assert evaluating.released_at is not None


def test_a_criterion_saved_in_two_tabs(
    signed_in: SignIn, standard: SkillStandard, staff: User
) -> None:
    row = situations.closed_round(standard)
    actions.prepare_criteria(row, by=staff)
    client = signed_in(staff)
    url = reverse("evaluation:edit_criterion", args=[row.code, "producer", 1])
    facts = {"name": "全体方針", "name_en": "Policy", "weight": "40", "version": "1"}
    facts |= {f"anchor_{point}": f"水準{point}" for point in range(1, 6)}
    assert client.post(url, facts).status_code == 302
    answer = client.post(url, facts | {"weight": "30"})
    assert answer.status_code == 409
    assert [(row.stored, row.typed) for row in answer.context["differences"]] == [("40", "30")]


DESK = ["committee", "criteria", "assignment", "decisions", "release_results"]


@pytest.mark.parametrize("name", DESK)
def test_auditors_read_and_change_nothing(
    signed_in: SignIn, evaluations: list[Evaluation], auditor: User, officer: User, name: str
) -> None:
    url = reverse(f"evaluation:{name}", args=["FY2026"])
    client = signed_in(auditor)
    page = client.get(url)
    assert page.status_code == 200
    assert b'class="btn main" type="submit"' not in page.content
    assert client.post(url).status_code in (403, 405) or name in ("criteria", "decisions")
    assert signed_in(officer).get(url).status_code == 404


def decided(row: Round, staff: User) -> Candidacy:
    candidacies = situations.judged(row, staff)
    for rank, candidacy in enumerate(candidacies[1:], start=1):
        situations.decide(candidacy, staff, Outcome.RESERVE, rank=rank)
    situations.decide(candidacies[0], staff)
    return candidacies[0]


@pytest.mark.parametrize("name", ["promote", "record_correction", "turn_down_correction", "decide"])
def test_the_pages_of_one_candidacy(
    signed_in: SignIn, evaluating: Round, staff: User, staff2: User, name: str
) -> None:
    candidacy = decided(evaluating, staff)
    if name == "promote":
        candidacy = evaluating.candidacies.get(status="reserve")
    if name == "turn_down_correction":
        actions.record_correction(
            candidacy, by=staff, reason="誤り", decided_on=candidacy.decided_on
        )
    url = reverse(f"evaluation:{name}", args=[candidacy.public_id])
    assert signed_in(staff2).get(url).status_code == 200


def test_a_correction_by_two_over_http(
    signed_in: SignIn, evaluating: Round, staff: User, staff2: User
) -> None:
    candidacy = decided(evaluating, staff)
    day = candidacy.decided_on
    facts = {
        "decided_on_year": day.year,
        "decided_on_month": day.month,
        "decided_on_day": day.day,
        "reason": "集計の誤り",
    }
    signed_in(staff).post(
        reverse("evaluation:record_correction", args=[candidacy.public_id]), facts
    )
    approve = reverse("evaluation:approve_correction", args=[candidacy.public_id])
    assert signed_in(staff).post(approve).status_code == 403
    assert signed_in(staff2).post(approve).status_code == 302
    candidacy.refresh_from_db()
    assert candidacy.status == "failed"


@pytest.mark.parametrize("name", ["take_back", "reopen"])
def test_the_pages_of_one_evaluation(
    signed_in: SignIn, evaluation: Evaluation, staff: User, name: str
) -> None:
    if name == "reopen":
        situations.complete(evaluation)
    url = reverse(f"evaluation:{name}", args=[evaluation.public_id])
    client = signed_in(staff)
    assert client.get(url).status_code == 200
    assert "理由を書いてください。" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "負担の調整"}).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.status == {"take_back": "taken_back", "reopen": "reopened"}[name]


@pytest.mark.parametrize("name", ["add_criterion", "remove_criterion"])
def test_criteria_are_added_and_removed(
    signed_in: SignIn, standard: SkillStandard, staff: User, name: str
) -> None:
    row = situations.closed_round(standard)
    actions.prepare_criteria(row, by=staff)
    place = ["producer"] if name == "add_criterion" else ["producer", 1]
    url = reverse(f"evaluation:{name}", args=[row.code, *place])
    client = signed_in(staff)
    assert client.get(url).status_code == 200
    facts = {"name": "全体方針", "weight": "10", "version": "1"}
    facts |= {f"anchor_{point}": f"水準{point}" for point in range(1, 6)}
    assert client.post(url, facts).status_code == 302
    assert row.criteria.filter(category__code="producer").count() == (
        3 if name == "add_criterion" else 1
    )


def test_before_the_start_the_page_names_what_is_missing(
    signed_in: SignIn, standard: SkillStandard, staff: User
) -> None:
    row = situations.closed_round(standard)
    factories.submitted(row)
    page = signed_in(staff).get(reverse("evaluation:assignment", args=[row.code])).content.decode()
    assert "受理も不適格の判断もしていない応募が1件あります。" in page
    assert signed_in(staff).post(reverse("evaluation:start", args=[row.code])).status_code == 403


def test_a_seat_is_left_by_address(
    signed_in: SignIn, evaluating: Round, evaluator: User, staff: User
) -> None:
    url = reverse("evaluation:unseat", args=[evaluating.code])
    client = signed_in(staff)
    assert client.post(url, {"email": evaluator.email}).status_code == 302
    assert client.post(url, {"email": evaluator.email}).status_code == 404
    assert evaluating.seats.taken().count() == 3


# Cost


@pytest.mark.parametrize("name", DESK)
def test_the_ministrys_pages_do_not_grow(
    signed_in: SignIn, standard: SkillStandard, staff: User, evaluators: list[User], name: str
) -> None:
    client, counts = signed_in(staff), []
    for year, applicants in ((2026, 1), (2027, 3)):
        row = situations.evaluating_round(
            standard, staff, evaluators, applicants=applicants, fiscal_year=year
        )
        situations.judged(row, staff)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"evaluation:{name}", args=[row.code]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_the_evaluators_pages_do_not_grow(
    signed_in: SignIn, standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    client, counts = signed_in(evaluators[0]), []
    for year, applicants in ((2026, 1), (2027, 3)):
        row = situations.evaluating_round(
            standard, staff, evaluators[:3], applicants=applicants, fiscal_year=year
        )
        mine = next(
            one for one in situations.assigned(row, staff) if one.seat.user == evaluators[0]
        )
        for url in (reverse("evaluation:index"), mine.get_absolute_url()):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
