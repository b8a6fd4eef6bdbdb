"""Asking for the list, and the ministry's answer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import LocalGovernment, User
from common.versions import StaleVersion
from common.workflow import MoveRefused, move
from roster.provision import actions, policy, queries
from roster.provision.models import Grant, ProvisionRequest, RequestStatus
from tests.provision.conftest import TEXTS

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
TODAY = timezone.localdate


def day(name: str, value: dt.date) -> dict[str, Any]:
    return {f"{name}_{part}": getattr(value, part) for part in ("year", "month", "day")}


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def client(signed_in: SignIn, officer: User) -> Client:
    return signed_in(officer)


def test_a_request_is_kept_as_a_draft_and_then_sent(
    client: Client, kawazu: LocalGovernment
) -> None:
    sent = TEXTS | {"local_government": kawazu.code, "person_wanted": ""}
    client.post(reverse("provision:ask"), sent)
    row = ProvisionRequest.objects.get()
    assert (row.status, row.problem) == (RequestStatus.DRAFT, "窓口が混む。")
    address = reverse("provision:submit", args=[row.public_id])
    answer = client.post(address, {"problem": "窓口が混む。", "version": row.version})
    assert "どのような人を求めるかを書いてから" in text(answer)
    client.post(address, TEXTS | {"version": row.version})
    row.refresh_from_db()
    assert (row.status, row.person_wanted) == (RequestStatus.SUBMITTED, TEXTS["person_wanted"])
    assert "総務省の担当者が審査しています" in text(client.get(row.get_absolute_url()))


def test_a_request_is_sent_at_once(client: Client, kawazu: LocalGovernment) -> None:
    sent = TEXTS | {"local_government": kawazu.code, "send": "1"}
    assert "依頼を総務省に送りました" in text(
        client.post(reverse("provision:ask"), sent, follow=True)
    )


def test_nobody_asks_for_another_body(client: Client, neighbour: User, officer: User) -> None:
    other = LocalGovernment.objects.get(name="東伊豆町")
    answer = client.post(reverse("provision:ask"), TEXTS | {"local_government": other.code})
    assert answer.status_code == 200
    assert not ProvisionRequest.objects.exists()
    with pytest.raises(PermissionDenied, match="ご自身が担当する"):
        actions.ask(by=officer, local_government=other, **TEXTS)


def test_the_later_tab_sees_the_difference_and_keeps_its_text(
    client: Client, officer: User, kawazu: LocalGovernment
) -> None:
    row = actions.ask(by=officer, local_government=kawazu, **TEXTS)
    client.post(row.get_absolute_url(), TEXTS | {"problem": "先に保存", "version": 1})
    answer = client.post(row.get_absolute_url(), TEXTS | {"problem": "あとから", "version": 1})
    assert answer.status_code == 409
    assert "先に保存" in text(answer)
    assert "あとから" in text(answer)
    with pytest.raises(StaleVersion):
        actions.save_draft(row, by=officer, version=1, problem="あとから")


def test_a_page_that_does_not_say_its_version_is_stale(
    client: Client, officer: User, kawazu: LocalGovernment
) -> None:
    row = actions.ask(by=officer, local_government=kawazu, **TEXTS)
    for address in (row.get_absolute_url(), reverse("provision:submit", args=[row.public_id])):
        assert client.post(address, TEXTS | {"problem": "あとから"}).status_code == 409
    row.refresh_from_db()
    assert (row.problem, row.status) == (TEXTS["problem"], "draft")


def test_a_step_has_an_end(client: Client, officer: User, kawazu: LocalGovernment) -> None:
    for name in TEXTS:
        answer = client.post(reverse("provision:ask"), TEXTS | {name: "長" * 4001})
        assert "4000 文字以下" in text(answer)
    assert not ProvisionRequest.objects.exists()


def test_another_bodys_request_does_not_exist(
    submitted: ProvisionRequest, neighbour: User, signed_in: SignIn
) -> None:
    client = signed_in(neighbour)
    assert client.get(submitted.get_absolute_url()).status_code == 404
    for name in ("submit", "withdraw"):
        address = reverse(f"provision:{name}", args=[submitted.public_id])
        assert client.post(address).status_code == 404
    assert TEXTS["problem"] not in text(client.get(reverse("provision:requests")))


def test_who_is_no_officer_any_more_sees_nothing(
    submitted: ProvisionRequest, officer: User, client: Client
) -> None:
    officer.offices.update(until=TODAY() - dt.timedelta(days=1))
    assert client.get(submitted.get_absolute_url()).status_code == 404


def test_the_ministry_never_sees_a_draft(
    officer: User, staff: User, kawazu: LocalGovernment, signed_in: SignIn
) -> None:
    row = actions.ask(by=officer, local_government=kawazu, **TEXTS)
    address = reverse("provision:decide", args=[row.public_id])
    assert signed_in(staff).get(address).status_code == 404
    assert "河津町" not in text(signed_in(staff).get(reverse("provision:inbox")))


def test_granting_opens_the_list_until_the_end_of_the_fiscal_year(
    submitted: ProvisionRequest, staff: User, officer: User, signed_in: SignIn
) -> None:
    client = signed_in(staff)
    until = actions.default_until(TODAY())
    page = text(client.get(reverse("provision:decide", args=[submitted.public_id])))
    assert f'value="{until.year}"' in page
    address = reverse("provision:grant", args=[submitted.public_id])
    past = client.post(address, day("until", TODAY() - dt.timedelta(days=1)))
    assert "提供期限は、今日以後にしてください" in text(past)
    assert not policy.can_read_list(officer)
    client.post(address, day("until", until))
    assert policy.can_read_list(officer)
    grant = Grant.objects.get()
    assert (grant.until, grant.bodies.get().local_government) == (
        until,
        submitted.local_government,
    )


@pytest.mark.parametrize(
    ("on", "end"),
    [
        (dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
        (dt.date(2027, 3, 31), dt.date(2027, 3, 31)),
    ],
)
def test_the_fiscal_year_ends_on_31_march(on: dt.date, end: dt.date) -> None:
    assert actions.default_until(on) == end


def test_the_clock_ends_a_grant(granted: ProvisionRequest, officer: User) -> None:
    until = granted.grant.until
    assert queries.newest_grant(officer, until) is not None
    assert queries.newest_grant(officer, until + dt.timedelta(days=1)) is None


def test_a_grant_names_the_bodies_it_is_for(
    submitted: ProvisionRequest, staff: User, officer: User, neighbour: User
) -> None:
    other = LocalGovernment.objects.get(name="東伊豆町")
    until = TODAY() + dt.timedelta(days=9)
    actions.grant(submitted, by=staff, until=until, bodies=[other])
    assert policy.can_read_list(neighbour)
    assert not policy.can_read_list(officer)


def test_declining_and_ending_tell_the_officer_why(
    granted: ProvisionRequest, staff: User, officer: User, signed_in: SignIn
) -> None:
    desk, address = signed_in(staff), reverse("provision:end", args=[granted.public_id])
    assert "シートも見られなくなります" in text(desk.get(address))
    assert "理由を書いてください" in text(desk.post(address, {"reason": " "}))
    desk.post(address, {"reason": "目的外の利用"})
    assert not policy.can_read_list(officer)
    page = text(signed_in(officer).get(granted.get_absolute_url()))
    assert "目的外の利用" in page
    assert staff.email not in page


def test_declining_has_a_page_that_says_what_happens(
    submitted: ProvisionRequest, staff: User, signed_in: SignIn
) -> None:
    desk, address = signed_in(staff), reverse("provision:decline", args=[submitted.public_id])
    assert "リストは提供されません" in text(desk.get(address))
    desk.post(address, {"reason": "記載が足りません。"})
    submitted.refresh_from_db()
    assert submitted.status == RequestStatus.DECLINED


def test_nobody_decides_what_they_asked_for(submitted: ProvisionRequest, staff: User) -> None:
    ProvisionRequest.objects.update(officer=staff)
    submitted.refresh_from_db()
    until = TODAY() + dt.timedelta(days=9)
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        actions.grant(submitted, by=staff, until=until)
    with pytest.raises(PermissionDenied, match="ほかの職員"):
        actions.decline(submitted, by=staff, reason="いいえ")


def test_only_staff_decide(submitted: ProvisionRequest, auditor: User, signed_in: SignIn) -> None:
    client = signed_in(auditor)
    assert client.get(reverse("provision:decide", args=[submitted.public_id])).status_code == 200
    for name in ("grant", "decline", "end"):
        address = reverse(f"provision:{name}", args=[submitted.public_id])
        assert client.post(address, {"reason": "x"}).status_code == 404
    with pytest.raises(PermissionDenied, match="総務省職員だけ"):
        actions.decline(submitted, by=auditor, reason="いいえ")


def test_the_slower_of_two_deciders_gets_a_sentence(
    submitted: ProvisionRequest, staff: User, staff2: User
) -> None:
    slower = ProvisionRequest.objects.get(pk=submitted.pk)
    actions.decline(submitted, by=staff, reason="いいえ")
    with pytest.raises(MoveRefused):
        actions.grant(slower, by=staff2, until=TODAY())
    assert not Grant.objects.exists()


def test_withdrawing(submitted: ProvisionRequest, client: Client) -> None:
    address = reverse("provision:withdraw", args=[submitted.public_id])
    assert "依頼を取り下げました" in text(client.post(address, follow=True))
    assert client.post(address).status_code == 403


ALLOWED = {
    ("submit", "draft"),
    ("grant", "submitted"),
    ("decline", "submitted"),
    ("withdraw", "draft"),
    ("withdraw", "submitted"),
    ("end", "granted"),
}
WAYS: dict[str, list[str]] = {
    "draft": [],
    "submitted": ["submit"],
    "granted": ["submit", "grant"],
    "declined": ["submit", "decline"],
    "withdrawn": ["withdraw"],
    "ended": ["submit", "grant", "end"],
}


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("verb", ProvisionRequest.MOVES)
def test_every_verb_from_every_status(
    officer: User, kawazu: LocalGovernment, verb: str, status: str
) -> None:
    row = actions.ask(by=officer, local_government=kawazu, **TEXTS)
    for step in WAYS[status]:
        move(row, step, by=officer, submitted_at=timezone.now())
    if (verb, status) in ALLOWED:
        move(row, verb, by=officer, submitted_at=timezone.now())
    else:
        with pytest.raises(MoveRefused):
            move(row, verb, by=officer, submitted_at=timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_does_not_grow_with_rows(
    officer: User,
    staff: User,
    kawazu: LocalGovernment,
    signed_in: SignIn,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    client = signed_in(staff)
    for _number in range(count):
        for answer in (None, actions.decline):
            row = actions.submit(
                actions.ask(by=officer, local_government=kawazu, **TEXTS), by=officer
            )
            if answer:
                answer(row, by=staff, reason="いいえ")
    with django_assert_num_queries(6):
        page = text(client.get(reverse("provision:inbox")))
    assert page.count("河津町") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_my_requests_do_not_grow_with_rows(
    officer: User,
    kawazu: LocalGovernment,
    client: Client,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for _number in range(count):
        actions.submit(actions.ask(by=officer, local_government=kawazu, **TEXTS), by=officer)
    with django_assert_num_queries(4):
        page = text(client.get(reverse("provision:requests")))
    assert page.count("河津町") == count
