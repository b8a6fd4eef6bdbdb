"""E-mail: plain text, written in Japanese with the English below it, sent by the worker after the
commit.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from common import queue

SEND = "accounts.send_mail"


def send_later(template: str, to: str, context: dict[str, Any]) -> None:
    """Queue one message made from `templates/emails/<template>.txt`, whose first line is the
    subject.

    The text is made now, from the rows as they are in this transaction; the worker only carries it
    out.
    """
    with translation.override("ja"):
        subject, _, body = (
            render_to_string(f"emails/{template}.txt", context).strip().partition("\n")
        )
    queue.later(SEND, to=to, subject=" ".join(subject.split()), body=body.strip() + "\n")


def send(to: str, subject: str, body: str) -> None:
    """Hand one message to the mail server.

    Raises what the server answers, so that the queue tries again.
    """
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
