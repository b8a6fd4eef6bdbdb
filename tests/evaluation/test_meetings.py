"""Meetings: attendance, the quorum of each case, and minutes for who was not there."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import actions, queries
from recruitment.evaluation.models import Meeting
from tests.evaluation import situations

SignIn = Callable[[Any], Client]


@pytest.fixture
def judged(evaluating: Round, staff: User) -> list[Candidacy]:
    """Two candidacies, each scored by three of four evaluators."""
    return situations.judged(evaluating, staff)


def meet(row: Round, staff: User, count: int) -> Meeting:
    """Today, with the first so many evaluators."""
    there = list(queries.committee(row))[:count]
    return actions.record_meeting(row, by=staff, held_on=timezone.localdate(), attendees=there)


def minutes(client: Client, row: Round) -> str:
    paper = client.get(reverse("evaluation:minutes", args=[row.code]))
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)


@pytest.mark.parametrize(("present", "reached"), [(2, False), (3, True)])
def test_a_decision_needs_a_majority_of_those_with_a_vote(
    evaluating: Round, judged: list[Candidacy], staff: User, present: int, reached: bool
) -> None:
    meet(evaluating, staff, present)
    if reached:
        situations.decide(judged[0], staff)
    else:
        with pytest.raises(PermissionDenied, match="定足数"):
            situations.decide(judged[0], staff)


def test_who_is_in_conflict_is_not_counted_for_that_case(
    evaluating: Round, judged: list[Candidacy], staff: User, evaluators: list[User]
) -> None:
    meeting = meet(evaluating, staff, 3)
    aside = evaluating.seats.get(user=evaluators[0])
    said = judged[0].application.latest.content["employer"]
    actions.describe_seat(aside, by=staff, affiliation=said, expertise=[])
    before = queries.quorum(meeting, judged[0])
    actions.search_conflicts(evaluating, by=staff)
    after = queries.quorum(meeting, judged[0])
    assert (before.votes, before.present, before.needed) == (4, 3, 3)
    assert (after.votes, after.present, after.needed) == (3, 2, 2)


def test_a_decision_without_a_meeting_of_its_day_is_refused_beside_the_field(
    evaluating: Round, judged: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    day = timezone.localdate() - timezone.timedelta(days=1)
    there = queries.committee(evaluating)
    actions.record_meeting(evaluating, by=staff, held_on=day, attendees=there)
    today = timezone.localdate()
    typed = {"outcome": "pass", "reason": "審議の結果"}
    typed |= {f"decided_on_{number}": part for number, part in parts(today)}
    page = signed_in(staff).post(reverse("evaluation:decide", args=[judged[0].public_id]), typed)
    assert "この日に開いた会議の記録がありません" in page.content.decode()


def parts(day: Any) -> list[tuple[str, str]]:
    return [(name, str(getattr(day, name))) for name in ("year", "month", "day")]


def test_a_round_without_meetings_on_record_decides_as_before(
    evaluating: Round, judged: list[Candidacy], staff: User
) -> None:
    assert situations.decide(judged[0], staff).outcome == "pass"


def test_attendance_is_noted_on_the_page(
    evaluating: Round, staff: User, evaluators: list[User], signed_in: SignIn
) -> None:
    client, address = signed_in(staff), reverse("evaluation:meetings", args=[evaluating.code])
    typed = {f"held_on_{name}": value for name, value in parts(timezone.localdate())}
    assert "出席した委員を選んでください" in client.post(address, typed).content.decode()
    seats = [str(seat.pk) for seat in queries.committee(evaluating)[:2]]
    assert client.post(address, typed | {"attendees": seats}).status_code == 302
    assert "4人のうち2人" in client.get(address).content.decode()


def test_the_minutes_tell_everything_but_who_gave_which_score(
    evaluating: Round, judged: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    meet(evaluating, staff, 3)
    situations.decide(judged[0], staff)
    text = minutes(signed_in(staff), evaluating)
    flat = "".join(text.split())
    for said in ("会議と出席", "審議の結果", "合格", "まだ決定していません", "4人のうち3人が出席"):
        assert said in flat
    case = flat[flat.index(judged[0].application.receipt_number) :]
    assert "4.00、4.00、4.00" in case
    assert not any(seat.user.email in case for seat in queries.committee(evaluating))


def test_the_minutes_leave_out_the_readers_own_application(
    evaluating: Round, judged: list[Candidacy], staff: User, signed_in: SignIn
) -> None:
    person = judged[0].application.person
    person.user = staff
    person.save()
    text = "".join(minutes(signed_in(staff), evaluating).split())
    assert judged[0].application.receipt_number not in text
    assert judged[1].application.receipt_number in text
