"""django-allauth's hooks: its mail goes through our queue, and the demonstration shows its links on
the page.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailConfirmationHMAC
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common import mail, queue


class AccountAdapter(DefaultAccountAdapter):
    """Mail is queued in the request's transaction instead of being sent while the person waits."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        site = {"name": _("自治体DX 外部人材リスト"), "domain": request.get_host()}
        message = self.render_mail(
            template_prefix,
            email,
            {"request": request, "email": email, "current_site": site, **context},
        )
        queue.later(mail.SEND, to=email, subject=message.subject, body=message.body)

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC, signup: bool
    ) -> None:
        super().send_confirmation_mail(request, emailconfirmation, signup)
        if settings.DEMO_MODE:
            request.session["demo_confirmation_url"] = self.get_email_confirmation_url(
                request, emailconfirmation
            )
