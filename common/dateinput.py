"""Dates as three fields 年 月 日, instants as five, months as two.

What was typed stays when it is no date.

Widgets and form fields in one place, because each is of no use without the other. Years are
western; full-width digits are digits too. Declare `DateField` and `DateTimeField` on a form as
one does Django's.
"""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.dates import TOKYO, in_tokyo

DATE_UNITS = {"year": _("年"), "month": _("月"), "day": _("日")}
TIME_UNITS = {"hour": _("時"), "minute": _("分")}
LONGEST = 4  # digits, of a year


class DateParts(forms.MultiWidget):
    """Three number fields for a date. `autocomplete="bday"` lets browsers fill in a birth date."""

    template_name = "widgets/date_parts.html"
    units = DATE_UNITS
    note: Any = ""

    def __init__(self, attrs: dict[str, Any] | None = None, autocomplete: str = "off") -> None:
        super().__init__({name: self._part(name, autocomplete) for name in self.units}, attrs)

    @staticmethod
    def _part(name: str, autocomplete: str) -> forms.TextInput:
        longest = LONGEST if name == "year" else 2
        attrs = {"inputmode": "numeric", "maxlength": longest, "class": name}
        attrs["autocomplete"] = autocomplete if autocomplete == "off" else f"{autocomplete}-{name}"
        return forms.TextInput(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["note"] = self.note
        for part, unit in zip(context["widget"]["subwidgets"], self.units.values(), strict=True):
            part["unit"] = unit
        return context

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return [None] * len(self.units)
        return [str(getattr(value, name)) for name in self.units]


class MomentParts(DateParts):
    """Five number fields for an instant on a Japanese clock."""

    units = DATE_UNITS | TIME_UNITS
    note = _("日本時間")

    def decompress(self, value: Any) -> list[Any]:
        parts = super().decompress(in_tokyo(value) if value else None)
        return [*parts[:4], parts[4].zfill(2)] if value else parts


class DateField(forms.MultiValueField):
    """A date from three fields. Cleans to a `date`, or None when it is optional and empty."""

    widget: Any = DateParts
    default_error_messages = {
        "required": _("日付を、年・月・日の欄に入れてください。"),
        "incomplete": _("年・月・日のすべての欄に、数字を入れてください。"),
        "no_number": _("日付の欄には、数字だけを入れてください。"),
        "year": _("年は、西暦4桁で入れてください(例: 2026)。"),
        "impossible": _("その日付は暦にありません。月と日を確かめてください。"),
    }

    def __init__(self, **options: Any) -> None:
        widget = options.get("widget", self.widget)
        units = widget.units
        parts = [forms.CharField(required=False) for _name in units]
        super().__init__(fields=parts, require_all_fields=False, **options)

    def compress(self, data_list: list[Any]) -> Any:
        if not data_list or not any(data_list):
            return None
        return self.combine(self.numbers(data_list))

    def numbers(self, parts: list[str]) -> list[int]:
        """What was typed, as numbers; refuses gaps, other characters, years of two digits, and
        what is too long for any part before it becomes a number.
        """
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if not all(part.isdecimal() for part in parts):
            raise ValidationError(self.error_messages["no_number"], code="no_number")
        if len(parts[0]) != LONGEST or int(parts[0]) <= 1868:
            raise ValidationError(self.error_messages["year"], code="year")
        if any(len(part) > LONGEST for part in parts):
            raise ValidationError(self.error_messages["impossible"], code="impossible")
        return [int(part) for part in parts]

    def combine(self, numbers: list[int]) -> Any:
        """The value itself; refuses what the calendar does not have."""
        try:
            return dt.date(*numbers)
        except ValueError:
            raise ValidationError(self.error_messages["impossible"], code="impossible") from None


class MonthParts(DateParts):
    """Two number fields for a month."""

    units = {name: DATE_UNITS[name] for name in ("year", "month")}


class MonthField(DateField):
    """A month from two fields. Cleans to its first day, or None."""

    widget = MonthParts
    default_error_messages = {
        "incomplete": _("年・月の両方の欄に、数字を入れてください。"),
        "impossible": _("その月は暦にありません。月を確かめてください。"),
    }

    def combine(self, numbers: list[int]) -> Any:
        return super().combine([*numbers, 1])


class DateTimeField(DateField):
    """An instant from five fields, on a Japanese clock. Cleans to an aware `datetime`, or None."""

    widget = MomentParts
    default_error_messages = {
        "required": _("日時を、年・月・日・時・分の欄に入れてください。"),
        "incomplete": _("年・月・日・時・分のすべての欄に、数字を入れてください。"),
        "no_number": _("日時の欄には、数字だけを入れてください。"),
        "impossible": _("その日時は暦にありません。時は0から23、分は0から59です。"),
    }

    def combine(self, numbers: list[int]) -> Any:
        try:
            year, month, day, hour, minute = numbers
            return dt.datetime(year, month, day, hour, minute, tzinfo=TOKYO)
        except ValueError:
            raise ValidationError(self.error_messages["impossible"], code="impossible") from None
