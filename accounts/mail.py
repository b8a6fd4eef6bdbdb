"""Letters about invitations, offices and erasure.

Those about passwords and factors are django-allauth's.
"""

import datetime as dt
from collections.abc import Sequence

from accounts.models import ErasureRequest, Invitation, Officer
from common.mail import send_later


def invitation(row: Invitation, link: str) -> None:
    """The link, for the one mailbox that may use it."""
    send_later("accounts/invitation", row.email, {"invitation": row, "link": link})


def confirm_colleagues(officer: Officer, waiting: Sequence[Officer], last_day: dt.date) -> None:
    """Who waits to be confirmed, and until when."""
    context = {"officer": officer, "waiting": waiting, "last_day": last_day}
    send_later("accounts/confirm_colleagues", officer.user.email, context)


def erasure_asked(row: ErasureRequest) -> None:
    """That it was received, and by when it is answered. What was written stays off the mail."""
    send_later("accounts/erasure_asked", row.user.email, {"erasure": row})


def erasure_answered(row: ErasureRequest) -> None:
    """What was done, in the ministry's words."""
    send_later("accounts/erasure_answered", row.user.email, {"erasure": row})
