"""Dates as typed: what is no date is answered with a sentence, however long."""

import pytest
from django import forms

from common.dateinput import DateField, DateTimeField

LONG = "1" * 5000  # more digits than Python turns into a number


class Sample(forms.Form):
    day = DateField(required=False)
    at = DateTimeField(required=False)


def typed(name: str, *parts: str) -> Sample:
    units = ["year", "month", "day", "hour", "minute"]
    return Sample({f"{name}_{unit}": part for unit, part in zip(units, parts, strict=False)})


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("2026", "13", "1"), "impossible"),
        (("2026", "9999", "1"), "impossible"),
        (("2026", "1", "1" * 20), "impossible"),
        (("2026", LONG, "1"), "impossible"),
        ((LONG, "1", "1"), "year"),
        (("20260", "1", "1"), "year"),
        (("26", "1", "1"), "year"),
        (("2026", "1", ""), "incomplete"),
        (("2026", "1", "一"), "no_number"),
    ],
)
def test_what_is_no_date_gets_its_sentence(parts: tuple[str, ...], code: str) -> None:
    form = typed("day", *parts)
    assert [error.code for error in form.errors.as_data()["day"]] == [code]


@pytest.mark.parametrize("parts", [("1" * 20, "0"), ("0", LONG), ("24", "0")])
def test_what_is_no_time_gets_its_sentence(parts: tuple[str, str]) -> None:
    form = typed("at", "2026", "1", "1", *parts)
    assert [error.code for error in form.errors.as_data()["at"]] == ["impossible"]


def test_full_width_digits_are_digits() -> None:
    form = typed("day", "２０２６", "４", "０１")
    assert form.is_valid()
    assert str(form.cleaned_data["day"]) == "2026-04-01"
