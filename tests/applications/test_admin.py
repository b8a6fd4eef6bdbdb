"""In the admin staff read what was submitted; drafts and working copies are not there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from recruitment.applications import actions
from recruitment.calls.models import Round
from tests.applications.situations import drafted, submitted

SignIn = Callable[[Any], Client]


def test_drafts_and_working_copies_stay_with_their_applicant(
    open_round: Round, applicant: User, staff: User, staff2: User, signed_in: SignIn
) -> None:
    draft = drafted(open_round, applicant, motive="下書きの動機")
    sent = submitted(open_round, staff2, motive="提出した動機")
    actions.save(sent, by=staff2, values={"categories": [], "motive": "書き直しの動機"})
    client = signed_in(staff)
    page = client.get("/admin/applications/application/").content.decode()
    assert "FY2026-0001" in page
    assert f"/{draft.pk}/change/" not in page
    assert client.get(f"/admin/applications/application/{draft.pk}/change/").status_code == 302
    page = client.get(f"/admin/applications/application/{sent.pk}/change/").content.decode()
    assert "提出した動機" in page
    assert "書き直しの動機" not in page


@pytest.mark.parametrize(
    "model", ["applications/candidacy", "applications/submission", "calls/round"]
)
def test_each_list_opens_and_finds(
    open_round: Round, applicant: User, staff: User, signed_in: SignIn, model: str
) -> None:
    submitted(open_round, applicant)
    answer = signed_in(staff).get(f"/admin/{model}/?q=FY2026")
    assert answer.status_code == 200
    assert "FY2026" in answer.content.decode()


def test_nothing_is_accepted_that_was_not_read(
    open_round: Round, applicant: User, staff: User, signed_in: SignIn
) -> None:
    application = submitted(open_round, applicant)
    fields = {"action": "accept", "_selected_action": [application.pk]}
    signed_in(staff).post("/admin/applications/application/", fields)
    application.refresh_from_db()
    assert application.status == "submitted"
