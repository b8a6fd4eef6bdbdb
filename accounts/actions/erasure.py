"""Asking for erasure, taking it back, answering it."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import mail, policy, queries
from accounts.actions.events import NO_CLIENT, Client, record_event
from accounts.models import AccountEventKind, ErasureOutcome, ErasureRequest, User
from common.verdict import require


@transaction.atomic
def ask_for_erasure(*, by: User, reason: str = "", client: Client = NO_CLIENT) -> ErasureRequest:
    """Ask that what is kept about oneself be erased. One waits at a time."""
    require(policy.can_ask_for_erasure(by))
    due = timezone.localdate() + dt.timedelta(days=queries.erasure_answer_days())
    try:
        with transaction.atomic():
            row = ErasureRequest.objects.create(user=by, reason=reason.strip(), due_on=due)
    except IntegrityError:  # a second press of the button at the same moment
        raise PermissionDenied(policy.can_ask_for_erasure(by).reason) from None
    record_event(AccountEventKind.ERASURE_ASKED, user=by, client=client)
    mail.erasure_asked(row)
    return row


@transaction.atomic
def withdraw_erasure(
    erasure: ErasureRequest, *, by: User, client: Client = NO_CLIENT
) -> ErasureRequest:
    """Take it back, while nobody has answered."""
    row = _locked(erasure)
    require(policy.can_withdraw_erasure(by, row))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record_event(AccountEventKind.ERASURE_WITHDRAWN, user=by, client=client)
    return row


@transaction.atomic
def answer_erasure(
    erasure: ErasureRequest, *, by: User, outcome: ErasureOutcome, answer: str
) -> ErasureRequest:
    """Tell the person what was erased and what is kept. It stays as it was told."""
    row = _locked(erasure)
    require(policy.can_answer_erasure(by, row, answer))
    row.answered_at, row.answered_by = timezone.now(), by
    row.outcome, row.answer = outcome, answer.strip()
    row.save(update_fields=["answered_at", "answered_by", "outcome", "answer"])
    record_event(AccountEventKind.ERASURE_ANSWERED, user=row.user, by=by)
    mail.erasure_answered(row)
    return row


def _locked(erasure: ErasureRequest) -> ErasureRequest:
    rows = ErasureRequest.objects.select_for_update(of=("self",))
    return rows.select_related("user").get(pk=erasure.pk)
