"""Writing the log of accounts."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from accounts.models import AccountEvent, AccountEventKind, User
from accounts.models.events import LONGEST_AGENT

LONGEST_DETAIL = 300


@dataclass(frozen=True)
class Client:
    """Where a request came from, as far as it is written down."""

    ip: str | None = None
    agent: str = ""


NO_CLIENT = Client()


def address_digest(email: str) -> str:
    """What stands for an address that no account has: whoever reads the log learns no address."""
    return salted_hmac("accounts.event", email.strip().lower(), algorithm="sha256").hexdigest()


def record_event(
    kind: AccountEventKind,
    *,
    user: User | None = None,
    address: str = "",
    by: User | None = None,
    detail: str = "",
    client: Client = NO_CLIENT,
) -> AccountEvent:
    """Write one line about an account, or about an address without one."""
    return AccountEvent.objects.create(
        kind=kind,
        user=user,
        address_digest="" if user else address_digest(address),
        by=by,
        detail=detail[:LONGEST_DETAIL],
        ip=client.ip,
        user_agent=client.agent[:LONGEST_AGENT],
    )
