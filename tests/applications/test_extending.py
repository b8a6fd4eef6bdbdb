"""Later deadlines for several at once: looked over first, then granted to exactly those."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from common.templatetags.ui import moment
from recruitment.applications import actions as applications
from recruitment.applications.cohorts import concerned
from recruitment.calls import actions, queries
from recruitment.calls.models import Extension, Round
from tests import factories
from tests.applications.situations import drafted, submitted
from tests.calls.situations import moment_fields

SignIn = Callable[[Any], Client]
NOW = timezone.now
HOUR = dt.timedelta(hours=1)
PAGE = "/desk/rounds/FY2026/extend/"


@pytest.fixture
def desk(staff: User, signed_in: SignIn) -> Client:
    return signed_in(staff)


def fields(round: Round, **more: str) -> dict[str, str]:
    later = (round.closes_at or NOW()) + 24 * HOUR
    usual = {"whom": "addresses", "addresses": "", "prefecture": "", "reason": "停電のため"}
    return usual | moment_fields("until", later) | more


def looked_over(desk: Client, typed: dict[str, str]) -> Any:
    answer = desk.post(PAGE, typed)
    assert answer.status_code == 200
    assert not Extension.objects.exists(), "nothing is granted before it was looked over"
    return answer


def granted(desk: Client, typed: dict[str, str]) -> set[Any]:
    """Looked over, then granted: who has an extension now."""
    seen = looked_over(desk, typed).context["seen"]
    assert desk.post(PAGE, typed | {"seen": seen}).status_code == 302
    return {row.person for row in Extension.objects.all()}


def letters() -> list[str]:
    return [job.args["to"] for job in ProcrastinateJob.objects.order_by("id")]


def test_several_addresses_and_the_unknown_ones_are_said(desk: Client, open_round: Round) -> None:
    one, two = (factories.PersonFactory(email=f"{name}@tests.example") for name in ("a", "b"))
    typed = fields(open_round, addresses="A@tests.example, b@tests.example\nnobody@tests.example")
    page = looked_over(desk, typed).content.decode()
    assert "2人の受付終了を" in page
    assert "<li>nobody@tests.example</li>" in page
    assert "停電のため" in page
    assert granted(desk, typed) == {one, two}
    assert {row.cohort for row in Extension.objects.all()} == {"アドレスで指定した2人"}
    assert sorted(letters()) == ["a@tests.example", "b@tests.example"]


def test_one_address_is_no_cohort(desk: Client, open_round: Round) -> None:
    person = factories.PersonFactory(email="late@tests.example")
    assert granted(desk, fields(open_round, addresses="LATE@tests.example")) == {person}
    assert Extension.objects.get().cohort == ""
    assert "停電のため" in desk.get(PAGE).content.decode()


def test_all_with_a_draft(desk: Client, open_round: Round, applicant: User) -> None:
    drafts = {drafted(open_round, user).person for user in factories.UserFactory.create_batch(2)}
    submitted(open_round, applicant)
    assert granted(desk, fields(open_round, whom="drafts")) == drafts
    assert {row.cohort for row in Extension.objects.all()} == {"下書きのある方すべて"}


def test_all_who_live_in_a_prefecture(desk: Client, open_round: Round, applicant: User) -> None:
    here, there, gone = factories.UserFactory.create_batch(3)
    people = {drafted(open_round, here).person, submitted(open_round, applicant).person}
    drafted(open_round, there, prefecture="13")
    applications.withdraw(drafted(open_round, gone), by=gone)
    typed = fields(open_round, whom="prefecture", prefecture="22")
    assert granted(desk, typed) == people
    assert {row.cohort for row in Extension.objects.all()} == {"静岡県に住む方"}


def test_who_lives_there_and_is_passed_over_is_named_with_the_reason(
    desk: Client, open_round: Round, applicant: User, staff: User, staff2: User
) -> None:
    returned, other, elsewhere, writing = (
        factories.submitted(open_round, prefecture=where) for where in ("22", "22", "13", "22")
    )
    due = NOW() + 48 * HOUR
    for row in (returned, elsewhere):
        applications.return_for_correction(row, by=staff, reason="氏名", due_at=due)
    applications.accept(other, by=staff)
    page = desk.post(PAGE, fields(open_round, whom="prefecture", prefecture="22"))
    text = page.content.decode()
    assert list(page.context["passed_over"]) == [other, returned]
    assert "同じ都道府県に住む2人には" in text
    assert f"/desk/applications/{returned.public_id}/" in text
    assert f"補正の期限: {moment(due)}" in text
    assert [person.pk for person in page.context["form"].people] == [writing.person_id]
    alone = desk.post(PAGE, fields(open_round, whom="prefecture", prefecture="13"))
    assert list(alone.context["passed_over"]) == [elsewhere]


def test_one_who_is_in_correction_is_named_with_the_date_that_holds(
    desk: Client, open_round: Round, staff: User
) -> None:
    returned = factories.submitted(open_round, factories.PersonFactory(email="r@tests.example"))
    writing = factories.submitted(open_round, factories.PersonFactory(email="w@tests.example"))
    due = NOW() + 48 * HOUR
    applications.return_for_correction(returned, by=staff, reason="氏名", due_at=due)
    one = looked_over(desk, fields(open_round, addresses="r@tests.example")).content.decode()
    assert "対象の方のうち1人には、この延長は効きません" in one
    assert "受付を延長しても変わりません" in one
    assert f"補正の期限: {moment(due)}" in one
    other = looked_over(desk, fields(open_round, addresses="w@tests.example")).content.decode()
    assert "この延長は効きません" not in other
    assert writing.status == "submitted"


def test_who_grants_is_left_out_of_a_cohort_and_told_so(
    desk: Client, open_round: Round, staff: User, applicant: User
) -> None:
    drafted(open_round, staff)
    other = drafted(open_round, applicant).person
    typed = fields(open_round, whom="drafts")
    assert "自分の期限は延ばせない" in looked_over(desk, typed).content.decode()
    assert granted(desk, typed) == {other}


def test_if_somebody_joins_meanwhile_it_is_looked_over_again(
    desk: Client, open_round: Round, applicant: User, staff2: User
) -> None:
    drafted(open_round, applicant)
    typed = fields(open_round, whom="drafts")
    seen = looked_over(desk, typed).context["seen"]
    drafted(open_round, staff2)
    again = looked_over(desk, typed | {"seen": seen})
    assert "当てはまる方が変わりました" in again.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "addresses"),
        ({"addresses": "nobody@tests.example"}, "addresses"),
        ({"addresses": "x@y.example " * 1 + " ".join(f"{n}@y.example" for n in range(501))},
         "addresses"),
        ({"whom": "drafts"}, "whom"),
        ({"whom": "prefecture"}, "prefecture"),
        ({"whom": "prefecture", "prefecture": "99"}, "prefecture"),
        ({"whom": "prefecture", "prefecture": "13"}, "prefecture"),
        ({"whom": "everybody"}, "whom"),
        ({"addresses": "staff@tests.example"}, "addresses"),
        ({"until_year": "2020", "addresses": "known@tests.example"}, "until"),
        ({"reason": "", "addresses": "known@tests.example"}, "reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_gets_a_sentence_and_keeps_the_rest(
    desk: Client, open_round: Round, staff: User, change: dict[str, str], field: str
) -> None:
    factories.PersonFactory(user=staff, email=staff.email)
    factories.PersonFactory(email="known@tests.example")
    answer = looked_over(desk, fields(open_round) | change)
    assert field in answer.context["form"].errors
    assert "seen" not in answer.content.decode()


def test_a_cohort_is_granted_whole_or_not_at_all(open_round: Round, staff: User) -> None:
    own = factories.PersonFactory(user=staff, email=staff.email)
    people = [*factories.PersonFactory.create_batch(2), own]
    until = open_round.closes_at + HOUR
    with pytest.raises(PermissionDenied, match="自分の受付"):
        actions.extend_cohort(open_round, people, by=staff, until=until, reason="停電")
    assert not Extension.objects.exists()
    assert letters() == []


def test_a_double_click_grants_once_and_tells_once(
    desk: Client, open_round: Round, applicant: User
) -> None:
    drafted(open_round, applicant)
    typed = fields(open_round, whom="drafts")
    typed["seen"] = looked_over(desk, typed).context["seen"]
    assert [desk.post(PAGE, typed).status_code for _press in range(2)] == [302, 302]
    assert Extension.objects.count() == 1
    assert letters() == [applicant.email]


def test_an_extension_after_the_close_lets_exactly_those_submit(
    open_round: Round, staff: User, applicant: User
) -> None:
    late = drafted(open_round, applicant)
    Round.objects.filter(pk=open_round.pk).update(closes_at=NOW() - HOUR)
    open_round.refresh_from_db()
    with pytest.raises(PermissionDenied, match="いまより後"):
        actions.extend(open_round, late.person, by=staff, until=NOW() - HOUR / 2, reason="早すぎる")
    people = concerned(open_round, "")
    actions.extend_cohort(open_round, people, by=staff, until=NOW() + HOUR, reason="障害")
    assert list(queries.takes_from(late.person, NOW())) == [open_round]
    late.round.refresh_from_db()
    applications.submit(late, by=applicant, arrived_at=NOW())
    assert late.receipt_number == "FY2026-0001"
