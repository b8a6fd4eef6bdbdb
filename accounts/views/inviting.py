"""What both pages that invite have in common: the link, and what is said afterwards."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def link_maker(request: HttpRequest) -> Callable[[str], str]:
    """Makes the address of an invitation, on the host that the page was asked from.

    The demonstration, whose mailboxes do not exist, shows it on the next page.
    """

    def link(token: str) -> str:
        address = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
        if settings.DEMO_MODE:
            messages.info(request, _("デモのため、招待の宛先をここに示します: %s") % address)
        return address

    return link
