"""The server's clock and how long it is to a deadline, for the part `calls/_clock.html`."""

import datetime as dt
from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dates import in_tokyo

register = template.Library()


@dataclass(frozen=True)
class Clock:
    """What the part prints, and the instants from which the script counts on."""

    now: dt.datetime
    time: str
    is_past: bool
    left: str


@register.simple_tag
def clock_for(deadline: dt.datetime) -> Clock:
    """The server's time at this instant, in Japan, and what is left until just before `deadline`.

    At the deadline itself nothing is left: what arrives then is too late.
    """
    now = timezone.now()
    time = f"{in_tokyo(now):%H:%M:%S}"
    return Clock(now, time, now >= deadline, left_in_words(deadline - now))


def left_in_words(left: dt.timedelta) -> str:
    """The two largest units of a time to come: days and hours, hours and minutes, and so on."""
    seconds = max(0, int(left.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60
    if hours >= 24:
        return _("%(long)s %(short)s") % {"long": _days(hours // 24), "short": _hours(hours % 24)}
    if hours:
        return _("%(long)s %(short)s") % {"long": _hours(hours), "short": _minutes(minutes % 60)}
    if minutes:
        named = {"long": _minutes(minutes), "short": _seconds(seconds % 60)}
        return _("%(long)s %(short)s") % named
    return _seconds(seconds)


def _days(count: int) -> str:
    return ngettext("%(count)s日", "%(count)s日", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)s時間", "%(count)s時間", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)s分", "%(count)s分", count) % {"count": count}


def _seconds(count: int) -> str:
    return ngettext("%(count)s秒", "%(count)s秒", count) % {"count": count}
