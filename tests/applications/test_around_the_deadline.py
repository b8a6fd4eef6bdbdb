"""Every page of an applicant one second before the deadline, at it, and one second after it: in
each state in which there is something to write.
"""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests.applications.situations import drafted, marks, submitted

SECOND = dt.timedelta(seconds=1)
BEFORE, AT, AFTER = -SECOND, 0 * SECOND, SECOND
MOMENTS = pytest.mark.parametrize("moment", [BEFORE, AT, AFTER], ids=["before", "at", "after"])
STATES = pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
WRITING = ["edit/", "edit/categories/", "edit/person/", "edit/records/", "edit/records/1/"]
WRITING += ["edit/skills/", "edit/conditions/", "edit/attachments/", "edit/consents/"]
CLOSED = {"returned": "補正の期限は"} | dict.fromkeys(["draft", "submitted"], "に終了しました")

SignIn = Callable[[Any], Client]


@pytest.fixture
def me(applicant: User, signed_in: SignIn) -> Client:
    return signed_in(applicant)


def stands(state: str, round: Round, applicant: User, staff: User) -> Application:
    """An application in this state, while there is time."""
    if state == "draft":
        return drafted(round, applicant)
    application = submitted(round, applicant)
    if state == "returned":
        due = timezone.now() + dt.timedelta(days=1)
        actions.return_for_correction(application, by=staff, reason="勤務先", due_at=due)
    return application


def seen(application: Application) -> dict[str, str]:
    """The marks that the page carries, opened while there was time."""
    return {"seen": json.dumps(marks(application))}


def set_deadline(application: Application, at: dt.datetime) -> None:
    """Of the round; of a returned application its own, while the round has long closed."""
    if application.status == "returned":
        Round.objects.update(closes_at=at - dt.timedelta(hours=1))
        Application.objects.update(correction_due_at=at)
    else:
        Round.objects.update(closes_at=at)


@MOMENTS
@STATES
def test_pages_to_write_on_are_there_until_the_deadline(
    me: Client, open_round: Round, applicant: User, staff: User, state: str, moment: dt.timedelta
) -> None:
    application = stands(state, open_round, applicant, staff)
    for page in WRITING:
        set_deadline(application, timezone.now() - moment)
        answer = me.get(f"/applications/{application.public_id}/{page}")
        assert answer.status_code == (200 if moment == BEFORE else 403), page
        assert (CLOSED[state] in answer.content.decode()) == (moment != BEFORE), page


@MOMENTS
@STATES
def test_reading_it_over_is_possible_ever_after(
    me: Client, open_round: Round, applicant: User, staff: User, state: str, moment: dt.timedelta
) -> None:
    application = stands(state, open_round, applicant, staff)
    set_deadline(application, timezone.now() - moment)
    review = me.get(f"/applications/{application.public_id}/review/").content.decode()
    assert (" disabled>この内容で提出" in review) == (moment != BEFORE)
    set_deadline(application, timezone.now() - moment)
    detail = me.get(f"/applications/{application.public_id}/").content.decode()
    assert (f"/applications/{application.public_id}/edit/" in detail) == (moment == BEFORE)
    for page in ("preview/", ""):
        assert me.get(f"/applications/{application.public_id}/{page}").status_code == 200


@MOMENTS
@STATES
def test_saving_by_itself_says_that_it_is_too_late(
    me: Client, open_round: Round, applicant: User, staff: User, state: str, moment: dt.timedelta
) -> None:
    application = stands(state, open_round, applicant, staff)
    set_deadline(application, timezone.now() - moment)
    fields = {"autosave": "1", "names": "motive", "motive": "間に合ったか"} | seen(application)
    answer = me.post(f"/applications/{application.public_id}/edit/categories/", fields)
    application.refresh_from_db()
    if moment == BEFORE:
        assert "保存しました" in answer.json()["said"]
        assert application.motive == "間に合ったか"
    else:
        assert answer.status_code == 403
        assert CLOSED[state] in answer.json()["refused"]
        assert application.motive != "間に合ったか"


@MOMENTS
@STATES
def test_the_button_stays_on_the_page_with_the_text_that_came_too_late(
    me: Client, open_round: Round, applicant: User, staff: User, state: str, moment: dt.timedelta
) -> None:
    application = stands(state, open_round, applicant, staff)
    set_deadline(application, timezone.now() - moment)
    fields = {"categories": ["producer"], "motive": "最後に書いた文"} | seen(application)
    answer = me.post(f"/applications/{application.public_id}/edit/categories/", fields)
    application.refresh_from_db()
    if moment == BEFORE:
        assert answer.status_code == 302
        assert application.motive == "最後に書いた文"
    else:
        page = answer.content.decode()
        assert answer.status_code == 403
        assert CLOSED[state] in page
        assert "最後に書いた文</textarea>" in page
        assert "ここまでに保存した内容は、下書きに残っています" in page
        assert application.motive != "最後に書いた文"


@MOMENTS
@STATES
def test_a_submission_is_judged_by_its_arrival_to_the_instant(
    me: Client,
    open_round: Round,
    applicant: User,
    staff: User,
    settings: Settings,
    state: str,
    moment: dt.timedelta,
) -> None:
    settings.TRUST_REQUEST_START = True
    application = stands(state, open_round, applicant, staff)
    if state != "draft":
        actions.save(application, by=applicant, values={"motive": "直した動機"})
    deadline = timezone.now().replace(microsecond=0) + dt.timedelta(minutes=5)
    set_deadline(application, deadline)
    version = Application.objects.get().version
    before = application.submissions.count()
    arrived = (deadline + moment).timestamp()
    answer = me.post(
        f"/applications/{application.public_id}/submit/",
        {"version": version},
        headers={"X-Request-Start": f"t={arrived:.6f}"},
    )
    stored = application.submissions.count() - before
    assert (answer.status_code, stored) == ((302, 1) if moment == BEFORE else (403, 0))


@MOMENTS
def test_one_may_begin_until_the_deadline(
    me: Client, open_round: Round, moment: dt.timedelta
) -> None:
    Round.objects.update(closes_at=timezone.now() - moment)
    offered = me.get("/applications/").content.decode()
    assert ("応募を始める" in offered) == (moment == BEFORE)
    Round.objects.update(closes_at=timezone.now() - moment)
    begun = me.post("/applications/start/FY2026/")
    assert begun.status_code == (302 if moment == BEFORE else 403)
    assert Application.objects.exists() == (moment == BEFORE)
