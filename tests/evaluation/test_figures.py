"""The figures of a round, and its folder: what is drawn, who may have it, and that it agrees."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.verdict import require
from recruitment.calls.models import Round
from recruitment.evaluation import actions, documents, folder, policy, queries, recompute, wording
from recruitment.evaluation.models import Evaluation, Outcome
from recruitment.evaluation.scoring import Doubt, Undefined
from recruitment.evaluation.strips import MARGIN, WIDTH, strip
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations

SignIn = Callable[[Any], Client]
FIGURES, FOLDER = "/desk/rounds/FY2026/figures/", "/desk/rounds/FY2026/folder.zip"


@pytest.fixture
def row(standard: SkillStandard, staff: User, evaluators: list[User]) -> Round:
    """Five applicants, nothing scored."""
    return situations.evaluating_round(standard, staff, evaluators, applicants=5)


@pytest.fixture
def scored(row: Round, staff: User) -> Round:
    """But for one evaluator who abstained from one of them."""
    for place, evaluation in enumerate(situations.assigned(row, staff)):
        if place == 0:
            actions.abstain(evaluation, by=evaluation.seat.user, reason="専門の外")
        else:
            situations.complete(evaluation, 1 + place % 5)
    return row


@pytest.fixture
def decided(scored: Round, staff: User) -> Round:
    for place, candidacy in enumerate(scored.candidacies.order_by("pk")):
        situations.decide(candidacy, staff, Outcome.PASS if place < 2 else Outcome.FAIL)
    return actions.close_decisions(scored, by=staff)


def read(client: Client) -> str:
    answer = client.get(FIGURES)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_download_agrees_with_bin_recompute(
    decided: Round,
    staff: User,
    signed_in: SignIn,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    client = signed_in(staff)
    answer = client.get(FOLDER)
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    assert recompute.main([str(tmp_path / "FY2026-evaluation")]) == 0
    said = capsys.readouterr().out
    assert "agrees" in said
    digest = re.search(r"SHA-256 ([0-9a-f]{64})", said)
    assert digest
    assert digest[1] in read(client)


def test_the_same_folder_comes_out_twice(decided: Round) -> None:
    assert documents.package(decided).zipped() == documents.package(decided).zipped()


def test_another_decision_changes_the_digest(decided: Round, staff: User) -> None:
    before = documents.package(decided).digest
    failed = decided.candidacies.filter(status="failed")[0]
    day = failed.decided_on
    actions.record_correction(failed, by=staff, reason="集計の誤り", decided_on=day)
    assert documents.package(decided).digest != before


def test_the_folder_names_nobody(decided: Round, evaluators: list[User]) -> None:
    said = b"\n".join(documents.package(decided).files.values()).decode()
    for candidacy in decided.candidacies.select_related("application__person"):
        person = candidacy.application.person
        secrets = (person.family_name, candidacy.public_id, candidacy.application.receipt_number)
        assert [secret for secret in secrets if secret in said] == []
    assert [user.email for user in evaluators if user.email in said] == []
    assert "所見" not in said
    assert "専門の外" not in said


def test_another_secret_gives_another_order(decided: Round, settings: Any) -> None:
    before = queries.pseudonyms_of(decided)
    orders = set()
    for secret in ("a" * 50, "b" * 50, "c" * 50, "d" * 50):
        settings.SECRET_KEY = secret
        orders.add(tuple(queries.pseudonyms_of(decided).candidacies.values()))
    assert len(orders) > 1
    assert set(before.candidacies.values()) == set(orders.pop())


def test_abstentions_are_in_the_folder_without_points(decided: Round) -> None:
    files = documents.package(decided).files
    evaluations = files["evaluations.csv"].decode().splitlines()[1:]
    judged = {tuple(line.split(",")[:2]) for line in files["scores.csv"].decode().splitlines()[1:]}
    assert len(evaluations) == Evaluation.objects.count()
    assert len(judged) == len(evaluations) - 1


def test_the_line_of_the_folder_is_how_many_passed(decided: Round) -> None:
    assert '"producer": 2' in documents.package(decided).files["manifest.json"].decode()


def test_there_is_no_folder_before_the_decisions_are_closed(
    scored: Round, staff: User, signed_in: SignIn
) -> None:
    client = signed_in(staff)
    assert client.get(FOLDER).status_code == 403
    assert "フォルダーを出せるのは、決定を締め切った後です。" in read(client)


def test_an_auditor_may_have_it_and_an_evaluator_may_not(
    decided: Round, auditor: User, evaluator: User, signed_in: SignIn
) -> None:
    assert signed_in(auditor).get(FOLDER).status_code == 200
    for address in (FOLDER, FIGURES):
        assert signed_in(evaluator).get(address).status_code == 404


def test_whoever_applied_neither_takes_it_nor_finds_themselves(
    decided: Round, staff: User, signed_in: SignIn
) -> None:
    own = decided.candidacies.order_by("pk")[0]
    person = own.application.person
    type(person).objects.filter(pk=person.pk).update(user=staff)
    with pytest.raises(PermissionDenied, match="フォルダーは渡せません"):
        require(policy.can_take_folder(staff, decided))
    page = read(signed_in(staff))
    assert own.application.receipt_number not in page
    assert f">{queries.pseudonyms_of(decided).candidacies[own.pk]}<" not in page
    assert "SHA-256" not in page


def test_the_figures_are_drawn_with_their_numbers(
    decided: Round, staff: User, signed_in: SignIn
) -> None:
    page = read(signed_in(staff))
    found = queries.figures(decided, staff).derived
    for ranking in found.ranking:
        assert f"平均{ranking.mean:.2f}" in page
    for evaluator in found.evaluators:
        assert f"厳しさ{evaluator.severity:.2f}" in page
    assert page.count('role="img"') == len(found.ranking) + len(found.evaluators) + sum(
        one.alpha is not None for one in found.agreement
    )
    assert "応募の件数が少ないため(n=5)" in page


def test_board_and_folder_say_the_same(decided: Round, staff: User) -> None:
    called = queries.pseudonyms_of(decided).candidacies
    record = queries.record_of(decided, queries.pseudonyms_of(decided), decided.candidacies.all())
    derived = {row.candidacy: row for row in folder.derive(record).ranking}
    places = queries.board_of(decided, queries.offered(decided)[0], staff).places
    assert len(places) == len(derived)
    for place in places:
        row = derived[called[place.pk]]
        assert (place.rank, place.adjusted_rank, place.n) == (row.rank, row.adjusted_rank, row.n)
        assert (place.adjusted_n, place.adjusted_doubt or "") == (
            row.adjusted_n,
            row.adjusted_doubt,
        )
        for ours, theirs in ((place.mean, row.mean), (place.adjusted, row.adjusted)):
            assert ours == pytest.approx(theirs, abs=1e-9)


def test_the_figures_do_not_grow(
    standard: SkillStandard, staff: User, evaluators: list[User], signed_in: SignIn
) -> None:
    client, counts = signed_in(staff), []
    for year, applicants in ((2027, 1), (2028, 4)):
        row = situations.evaluating_round(
            standard, staff, evaluators, applicants=applicants, fiscal_year=year
        )
        situations.judged(row, staff)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/desk/rounds/{row.code}/figures/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_the_figures_do_not_break_without_a_score(
    row: Round, staff: User, signed_in: SignIn
) -> None:
    page = read(signed_in(staff))
    assert "2人以上が採点した応募がないため、求められません(n=0)。" in page
    factories.accepted(row)
    read(signed_in(staff))


@pytest.mark.parametrize("code", Doubt)
def test_every_doubt_has_a_sentence_with_its_n(code: Doubt) -> None:
    assert "n=3" in wording.doubt(code, 3)


@pytest.mark.parametrize("code", Undefined)
def test_every_missing_alpha_has_a_sentence(code: Undefined) -> None:
    assert "n=3" in wording.undefined(code, 3)


def test_a_strip_stays_on_its_scale() -> None:
    drawn = strip([1, 2, 3, 4, 5], low=1, high=5, mark=3, dots=[0, 9])
    assert (drawn.start, drawn.length, drawn.mark) == (MARGIN, WIDTH - 2 * MARGIN, WIDTH // 2)
    assert drawn.dots == [MARGIN, WIDTH - MARGIN]
    assert strip([0, 1], low=0.5).start is None
