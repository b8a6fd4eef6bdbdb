"""The trainee's pages and the ministry's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from recruitment.calls.models import Round, RoundStatus
from tests.training import situations
from training.models import Enrolment, EnrolmentStatus, Programme

SignIn = Callable[[Any], Client]


def day_in(name: str, year: int | None = None) -> dict[str, int]:
    """Today (or another year's) in the three fields of a date."""
    today = timezone.localdate()
    return {
        f"{name}_year": year or today.year,
        f"{name}_month": today.month,
        f"{name}_day": today.day,
    }


@pytest.fixture
def trainee(enrolment: Enrolment, applicant: User) -> User:
    """The person of the enrolment, with an account."""
    type(enrolment.person).objects.filter(pk=enrolment.person_id).update(user=applicant)
    return applicant


def test_training_starts_from_its_page(signed_in: SignIn, released: Round, staff: User) -> None:
    client = signed_in(staff)
    page = client.get(reverse("training:programme", args=[released.code])).content.decode()
    assert "合格者が1人1件ずつ受講者になり" in page
    url = reverse("training:start", args=[released.code])
    year = timezone.localdate().year
    wrong = client.post(url, day_in("starts_on") | day_in("ends_on", year - 1)).content.decode()
    assert "終了日は、開始日以後にしてください。" in wrong
    assert f'value="{year - 1}"' in wrong
    assert client.post(url, day_in("starts_on") | day_in("ends_on")).status_code == 302
    released.refresh_from_db()
    assert released.status == RoundStatus.TRAINING


def test_a_class_is_recorded_on_one_page(
    signed_in: SignIn, programme: Programme, staff: User
) -> None:
    client = signed_in(staff)
    url = reverse("training:record_class", args=[programme.round.code])
    nobody = client.post(url, {"module": 2} | day_in("completed_on")).content.decode()
    assert "修了した人を1人以上選んでください。" in nobody
    people = list(programme.enrolments.values_list("public_id", flat=True))
    facts = {"module": 2, "enrolments": people} | day_in("completed_on")
    assert client.post(url, facts).status_code == 302
    assert programme.modules.get(order=2).completions.count() == 2
    again = client.post(url, facts).content.decode()
    assert "もう記録されている方がいます" in again
    assert again.count("checked") == 2


def test_one_persons_module_is_recorded(
    signed_in: SignIn, enrolment: Enrolment, staff: User
) -> None:
    client, url = signed_in(staff), reverse("training:record", args=[enrolment.public_id])
    future = client.post(url, {"module": 1} | day_in("completed_on", 2999)).content.decode()
    assert "修了日に、先の日付は入れられません。" in future
    assert client.post(url, {"module": 1} | day_in("completed_on")).status_code == 302
    assert client.post(url, {"module": 1} | day_in("completed_on")).status_code == 200
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.IN_PROGRESS


@pytest.mark.parametrize("name", ["fail", "withdraw"])
def test_an_end_has_its_own_page_and_a_reason(
    signed_in: SignIn, enrolment: Enrolment, staff: User, name: str
) -> None:
    client, url = signed_in(staff), reverse(f"training:{name}", args=[enrolment.public_id])
    assert client.get(url).status_code == 200
    assert "理由を書いてください。" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "連絡が取れないため"}).status_code == 302
    assert client.get(url).status_code == 403
    page = client.get(reverse("training:record", args=[enrolment.public_id])).content.decode()
    assert "連絡が取れないため" in page


def test_a_completion_shows_what_it_rests_on(
    signed_in: SignIn, enrolment: Enrolment, staff: User
) -> None:
    situations.record_all(enrolment, staff)
    page = (
        signed_in(staff)
        .get(reverse("training:record", args=[enrolment.public_id]))
        .content.decode()
    )
    assert "修了の根拠" in page


def test_a_trainee_sees_how_far_it_is(
    signed_in: SignIn, enrolment: Enrolment, trainee: User, staff: User
) -> None:
    situations.record_all(enrolment, staff, but=3)
    client = signed_in(trainee)
    assert "7科目のうち4科目" in client.get(reverse("training:index")).content.decode()
    page = client.get(reverse("training:enrolment", args=[enrolment.public_id])).content.decode()
    assert "次の科目: マイナンバー" in page
    assert staff.email not in page


def test_another_persons_training_does_not_exist(
    signed_in: SignIn, programme: Programme, trainee: User, auditor: User
) -> None:
    other = programme.enrolments.exclude(person__user=trainee).get()
    client = signed_in(trainee)
    assert client.get(reverse("training:enrolment", args=[other.public_id])).status_code == 404
    for name in ("record", "fail", "withdraw"):
        assert client.get(reverse(f"training:{name}", args=[other.public_id])).status_code == 404
    page = signed_in(auditor).get(reverse("training:record", args=[other.public_id]))
    assert page.status_code == 200
    assert b'class="btn main"' not in page.content


def test_who_passed_later_is_added_by_a_button(
    signed_in: SignIn, programme: Programme, staff: User
) -> None:
    client = signed_in(staff)
    url = reverse("training:enrol_missing", args=[programme.round.code])
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302


@pytest.mark.parametrize("name", ["programme", "record_class"])
def test_the_programmes_pages_do_not_grow(
    signed_in: SignIn, standard: Any, staff: User, name: str
) -> None:
    client, counts = signed_in(staff), []
    for people in (1, 3):
        row = situations.released_round(standard, people=people, fiscal_year=2026 + people)
        programme = situations.started(row, staff)
        for enrolment in programme.enrolments.all():
            situations.record_all(enrolment, staff, but=2)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"training:{name}", args=[row.code]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_index_does_not_grow(
    signed_in: SignIn, standard: Any, staff: User, applicant: User
) -> None:
    client, counts = signed_in(applicant), []
    for number in range(1, 4):
        row = situations.released_round(standard, people=1, fiscal_year=2026 + number)
        enrolment = situations.started(row, staff).enrolments.get()
        if number == 1:
            type(enrolment.person).objects.filter(pk=enrolment.person_id).update(user=applicant)
            mine = enrolment.person_id
        Enrolment.objects.filter(pk=enrolment.pk).update(person=mine)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("training:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
