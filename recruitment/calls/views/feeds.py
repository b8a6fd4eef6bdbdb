"""The calls for machines: a feed of what is new, and a calendar of a call's dates."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from recruitment.calls.calendars import calendar
from recruitment.calls.news import Entry, entries
from recruitment.calls.views.public import public_round


class News(Feed):
    """Calls, changes and answers, the newest first."""

    feed_type = Atom1Feed
    title = _("自治体DX 外部人材の公募")
    subtitle = _("公募の公示、公示した後の変更、質問への回答")

    def link(self) -> str:
        return reverse("calls:index")

    def items(self) -> list[Entry]:
        return entries()

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.html

    def item_link(self, item: Entry) -> str:
        return item.url

    def item_guid(self, item: Entry) -> str:
        """The same at each reading, also where two changes stand at one place of one page."""
        return f"urn:roster:{item.at:%Y%m%d%H%M%S%f}:{item.url.replace('#', ':')}"

    def item_pubdate(self, item: Entry) -> dt.datetime:
        return item.at

    def item_updateddate(self, item: Entry) -> dt.datetime:
        return item.at


_news = News()


@login_not_required
def feed(request: HttpRequest) -> HttpResponse:
    return _news(request)


@login_not_required
def dates(request: HttpRequest, code: str) -> HttpResponse:
    """When the call opens and closes, for a calendar."""
    round = public_round(code)
    address = request.build_absolute_uri(round.get_absolute_url())
    made = calendar(round, address, request.get_host())
    headers = {"Content-Disposition": f'attachment; filename="{round.code}.ics"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)
