"""Dates as officials write them: era years with the weekday, western dates, Japan's time.

Pure functions of their arguments; `common.templatetags.ui` chooses which of them a page shows.
"""

import datetime as dt
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
ERAS = (
    (dt.date(2019, 5, 1), "令和"),
    (dt.date(1989, 1, 8), "平成"),
    (dt.date(1926, 12, 25), "昭和"),
    (dt.date(1912, 7, 30), "大正"),
    (dt.date(1868, 1, 25), "明治"),
)
WEEKDAYS = "月火水木金土日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def era_of(day: dt.date) -> str:
    """Era and year: "令和5", and "令和元" for a first year. ValueError before 明治."""
    for first, name in ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return name + ("元" if number == 1 else str(number))
    raise ValueError(f"No era is known for {day}.")


def era_date(day: dt.date) -> str:
    """ "令和5年11月29日(水)"."""
    return f"{era_of(day)}年{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"


def era_month(day: dt.date) -> str:
    """ "令和5年11月"."""
    return f"{era_of(day)}年{day.month}月"


def western_month(day: dt.date) -> str:
    """ "November 2023"."""
    return f"{MONTHS_EN[day.month - 1]} {day.year}"


def era_year(fiscal_year: int) -> str:
    """ "令和5年度". The era is that of the first of May: so 2019 is all 令和元年度."""
    return f"{era_of(dt.date(fiscal_year, 5, 1))}年度"


def western_date(day: dt.date) -> str:
    """ "29 November 2023 (Wed)"."""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year} ({WEEKDAYS_EN[day.weekday()]})"


def in_tokyo(at: dt.datetime) -> dt.datetime:
    """The instant on a Japanese clock. A naive datetime is no instant: ValueError."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(TOKYO)


def moment(at: dt.datetime) -> str:
    """ "令和8年12月18日(金)17:00(日本時間)"."""
    local = in_tokyo(at)
    return f"{era_date(local.date())}{local:%H:%M}(日本時間)"


def moment_en(at: dt.datetime) -> str:
    """ "18 December 2026 (Fri) 17:00 (Japan time)"."""
    local = in_tokyo(at)
    return f"{western_date(local.date())} {local:%H:%M} (Japan time)"


def fiscal_year(day: dt.date) -> int:
    """The fiscal year, April to March, that a day lies in."""
    return day.year if day.month >= 4 else day.year - 1
