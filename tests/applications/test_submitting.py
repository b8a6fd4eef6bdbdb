"""Submitting: the snapshot, the number, the letter, and what a second submission changes."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from common.digest import digest
from recruitment.applications import actions
from recruitment.calls.models import Round
from tests.applications.situations import drafted


def test_a_submission_keeps_what_was_said_and_when(open_round: Round, applicant: User) -> None:
    arrived = timezone.now()
    application = drafted(open_round, applicant, ("service_designer", "producer"))
    actions.submit(application, by=applicant, arrived_at=arrived)
    submission = application.latest
    assert (application.status, application.receipt_number) == ("submitted", "FY2026-0001")
    assert submission.arrived_at == application.submitted_at == arrived
    assert submission.digest == digest(submission.content)
    assert submission.content["family_name"] + submission.content["given_name"] == "髙橋葛󠄀"
    assert submission.content["categories"] == ["producer", "service_designer"]
    assert submission.content["receipt_number"] == "FY2026-0001"
    assert dt.datetime.fromisoformat(submission.content["arrived_at"]) == arrived
    assert [row.category.code for row in application.candidacies.all()] == [
        "producer",
        "service_designer",
    ]
