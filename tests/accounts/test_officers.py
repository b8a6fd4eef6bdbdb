"""Responsible officers, the check each April, and who follows whom."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app

from accounts import actions, queries
from accounts.models import AccountEvent, Assumption, LocalGovernment, Officer, User
from accounts.models import AccountEventKind as Kind
from accounts.models.officers import CONFIRMATION_DAYS
from accounts.tasks import remind_to_confirm
from config.demo import accounts as demo
from tests import factories
from tests.accounts.situations import colleague, last_confirmed, today
from tests.visitor import letter_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
LAST_MARCH = dt.date(2026, 3, 31)


@pytest.fixture
def head(kawazu: LocalGovernment, roles: None) -> Officer:
    return colleague(kawazu, "head", responsible=True)


@pytest.fixture
def other(kawazu: LocalGovernment, roles: None) -> Officer:
    return colleague(kawazu, "other")


@pytest.fixture
def neighbour(roles: None) -> Officer:
    body = factories.LocalGovernmentFactory(code="223018", name="東伊豆町", kana="ヒガシイズチョウ")
    return colleague(body, "neighbour", responsible=True)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def press(client: Client, name: str, office: Officer, **facts: Any) -> Any:
    return client.post(reverse(f"accounts:{name}", args=[office.public_id]), facts, follow=True)


def day(name: str, value: dt.date) -> dict[str, int]:
    return {f"{name}_{part}": getattr(value, part) for part in ("year", "month", "day")}


# Responsible officers


def test_a_body_has_two_responsible_officers_at_most(head: Officer, other: Officer) -> None:
    actions.make_responsible(other, by=head.user)
    third = colleague(head.local_government, "third")
    with pytest.raises(PermissionDenied, match="2人まで"):
        actions.make_responsible(third, by=head.user)
    for slot in (1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Officer.objects.filter(pk=third.pk).update(responsible_slot=slot)
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.filter(pk=third.pk).update(responsible_slot=3)


def test_an_office_that_has_ended_leaves_its_place(
    head: Officer, other: Officer, staff: User
) -> None:
    yesterday = today() - dt.timedelta(days=1)
    actions.end_office(head, until=yesterday, by=staff)
    assert queries.free_slot(head.local_government) == 1
    actions.make_responsible(other, by=staff)
    assert Officer.objects.get(pk=other.pk).is_responsible


def test_responsibility_is_handed_over(signed_in: SignIn, head: Officer, other: Officer) -> None:
    page = press(signed_in(head.user), "hand_over", head, to=other.public_id)
    assert "責任者を交代しました" in text(page)
    assert list(Officer.objects.responsible()) == [other]
    with pytest.raises(PermissionDenied):
        actions.make_responsible(head, by=head.user)


def test_it_is_not_handed_to_another_body(head: Officer, neighbour: Officer, staff: User) -> None:
    Officer.objects.filter(pk=neighbour.pk).update(responsible_slot=None)
    neighbour.refresh_from_db()
    with pytest.raises(PermissionDenied, match="同じ団体"):
        actions.hand_over(head, neighbour, by=staff)


def test_a_responsible_officer_ends_a_colleagues_office(
    signed_in: SignIn, head: Officer, other: Officer
) -> None:
    page = press(signed_in(head.user), "end_office", other, **day("until", today()))
    assert "任を終えました" in text(page)
    other.refresh_from_db()
    assert other.until == today()
    assert AccountEvent.objects.get(kind=Kind.OFFICE_ENDED).by == head.user


def test_nobody_ends_their_own_office(head: Officer) -> None:
    with pytest.raises(PermissionDenied):
        actions.end_office(head, until=today(), by=head.user)


def test_another_bodys_offices_do_not_exist(
    signed_in: SignIn, neighbour: Officer, other: Officer
) -> None:
    client = signed_in(neighbour.user)
    for name in ("end_office", "confirm_office", "hand_over", "make_responsible"):
        assert press(client, name, other).status_code == 404, name
    for verb in (actions.make_responsible, actions.confirm_office):
        last_confirmed(other, LAST_MARCH)
        with pytest.raises(PermissionDenied):
            verb(other, by=neighbour.user)


def test_colleagues_see_each_other_and_only_the_responsible_act(
    signed_in: SignIn, head: Officer, other: Officer, neighbour: Officer
) -> None:
    page = text(signed_in(other.user).get(reverse("accounts:colleagues")))
    assert head.user.email in page
    assert neighbour.user.email not in page
    assert "任を終える" not in page
    assert "任を終える" in text(signed_in(head.user).get(reverse("accounts:colleagues")))


# April


@pytest.mark.parametrize(
    ("confirmed", "on", "open_"),
    [
        (dt.date(2025, 4, 10), dt.date(2026, 3, 31), True),
        (dt.date(2025, 4, 10), dt.date(2026, 4, 30), True),
        (dt.date(2025, 4, 10), dt.date(2026, 5, 1), False),
        (dt.date(2026, 4, 1), dt.date(2026, 5, 1), True),
        (dt.date(2026, 4, 1), dt.date(2027, 4, 30), True),
        (dt.date(2026, 3, 31), dt.date(2026, 5, 1), False),
        (dt.date(2024, 4, 10), dt.date(2026, 4, 1), False),
        (dt.date(2025, 2, 1), dt.date(2025, 5, 1), False),
    ],
)
def test_who_is_not_confirmed_by_the_end_of_april_is_locked(
    other: Officer, confirmed: dt.date, on: dt.date, open_: bool
) -> None:
    last_confirmed(other, confirmed)
    assert Officer.objects.serving(on).exists() == open_
    assert Officer.objects.locked(on).exists() == (not open_)
    assert queries.governments_of(other.user, on) == ([other.local_government] if open_ else [])
    [shown] = queries.colleagues(other.local_government, on)
    assert shown.is_locked == (not open_)


@pytest.mark.parametrize(("days", "last"), [(10, dt.date(2026, 4, 10)), (61, dt.date(2026, 5, 31))])
def test_the_last_day_is_an_assumption(other: Officer, days: int, last: dt.date) -> None:
    Assumption.objects.create(key=CONFIRMATION_DAYS, value=days, unit="日", note="前提")
    last_confirmed(other, dt.date(2025, 4, 10))
    assert queries.last_day_to_confirm(last) == last
    assert Officer.objects.serving(last).exists()
    assert not Officer.objects.serving(last + dt.timedelta(days=1)).exists()


def test_who_is_appointed_is_confirmed(kawazu: LocalGovernment, roles: None) -> None:
    office = colleague(kawazu, "new", since=today())
    assert office.confirmed_on == today()
    later = today() + dt.timedelta(days=200)
    assert colleague(kawazu, "later", since=later).confirmed_on == later


def test_the_responsible_officer_confirms_colleagues_and_herself(
    signed_in: SignIn, head: Officer, other: Officer
) -> None:
    Officer.objects.update(confirmed_on=dt.date(today().year - 1, 12, 1))
    Officer.objects.filter(pk=head.pk).update(confirmed_on=today())
    client = signed_in(head.user)
    assert "確認がないため使えません" in text(client.get(reverse("accounts:colleagues")))
    page = text(press(client, "confirm_office", other))
    assert "今年度も担当していることを確認しました" in page
    assert "確認がないため" not in page
    assert press(client, "confirm_office", head).status_code == 403  # done already
    assert Officer.objects.serving(today()).count() == 2


def test_a_locked_responsible_officer_is_confirmed_by_staff(
    signed_in: SignIn, head: Officer, staff: User
) -> None:
    last_confirmed(head, dt.date(today().year - 2, 4, 1))
    assert press(signed_in(head.user), "confirm_office", head).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.confirm_office(head, by=head.user)
    press(signed_in(staff), "confirm_office", head)
    assert Officer.objects.serving(today()).exists()
    assert AccountEvent.objects.get(kind=Kind.OFFICE_CONFIRMED).by == staff


def test_a_locked_officer_opens_nothing_of_the_body(signed_in: SignIn, other: Officer) -> None:
    last_confirmed(other, dt.date(today().year - 2, 4, 1))
    client = signed_in(other.user)
    assert "いま担当している団体がありません" in text(client.get(reverse("accounts:colleagues")))
    assert "ご自身が担当する" not in text(client.get(reverse("provision:requests")))


def test_the_responsible_are_reminded_in_april(head: Officer, other: Officer) -> None:
    last_confirmed(other, LAST_MARCH)
    last_confirmed(head, dt.date(2026, 4, 1))
    assert actions.remind_to_confirm(dt.date(2026, 4, 1)) == 1
    letter_to(head.user.email, other.user.email, "令和8年4月30日(木)までに")
    last_confirmed(other, dt.date(2026, 4, 1))
    assert actions.remind_to_confirm(dt.date(2026, 4, 15)) == 0


def test_the_worker_is_told_when_to_remind() -> None:
    remind_to_confirm(timestamp=0)
    found = app.periodic_registry.periodic_tasks.values()
    periodic = [task.cron for task in found if task.task.name == "accounts.remind_to_confirm"]
    assert periodic == ["0 0 1,15,25 4 *"]


def test_the_demonstrations_officers_work_in_any_year(roles: None) -> None:
    for code in ("223026", "392014"):
        factories.LocalGovernmentFactory(code=code, prefecture=code[:2], name=f"町{code}")
    demo.create()
    Officer.objects.update(confirmed_on=dt.date(2020, 4, 1))
    demo.create()
    assert Officer.objects.serving(today()).responsible().count() == 2


# Who follows


def test_an_office_ends_with_a_successor(
    signed_in: SignIn, staff: User, head: Officer, other: Officer, neighbour: Officer
) -> None:
    client = signed_in(staff)
    facts = day("until", today())
    press(client, "end_office", head, **facts, successor=neighbour.public_id)
    head.refresh_from_db()
    assert head.until is None
    press(client, "end_office", head, **facts, successor=other.public_id)
    head.refresh_from_db()
    assert (head.until, head.successor, head.is_responsible) == (today(), other, False)
    assert list(Officer.objects.filter(local_government=head.local_government).responsible()) == [
        other
    ]


def test_the_successor_must_stay(head: Officer, other: Officer, staff: User) -> None:
    actions.end_office(head, until=today(), by=staff)
    head.refresh_from_db()
    with pytest.raises(PermissionDenied, match="後任"):
        actions.end_office(other, until=today(), by=staff, successor=head)
    with pytest.raises(PermissionDenied, match="後任"):
        actions.end_office(other, until=today(), by=staff, successor=other)
