"""The dates of a call as a calendar file."""

import datetime as dt

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from common.templatetags.ui import fiscal
from recruitment.calls.models import Round, RoundStatus

DAY = dt.timedelta(days=1)


def calendar(round: Round, address: str, host: str) -> bytes:
    """Opening and closing. A calendar that has an earlier version takes this one in its place."""
    made = Calendar()
    made.add("prodid", "-//External personnel roster//calls//JA")
    made.add("version", "2.0")
    name = _("%(year)s 外部人材の公募(%(code)s)") % {
        "year": fiscal(round.fiscal_year),
        "code": round.code,
    }
    dates = [("opens", _("受付開始"), round.opens_at), ("closes", _("受付終了"), round.closes_at)]
    for key, word, at in dates:
        if at:
            event = _event(f"{word}: {name}", at, address, round)
            event.add("uid", f"{round.code}-{key}@{host}")
            made.add_component(event)
    return bytes(made.to_ical())


def _event(summary: str, at: dt.datetime, address: str, round: Round) -> Event:
    changes = list(round.period_changes.order_by("at", "pk").values_list("at", flat=True))
    event = Event()
    event.add("summary", summary)
    event.add("dtstart", at.astimezone(dt.UTC))
    event.add("dtstamp", (changes[-1] if changes else round.announced_at or at).astimezone(dt.UTC))
    event.add("sequence", len(changes) + (round.status == RoundStatus.CANCELLED))
    event.add("url", address)
    event.add("status", "CANCELLED" if round.status == RoundStatus.CANCELLED else "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -DAY)
    event.add_component(alarm)
    return event
