"""Synthetic people: as consistent as real ones, in any number, and never among real ones."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from recruitment.applications.content import snapshot
from recruitment.applications.models import Application
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation.models import Evaluation, EvaluationStatus
from roster.registry.actions import refresh_search
from roster.registry.models import Edition, ProfileSheet, Registrant, Registration

pytestmark = pytest.mark.django_db


def seed(**numbers: int) -> str:
    out = StringIO()
    call_command("seed_scale", **numbers, stdout=out, stderr=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would check
    return out.getvalue()


def test_registrants_are_listed_with_an_approved_sheet_and_in_an_edition() -> None:
    assert "12 registrants" in seed(registrants=12)
    assert Registrant.objects.count() == 12
    assert ProfileSheet.objects.approved().count() == 12
    assert Edition.objects.get().entries.count() == Registration.objects.count() == 14
    assert Round.objects.get().status == RoundStatus.CONCLUDED


def test_what_was_submitted_is_what_the_application_says() -> None:
    seed(registrants=9)
    for application in Application.objects.all():
        assert application.latest is not None
        assert application.latest.content == snapshot(application)


def test_the_search_key_is_the_one_that_the_list_would_write() -> None:
    seed(registrants=12)
    for registrant in Registrant.objects.all():
        written = registrant.search_key
        refresh_search(registrant)
        assert registrant.search_key == written


def test_a_second_run_adds_a_round_and_an_edition() -> None:
    seed(registrants=5)
    seed(registrants=3)
    assert Registrant.objects.count() == 8
    assert [edition.entries.count() for edition in Edition.objects.order_by("number")] == [6, 9]
    assert Round.objects.count() == 2


def test_half_of_the_committees_work_is_done() -> None:
    seed(applications=7, evaluators=4)
    round = Round.objects.get()
    done = Evaluation.objects.filter(status=EvaluationStatus.SUBMITTED)
    assert round.status == RoundStatus.EVALUATING
    assert round.seats.count() == 4
    assert done.values("candidacy__application").distinct().count() == 3
    assert not done.filter(scores=None).exists()


def test_a_database_with_real_rounds_is_left_alone(draft_round: Round, settings: Any) -> None:
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="real rounds"):
        seed(registrants=1)
    assert Registrant.objects.count() == 0


def test_numbers_below_nought_are_refused() -> None:
    with pytest.raises(CommandError, match="from 0 upwards"):
        seed(registrants=-1)
