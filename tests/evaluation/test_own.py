"""Staff who applied neither steer nor read the evaluation of their own application."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from recruitment.applications.models import Application, Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import actions
from recruitment.evaluation.models import Evaluation
from tests.evaluation import situations

DESK = "/desk/rounds/FY2026"


@pytest.fixture
def own(evaluating: Round, staff: User) -> Application:
    return situations.own(evaluating, staff)


@pytest.fixture
def candidacy(evaluating: Round, own: Application, staff2: User) -> Candidacy:
    """The member of staff's own, assigned and scored like every other."""
    situations.judged(evaluating, staff2)
    return own.candidacies.get()


@pytest.fixture
def desk(staff: User, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(staff)


def test_the_proposal_leaves_it_to_another(
    evaluating: Round, own: Application, staff: User, staff2: User
) -> None:
    assert own.pk not in actions.propose(evaluating, by=staff).asked.units
    assert own.pk in actions.propose(evaluating, by=staff2).asked.units
    pair = evaluating.seats.all()[0], own
    with pytest.raises(PermissionDenied, match="自分の応募の評価"):
        actions.assign(evaluating, [pair], by=staff)
    assert not Evaluation.objects.filter(candidacy__application=own).exists()


def test_it_is_neither_taken_back_nor_reopened(
    evaluating: Round, own: Application, staff: User, staff2: User
) -> None:
    mine = [
        row for row in situations.assigned(evaluating, staff2) if row.candidacy.application == own
    ]
    with pytest.raises(PermissionDenied, match="自分の応募の評価"):
        actions.take_back(mine[0], by=staff, reason="厳しい委員")
    situations.complete(mine[0], points=2)
    with pytest.raises(PermissionDenied, match="自分の応募の評価"):
        actions.reopen(mine[0], by=staff, reason="低い点")
    assert actions.reopen(mine[0], by=staff2, reason="取り違え").status == "reopened"


def test_no_page_shows_it(candidacy: Candidacy, desk: Client) -> None:
    application = candidacy.application
    for page in ("assignment/", "decisions/", "release/"):
        shown = desk.get(f"{DESK}/{page}").content.decode()
        assert "FY2026-0001" in shown
        assert f"{application.receipt_number}<" not in shown
    for verb in ("decide", "promote", "correct"):
        assert desk.get(f"/desk/candidacies/{candidacy.public_id}/{verb}/").status_code == 404


def test_the_admin_does_not_either(
    candidacy: Candidacy, desk: Client, staff2: User, signed_in: Callable[[Any], Client]
) -> None:
    situations.decide(candidacy, staff2)
    number = candidacy.application.receipt_number
    for model in ("evaluation/evaluation", "evaluation/score", "evaluation/decision"):
        address = f"/admin/{model}/?q={number}"
        assert "field-" in signed_in(staff2).get(address).content.decode()
        assert "field-" not in desk.get(address).content.decode()
    assert "field-" not in desk.get(f"/admin/applications/candidacy/?q={number}").content.decode()
    mine = desk.get(f"/admin/applications/application/{candidacy.application_id}/change/")
    assert "合格" not in mine.content.decode()
