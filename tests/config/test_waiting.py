"""What waits for staff on their first page: counted, and leading to where one acts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config.waiting import Task, for_person
from recruitment.applications import actions
from recruitment.applications.models import Application
from recruitment.calls import actions as calls
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.applications.situations import submitted
from tests.applications.test_screening_paper import entered

SignIn = Callable[[Any], Client]
LIST = "/desk/rounds/FY2026/applications/"


def waiting(user: User) -> dict[str, Task]:
    """Address → what waits there for this member of staff."""
    return {task.url: task for task in for_person(user)[0].tasks}


def test_questions_without_an_answer_are_counted_and_lead_to_them(
    open_round: Round, staff: User, signed_in: SignIn
) -> None:
    asked = [calls.ask(open_round, asked=f"質問{turn}", email="") for turn in range(3)]
    calls.decline(asked[0], by=staff, reason="公募と関係がない")
    questions = [task for url, task in waiting(staff).items() if "status=waiting" in url]
    assert [(task.state, task.tone) for task in questions] == [("2件", "wait")]
    page = signed_in(staff).get(questions[0].url)
    assert len(page.context["page_obj"].object_list) == 2


def test_applications_that_nobody_has_screened_are_counted_without_ones_own(
    open_round: Round, staff: User, staff2: User, applicant: User, signed_in: SignIn
) -> None:
    accepted = submitted(open_round, applicant)
    submitted(open_round, staff)
    open_round.refresh_from_db()
    factories.submitted(open_round)
    address = f"{LIST}?status=submitted"
    assert waiting(staff)[address].state == "2件"
    assert waiting(staff2)[address].state == "3件"
    actions.accept(accepted, by=staff)
    assert waiting(staff2)[address].state == "2件"
    assert len(signed_in(staff2).get(address).context["lines"]) == 2


def test_what_can_be_screened_no_more_does_not_wait(
    open_round: Round, staff: User, applicant: User
) -> None:
    submitted(open_round, applicant)
    Round.objects.filter(pk=open_round.pk).update(status="decided")
    assert f"{LIST}?status=submitted" not in waiting(staff)


def test_paper_that_is_not_entered_wholly_waits_until_it_is_given_up(
    open_round: Round, staff: User, auditor: User, signed_in: SignIn
) -> None:
    application = entered(open_round, staff)
    assert waiting(staff)[f"{LIST}paper/"].state == "1件"
    assert signed_in(staff).get(f"{LIST}paper/").status_code == 200
    assert f"{LIST}paper/" not in waiting(auditor), "an auditor cannot open that page"
    actions.discard_paper(Application.objects.get(pk=application.pk), by=staff)
    assert f"{LIST}paper/" not in waiting(staff)


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_first_page_does_not_cost_more_for_more_that_waits(
    rounds: int,
    standard: SkillStandard,
    staff: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    hour = timezone.timedelta(hours=1)
    now = timezone.now()
    for number in range(1, rounds + 1):
        times = {"opens_at": now - 24 * hour, "closes_at": now + 24 * hour}
        round = factories.announced_round(standard, number=number, **times)
        for turn in range(number):
            calls.ask(round, asked=f"質問{turn}", email="")
            factories.submitted(round)
        entered(round, staff, received_at=now - hour)
    client = signed_in(staff)
    with django_assert_num_queries(10):
        page = client.get("/").content.decode()
    assert page.count("に届いた応募を確かめる") == rounds
    assert page.count("に寄せられた質問に答える") == rounds
    assert page.count("の紙の応募を入力し終える") == rounds
