"""The clock on the page of a call: it counts on from the server's, and says when it is over."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from recruitment.calls.models import Round
from tests.browser.conftest import OpenWindow

pytestmark = pytest.mark.browser
WRONG = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)  # what the device believes


def closes_in(round: Round, **left: int) -> None:
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now() + dt.timedelta(**left))


def test_it_counts_on_whatever_the_device_believes(open_round: Round, window: OpenWindow) -> None:
    closes_in(open_round, minutes=30)
    reader = window()
    reader.page.clock.install(time=WRONG)
    page = reader.open("/calls/FY2026/")
    left = page.locator("[data-clock-left]")
    expect(left).to_have_text(re.compile(r"^29分 \d+秒"))
    page.clock.fast_forward("10:00")
    expect(left).to_have_text(re.compile(r"^19分 \d+秒"))
    assert page.locator("[data-clock-said]").text_content() == ""
    page.clock.fast_forward("10:00")
    expect(page.locator("[data-clock-said]")).to_have_text("締切まで、あと10分です。")
    assert reader.complaints == []


def test_at_the_deadline_it_says_that_it_is_over(open_round: Round, window: OpenWindow) -> None:
    closes_in(open_round, seconds=90)
    reader = window(language="en")
    reader.page.clock.install(time=WRONG)
    page = reader.open("/calls/FY2026/")
    expect(page.locator("[data-clock-left]")).to_have_text(re.compile("^1 minute [0-9]+ seconds?"))
    page.clock.fast_forward("01:35")
    expect(page.locator("[data-clock-over]")).to_be_visible()
    expect(page.locator("[data-clock-running]")).to_be_hidden()
    assert reader.complaints == []


def test_without_a_script_it_shows_when_the_page_was_made(
    open_round: Round, window: OpenWindow
) -> None:
    page = window(javascript=False).open("/calls/FY2026/")
    expect(page.locator("[data-clock-now]")).to_have_text(re.compile(r"^\d\d:\d\d:\d\d$"))
    expect(page.locator("[data-clock-left]")).to_have_text(re.compile(r"^9日 23時間$"))
    expect(page.locator("[data-clock-over]")).to_be_hidden()
