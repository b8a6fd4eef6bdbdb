"""Asking for the list, and deciding about it. A grant stands apart from the request it answers."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import AccessKind, LocalGovernment, User
from common import versions
from common.dates import fiscal_year
from common.verdict import require
from common.workflow import begin, move
from roster.provision import mail, policy, queries
from roster.provision.models import Grant, GrantBody, ProvisionRequest
from roster.registry.models import Registrant


@transaction.atomic
def ask(*, by: User, local_government: LocalGovernment, **texts: str) -> ProvisionRequest:
    """A request in draft. `texts` are its four steps; any may still be empty."""
    require(policy.can_ask(by, local_government))
    row = ProvisionRequest.objects.create(local_government=local_government, officer=by, **texts)
    begin(row, by=by)
    return row


@transaction.atomic
def save_draft(
    request: ProvisionRequest, *, by: User, version: int, **texts: str
) -> ProvisionRequest:
    """Change a draft. Raises StaleVersion when another tab has saved since."""
    rows = ProvisionRequest.objects.select_for_update(of=("self",))
    require(policy.can_edit(by, rows.get(pk=request.pk)))
    versions.update(request, version, **texts)
    return request


@transaction.atomic
def submit(request: ProvisionRequest, *, by: User) -> ProvisionRequest:
    """Send the draft to the ministry."""
    require(policy.can_submit(by, request))
    move(request, "submit", by=by, submitted_at=timezone.now())
    return request


@transaction.atomic
def withdraw(request: ProvisionRequest, *, by: User, reason: str = "") -> ProvisionRequest:
    require(policy.can_withdraw(by, request))
    move(request, "withdraw", by=by, note=reason)
    return request


def default_until(on: dt.date) -> dt.date:
    """The end of the fiscal year of a day: 31 March."""
    return dt.date(fiscal_year(on) + 1, 3, 31)


@transaction.atomic
def grant(
    request: ProvisionRequest,
    *,
    by: User,
    until: dt.date,
    bodies: Iterable[LocalGovernment] | None = None,
    note: str = "",
) -> Grant:
    """Open the list until a date to the bodies named; without any, to the one that asked."""
    require(policy.can_grant(by, request, until))
    move(request, "grant", by=by, note=note)
    row = Grant.objects.create(request=request, granted_on=timezone.localdate(), until=until)
    named = list(bodies or [request.local_government])
    GrantBody.objects.bulk_create(GrantBody(grant=row, local_government=body) for body in named)
    mail.granted(row)
    return row


@transaction.atomic
def decline(request: ProvisionRequest, *, by: User, reason: str) -> ProvisionRequest:
    """Answer no, with the reason that the officer reads."""
    require(policy.can_decide(by, request))
    _must_say_why(reason)
    move(request, "decline", by=by, note=reason)
    mail.declined(request, reason)
    return request


@transaction.atomic
def end(request: ProvisionRequest, *, by: User, reason: str) -> ProvisionRequest:
    """Close the list to the bodies of a grant before its date: from now, not from tomorrow."""
    require(policy.can_decide(by, request))
    _must_say_why(reason)
    move(request, "end", by=by, note=reason)
    row = Grant.objects.get(request=request)
    row.ended_on = timezone.localdate()
    row.save(update_fields=["ended_on"])
    mail.ended(row, reason)
    return request


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise PermissionDenied(_("理由を書いてください。"))


def log_look(registrant: Registrant, *, by: User, kind: AccessKind, detail: str) -> None:
    """Write down that somebody opened a sheet, and for which body. The registrant reads it."""
    body = queries.reading_for(by, timezone.localdate())
    accounts.log_access(registrant.person, by=by, kind=kind, government=body, detail=detail)
