"""The deliberation board: the order, the line, what is marked, and what the reader never sees."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from recruitment.applications.models import Candidacy
from recruitment.calls.models import CommitteeSeat, Round
from recruitment.evaluation import queries, scoring
from recruitment.evaluation.models import ConflictOfInterest, Evaluation
from recruitment.standards.models import Category, SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]
ADDRESS = "/desk/rounds/FY2026/board/producer/"
GIVEN = [[5, 5, 4], [4, 4, 4], [4, 4, 4], [3, 1, 2]]  # a row for each candidacy


@pytest.fixture
def candidacies(standard: SkillStandard, staff: User, evaluators: list[User]) -> list[Candidacy]:
    """Four producers, the first of them project manager too; the second and third tie."""
    row = situations.evaluating_round(standard, staff, evaluators[:3], applicants=0)
    for place in range(len(GIVEN)):
        codes = ("producer", "project_manager") if place == 0 else ("producer",)
        factories.accepted(row, codes=codes)
    judge(row, staff)
    return producers(row)


def producers(row: Round) -> list[Candidacy]:
    return list(row.candidacies.filter(category__code="producer").order_by("pk"))


def judge(row: Round, staff: User) -> None:
    turns: dict[int, int] = {}
    order = [one.pk for one in producers(row)]
    for evaluation in situations.assigned(row, staff):
        if evaluation.candidacy_id not in order:
            continue
        turn = turns.setdefault(evaluation.candidacy_id, 0)
        turns[evaluation.candidacy_id] += 1
        points = GIVEN[order.index(evaluation.candidacy_id)][turn]
        situations.complete(evaluation, points, "pass" if points > 2 else "fail")


@pytest.fixture
def producer(candidacies: list[Candidacy]) -> Category:
    return candidacies[0].category


@pytest.fixture
def row(candidacies: list[Candidacy]) -> Round:
    return candidacies[0].round


def board(row: Round, producer: Category, reader: User) -> queries.Board:
    return queries.board_of(row, producer, reader)


def read(client: Client, query: str = "") -> str:
    answer = client.get(ADDRESS + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_raw_mean_ranks_and_ties_share_a_rank(
    row: Round, producer: Category, candidacies: list[Candidacy], staff: User
) -> None:
    places = board(row, producer, staff).places
    assert [place.rank for place in places] == [1, 2, 2, 4]
    assert [places[0].pk, places[3].pk] == [candidacies[0].pk, candidacies[3].pk]
    assert [place.mean for place in places] == pytest.approx([14 / 3, 4, 4, 2])
    assert {place.n for place in places} == {3}


def test_whoever_has_no_score_comes_last_without_a_rank(
    row: Round, producer: Category, staff: User
) -> None:
    application = factories.accepted(row)
    places = board(row, producer, staff).places
    assert (places[-1].pk, places[-1].rank) == (application.candidacies.get().pk, None)
    assert places[-1].adjusted_doubt is None


def test_disagreement_is_flagged(row: Round, producer: Category, staff: User) -> None:
    """3, 1, 2 lie two points apart, and one evaluator recommends what another does not."""
    assert [place.disagreement for place in board(row, producer, staff).places] == [
        False,
        False,
        False,
        True,
    ]
    assert (scoring.disagree(1.49), scoring.disagree(1.5), scoring.disagree(None)) == (
        False,
        True,
        False,
    )


def test_the_adjusted_mean_is_that_of_the_formula(
    row: Round, producer: Category, staff: User
) -> None:
    scores: dict[tuple[int, int], float] = {}
    for one in Evaluation.objects.submitted().filter(candidacy__round=row):
        marks = [(score.points, score.criterion.weight) for score in one.scores.all()]
        scores[one.candidacy_id, one.seat_id] = scoring.weighted(scoring.Marks(marks))
    fit = scoring.additive(scores)
    for place in board(row, producer, staff).places:
        assert place.adjusted == pytest.approx(fit.adjusted[place.pk])
        assert place.adjusted_doubt == scoring.Doubt.TOO_FEW_EVALUATIONS
        assert place.adjusted_n == 4


def test_too_few_evaluations_are_said_in_a_sentence(
    row: Round, staff: User, signed_in: SignIn
) -> None:
    page = read(signed_in(staff))
    assert "委員の採点の件数が少ないため(n=4)" in page
    assert "※1" in page


def test_the_line_can_be_moved_and_counts_ties(
    row: Round, producer: Category, staff: User, signed_in: SignIn
) -> None:
    found = board(row, producer, staff)
    assert [found.line(number).above for number in (1, 2, 3, 4, 99)] == [1, 3, 3, 4, 4]
    assert len(found.line(2).at) == 2
    page = read(signed_in(staff), "?line=2")
    assert "線の上は3件(全4件)" in page
    assert "2位が2件並んでいます。" in page
    assert page.index("ここまでが線の上") > page.index("FY2026-0003")


@pytest.mark.parametrize("line", ["", "0", "-1", "x", "９", "²", "9" * 40])
def test_any_line_can_be_asked_for(row: Round, staff: User, signed_in: SignIn, line: str) -> None:
    assert "FY2026-0001" in read(signed_in(staff), f"?line={line}")


def test_without_a_line_it_stands_after_those_who_passed(
    row: Round, candidacies: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    situations.decide(candidacies[0], staff)
    assert "1位まで: 線の上は1件" in read(signed_in(staff))


def test_people_in_several_categories_are_marked(
    row: Round, staff: User, signed_in: SignIn
) -> None:
    page = read(signed_in(staff))
    assert page.count("ほかの類型:") == 1
    assert 'href="/desk/rounds/FY2026/board/project_manager/"' in page


def test_comments_are_there_to_be_opened(row: Round, staff: User, signed_in: SignIn) -> None:
    page = read(signed_in(staff))
    assert page.count('<details class="remarks"') == len(GIVEN)
    assert "具体的な成果がある。" in page


def test_two_stand_side_by_side(
    candidacies: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    first, last = candidacies[0].public_id, candidacies[3].public_id
    page = read(signed_in(staff), f"?compare={first}&compare={last}&line=2")
    table = page[page.index("評価基準ごとの、委員の点と理由") : page.index("線を引く")]
    assert "FY2026-0001" in table
    assert "FY2026-0004" in table
    assert table.count("<b>5</b>") == 2 * table.count("重み")
    assert "並べて見るには" in read(signed_in(staff), f"?compare={first}")


def test_the_readers_own_is_neither_shown_nor_counted(
    row: Round, producer: Category, candidacies: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    before = board(row, producer, staff)
    person = candidacies[0].application.person
    type(person).objects.filter(pk=person.pk).update(user=staff)
    after = board(row, producer, staff)
    assert [place.rank for place in after.places] == [1, 1, 3]
    assert before.places[1].adjusted_n == 4
    assert after.places[1].adjusted_n == 3
    page = read(signed_in(staff), f"?compare={candidacies[0].public_id}&compare=x")
    assert "応募 3件" in page
    assert "FY2026-0001<" not in page
    assert candidacies[0].public_id not in page.replace(f"?compare={candidacies[0].public_id}", "")


def test_a_reader_with_a_seat_does_not_see_whom_they_have_a_conflict_with(
    row: Round, producer: Category, candidacies: list[Candidacy], evaluators: list[User]
) -> None:
    seat = CommitteeSeat.objects.get(round=row, user=evaluators[0])
    ConflictOfInterest.objects.create(
        seat=seat, person=candidacies[3].application.person, reason="同僚"
    )
    seen = {place.pk for place in board(row, producer, evaluators[0]).places}
    assert candidacies[3].pk not in seen
    assert len(seen) == 3


def test_the_scores_of_a_conflicted_evaluator_do_not_count(
    row: Round, producer: Category, candidacies: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    given = Evaluation.objects.filter(candidacy=candidacies[3]).order_by("seat")[1]
    ConflictOfInterest.objects.create(
        seat=given.seat, person=candidacies[3].application.person, reason="同僚"
    )
    place = board(row, producer, staff).places[-1]
    assert (place.n, place.mean) == (2, 2.5)
    assert f"利益相反で外れる委員: {given.seat.user.label}" in read(signed_in(staff))


def test_an_unknown_category_is_not_there(row: Round, staff: User, signed_in: SignIn) -> None:
    assert signed_in(staff).get("/desk/rounds/FY2026/board/nothing/").status_code == 404


def test_evaluators_do_not_find_it(row: Round, evaluator: User, signed_in: SignIn) -> None:
    assert signed_in(evaluator).get(ADDRESS).status_code == 404


def test_the_board_does_not_grow(
    candidacies: list[Candidacy], row: Round, staff: User, signed_in: SignIn
) -> None:
    client, counts = signed_in(staff), []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as captured:
            read(client, "?line=2")
        counts.append(len(captured))
        for _number in range(3):
            factories.accepted(row)
    assert counts[0] == counts[1]
    assert counts[0] <= 25
