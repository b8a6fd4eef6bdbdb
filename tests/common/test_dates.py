"""Era dates, western dates, fiscal years and instants, at the edges of eras, years and days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import dates

UTC = dt.UTC
MODERN = st.dates(dt.date(1868, 1, 25), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2023, 11, 29), "令和5年11月29日(水)"),
        (dt.date(2019, 5, 1), "令和元年5月1日(水)"),
        (dt.date(2019, 4, 30), "平成31年4月30日(火)"),
        (dt.date(1989, 1, 8), "平成元年1月8日(日)"),
        (dt.date(1989, 1, 7), "昭和64年1月7日(土)"),
        (dt.date(1926, 12, 25), "昭和元年12月25日(土)"),
        (dt.date(1926, 12, 24), "大正15年12月24日(金)"),
        (dt.date(1912, 7, 30), "大正元年7月30日(火)"),
        (dt.date(1912, 7, 29), "明治45年7月29日(月)"),
    ],
)
def test_a_day_is_written_in_its_era(day: dt.date, expected: str) -> None:
    assert dates.era_date(day) == expected


def test_no_era_is_made_up_for_days_before_meiji() -> None:
    with pytest.raises(ValueError, match="No era"):
        dates.era_date(dt.date(1868, 1, 24))


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1926, "大正15年度"),
    ],
)
def test_a_fiscal_year_has_one_name_all_year(year: int, expected: str) -> None:
    assert dates.era_year(year) == expected


def test_a_western_date_names_month_and_weekday() -> None:
    assert dates.western_date(dt.date(2023, 11, 29)) == "29 November 2023 (Wed)"
    assert dates.western_date(dt.date(2024, 2, 1)) == "1 February 2024 (Thu)"


def test_a_moment_is_told_by_the_clock_in_japan() -> None:
    at = dt.datetime(2026, 12, 18, 8, 0, tzinfo=UTC)
    assert dates.moment(at) == "令和8年12月18日(金)17:00(日本時間)"
    assert dates.moment_en(at) == "18 December 2026 (Fri) 17:00 (Japan time)"


def test_an_evening_in_utc_is_the_next_day_in_japan() -> None:
    at = dt.datetime(2019, 4, 30, 15, 0, tzinfo=UTC)
    assert dates.moment(at) == "令和元年5月1日(水)00:00(日本時間)"


def test_a_naive_datetime_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.moment(dt.datetime(2026, 12, 18, 17, 0))


@pytest.mark.parametrize(
    ("day", "year"),
    [(dt.date(2024, 3, 31), 2023), (dt.date(2024, 4, 1), 2024), (dt.date(2024, 12, 31), 2024)],
)
def test_the_fiscal_year_begins_in_april(day: dt.date, year: int) -> None:
    assert dates.fiscal_year(day) == year


@given(MODERN)
def test_every_day_since_meiji_has_an_era_and_keeps_month_and_day(day: dt.date) -> None:
    text = dates.era_date(day)
    assert text[:2] in {"明治", "大正", "昭和", "平成", "令和"}
    assert f"年{day.month}月{day.day}日(" in text
    assert dates.fiscal_year(day) in (day.year, day.year - 1)
