"""The calls for machines: Atom, iCalendar, microdata, and paper."""

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from recruitment.calls import actions
from recruitment.calls.models import Round
from recruitment.standards.models import SkillStandard
from tests import factories

NOW = timezone.now
HOUR = dt.timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def busy(open_round: Round, staff: User, standard: SkillStandard) -> Round:
    """A call with a change of dates, of words, an answer; and a draft beside it."""
    factories.round_with(standard, number=2, description="公示前")
    dates = {"opens_at": open_round.opens_at, "closes_at": open_round.closes_at + HOUR}
    actions.change_period(open_round, by=staff, reason="停電<のため>", **dates)
    actions.change_texts(open_round, by=staff, version=2, reason="改組のため", contact="新しい課")
    asked = actions.ask(open_round, asked="山田です。", email="asker@tests.example")
    actions.publish(asked, by=staff, version=1, wording="費用は?", answer="**無料**です。")
    actions.ask(open_round, asked="待っている質問")
    return open_round


def entries(client: Client) -> list[ElementTree.Element]:
    answer = client.get("/calls/feed.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314


def test_the_feed_tells_calls_changes_and_answers(client: Client, busy: Round) -> None:
    titles = [entry.findtext(f"{ATOM}title") for entry in entries(client)]
    assert titles == [
        "公募 FY2026 の質問に回答しました",
        "公募 FY2026 の「問い合わせ先」を変えました",
        "公募 FY2026 の受付期間を変えました",
        "公募 FY2026 を公示しました",
    ]
    text = client.get("/calls/feed.atom").content.decode()
    for secret in ("山田", "asker@", "公示前", "待っている質問", "FY2026-2"):
        assert secret not in text
    assert "&lt;strong&gt;無料&lt;/strong&gt;" in text
    assert "停電&amp;lt;のため&amp;gt;" in text


def test_each_entry_has_a_name_that_stays(client: Client, busy: Round) -> None:
    names = [entry.findtext(f"{ATOM}id") for entry in entries(client)]
    assert len(set(names)) == len(names) == 4
    assert names == [entry.findtext(f"{ATOM}id") for entry in entries(client)]
    links = [entry.find(f"{ATOM}link").attrib["href"] for entry in entries(client)]
    assert all(link.startswith("http://testserver/calls/FY2026/") for link in links)


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_does_not_cost_more_for_more_calls(
    client: Client,
    standard: SkillStandard,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(1, count + 1):
        factories.announced_round(standard, opens_at=NOW(), closes_at=NOW() + HOUR, number=number)
    with django_assert_num_queries(7):
        assert len(entries(client)) == count


def test_the_dates_of_a_call_fit_a_calendar(client: Client, busy: Round) -> None:
    answer = client.get("/calls/FY2026/dates.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="FY2026.ics"'
    opening, closing = Calendar.from_ical(answer.content).walk("VEVENT")
    busy.refresh_from_db()
    assert opening.decoded("dtstart") == busy.opens_at.replace(microsecond=0)
    assert closing.decoded("dtstart") == busy.closes_at.replace(microsecond=0)
    assert str(closing["summary"]) == "受付終了: 令和8年度 外部人材の公募(FY2026)"
    assert str(closing["uid"]) == "FY2026-closes@testserver"
    assert closing["sequence"] == 1, "one change of the dates: calendars take the newer"
    assert str(closing["url"]) == "http://testserver/calls/FY2026/"


def test_a_cancelled_call_is_cancelled_in_the_calendar_too(
    client: Client, staff: User, busy: Round
) -> None:
    actions.cancel(busy, by=staff, reason="中止")
    events = Calendar.from_ical(client.get("/calls/FY2026/dates.ics").content).walk("VEVENT")
    assert [str(event["status"]) for event in events] == ["CANCELLED", "CANCELLED"]
    assert entries(client)[0].findtext(f"{ATOM}title") == "公募 FY2026 を中止しました"


def test_a_draft_has_no_dates_to_take_away(client: Client, draft_round: Round) -> None:
    assert client.get("/calls/FY2026/dates.ics").status_code == 404


class Microdata(HTMLParser):
    """Every itemtype and itemprop of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += list(self._of(dict(attrs)))

    def _of(self, found: dict[str, str | None]) -> Iterator[tuple[str, str]]:
        if found.get("itemprop"):
            yield str(found["itemprop"]), found.get("content") or ""
        if found.get("itemtype"):
            yield "type", str(found["itemtype"]).removeprefix("https://schema.org/")


def test_the_page_says_to_machines_what_it_is(client: Client, open_round: Round) -> None:
    said = Microdata(client.get("/calls/FY2026/").content.decode()).said
    assert [value for name, value in said if name == "type"] == [
        "GovernmentService", "GovernmentOrganization", "RegisterAction",
    ]  # fmt: skip
    facts = dict(said)
    assert dt.datetime.fromisoformat(facts["endTime"]) == open_round.closes_at
    assert ("name", "令和8年度 外部人材の公募(FY2026)") in said
