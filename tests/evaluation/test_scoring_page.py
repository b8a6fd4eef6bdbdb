"""The scoring page: autosave, the evidence for the item, going on, abstaining, the bundle."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from common.digest import digest
from recruitment.applications.models import Submission
from recruitment.calls.models import Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation.models import Evaluation, EvaluationStatus
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]


def autosave(client: Client, evaluation: Evaluation, version: int = 1, **said: str) -> Any:
    fields = {"autosave": "1", "version": str(version), "recommendation": "", "comment": ""}
    blank = {f"{kind}_{order}": "" for kind in ("points", "comment") for order in (1, 2)}
    return client.post(evaluation.get_absolute_url(), fields | blank | said)


def points(evaluation: Evaluation) -> dict[int, int]:
    rows = evaluation.scores.values_list("criterion__order", "points")
    return dict(rows)


def test_what_is_chosen_is_kept_at_once(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    answer = autosave(signed_in(evaluator), evaluation, points_1="3", comment="途中")
    assert "保存しました" in answer.json()["said"]
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.comment) == (EvaluationStatus.DRAFT, "途中")
    assert (points(evaluation), evaluation.version) == ({1: 3}, answer.json()["version"])


def test_a_five_without_a_reason_keeps_no_other_score_back(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    client = signed_in(evaluator)
    version = autosave(client, evaluation, points_1="4", points_2="3").json()["version"]
    answer = autosave(client, evaluation, version, points_1="5", points_2="2")
    assert "comment_1" in answer.json()["errors"]
    assert points(evaluation) == {1: 4, 2: 2}


def test_an_older_page_does_not_overwrite_and_is_told(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    client = signed_in(evaluator)
    autosave(client, evaluation, points_1="4")
    answer = autosave(client, evaluation, 1, points_1="2")
    assert (answer.status_code, points(evaluation)) == (409, {1: 4})
    assert "別の画面" in answer.json()["refused"]


def test_after_handing_in_nothing_is_kept_any_more(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User
) -> None:
    situations.complete(evaluation)
    evaluation.refresh_from_db()
    answer = autosave(signed_in(evaluator), evaluation, evaluation.version, points_1="2")
    assert answer.status_code == 403
    assert points(evaluation) == {1: 4, 2: 4}


@pytest.fixture
def shown(standard: SkillStandard, staff: User, evaluators: list[User]) -> Evaluation:
    """An evaluation of somebody who shows the first item with a track record, the second with
    none.
    """
    row = situations.closed_round(standard)
    for evaluator in evaluators:
        actions.seat(row, evaluator, by=staff)
    actions.prepare_criteria(row, by=staff)
    application = factories.accepted(row)
    record = {"number": 2, "title": "窓口予約の導入", "started_on": "2023-04-01", "ended_on": None}
    record |= dict.fromkeys(["body_kind", "body_size", "field", "role", "action", "reference"], "")
    skill = {"category": "producer", "number": 1, "name": "項目", "name_en": "", "level": 4}
    said = {"records": [record | {"result": "41分から12分"}]}
    said["skills"] = [skill | {"records": [2], "note": "自分で設計した。"}]
    latest = application.latest
    assert latest is not None
    content = latest.content | said
    Submission.objects.create(
        application=application,
        number=2,
        content=content,
        digest=digest(content),
        arrived_at=latest.arrived_at,
    )
    actions.start(row, by=staff)
    situations.prepared(row)
    return situations.assigned(row, staff)[0]


def test_the_evidence_for_exactly_that_item_stands_at_its_scale(
    signed_in: SignIn, shown: Evaluation
) -> None:
    criteria = list(queries.criteria_of(shown.candidacy))
    claims = queries.claims(shown, criteria)
    assert [criterion.skill_item.number for criterion in criteria] == [1, 2]
    assert list(claims) == [criteria[0].pk]
    page = signed_in(shown.seat.user).get(shown.get_absolute_url()).content.decode()
    assert page.count('class="claim"') == 1
    assert "自分で設計した。" in page


def test_going_on_leads_to_the_one_with_fewest_of_ones_own_scores(
    signed_in: SignIn, standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=3)
    given = situations.assigned(row, staff)
    first, second, third = (each for each in given if each.seat.user == evaluators[0])
    autosave(signed_in(evaluators[0]), second, points_1="3")
    answers = {"version": "1", "points_1": "3", "next": "1"}
    answer = signed_in(evaluators[0]).post(first.get_absolute_url(), answers)
    assert answer["Location"] == third.get_absolute_url()


def test_what_others_have_scored_does_not_change_the_order(
    standard: SkillStandard, staff: User, evaluators: list[User]
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=3)
    given = situations.assigned(row, staff)
    mine = [each for each in given if each.seat.user == evaluators[0]]
    before = queries.room_of(mine[0]).after(mine[0])
    others = [each for each in given if each.seat.user != evaluators[0]]
    for each in others:
        if each.candidacy == mine[1].candidacy:
            situations.complete(each)
    assert queries.room_of(mine[0]).after(mine[0]) == before == mine[1]


def test_abstaining_ends_reading_and_waits_for_nobody(
    signed_in: SignIn, evaluation: Evaluation, evaluator: User, staff: User
) -> None:
    client = signed_in(evaluator)
    address = reverse("evaluation:abstain", args=[evaluation.public_id])
    assert "理由を書いて" in client.post(address, {"reason": ""}).content.decode()
    client.post(address, {"reason": "専門の外です。"})
    evaluation.refresh_from_db()
    assert evaluation.status == EvaluationStatus.ABSTAINED
    assert evaluation.history.last().note == "専門の外です。"
    assert client.get(evaluation.get_absolute_url()).status_code == 404
    assert evaluation not in queries.open_evaluations(evaluation.candidacy)
    pair = (evaluation.seat, evaluation.candidacy.application)
    assert evaluation in actions.assign(evaluation.seat.round, [pair], by=staff)


def test_another_evaluator_cannot_abstain_for_one(
    evaluation: Evaluation, evaluators: list[User]
) -> None:
    other = next(user for user in evaluators if user != evaluation.seat.user)
    with pytest.raises(PermissionDenied):
        actions.abstain(evaluation, by=other, reason="専門の外です。")


def test_the_bundle_has_a_bookmark_each_and_names_its_reader_on_every_page(
    signed_in: SignIn, evaluations: list[Evaluation], evaluator: User
) -> None:
    mine = [row for row in evaluations if row.seat.user == evaluator]
    others = {row.applicant for row in evaluations} - {row.applicant for row in mine}
    address = reverse("evaluation:bundle", args=[mine[0].seat.round.code])
    paper = PdfReader(BytesIO(signed_in(evaluator).get(address).content))
    pages = [page.extract_text() for page in paper.pages]
    assert len(pages) == 1 + len(mine)
    assert all(evaluator.label in page for page in pages)
    assert not any(name in page for name in others for page in pages)
    outline = paper.outline[-1]
    assert len(outline) == len(mine)


def test_there_is_no_bundle_of_a_round_without_a_seat(
    signed_in: SignIn, evaluating: Round, applicant: User, evaluators: list[User]
) -> None:
    address = reverse("evaluation:bundle", args=[evaluating.code])
    assert signed_in(evaluators[3]).get(address).status_code == 404


@pytest.mark.parametrize("applicants", [1, 4])
def test_the_page_does_not_cost_more_for_more_applicants(
    signed_in: SignIn,
    standard: SkillStandard,
    staff: User,
    evaluators: list[User],
    django_assert_num_queries: Any,
    applicants: int,
) -> None:
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=applicants)
    given = situations.assigned(row, staff)
    client = signed_in(evaluators[0])
    mine = next(each for each in given if each.seat.user == evaluators[0])
    with django_assert_num_queries(10):
        client.get(mine.get_absolute_url())
