"""How letters leave: queued in batches, each with its own job; claimed before they are handed over.

A letter and its job are written in one transaction, so that a worker killed between two statements
queues nobody twice and leaves nobody out. A worker killed while it speaks to the mail server leaves
`handed_at` behind: whether that one letter went out nobody knows, so it fails, and staff decide.
"""

import datetime as dt

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import mail, queue
from common.verdict import require
from common.workflow import MoveRefused, move
from recruitment.evaluation import policy, queries
from recruitment.evaluation.models import Letter, LetterStatus
from recruitment.evaluation.queries import SEND_LETTER

BATCH = 50
CLOCK = "worker"


def queue_waiting() -> int:
    """Queue every letter whose moment has come, batch by batch. Answers how many."""
    queued = 0
    while batch := _queue_batch():
        queued += batch
    return queued


@transaction.atomic
def _queue_batch() -> int:
    """Another worker at the same work takes other letters."""
    waiting = queries.waiting_letters().select_for_update(skip_locked=True, of=("self",))
    letters = list(waiting[:BATCH])
    for letter in letters:
        if letter.to:
            queue.later(SEND_LETTER, letter=letter.pk)
            move(letter, "queue", by=None, source=CLOCK)
        else:
            reason = _("メールアドレスがありません。PDFを印刷して郵送してください。")
            move(letter, "fail", by=None, source=CLOCK, failure=reason)
    return len(letters)


def hand_over(pk: int) -> None:
    """Send one queued letter. A second job for the same letter finds it claimed and does nothing.

    Raises what the mail server answers, so that the queue tries again.
    """
    queued = Letter.objects.filter(pk=pk, status=LetterStatus.QUEUED, handed_at=None)
    if not queued.update(handed_at=Now()):
        return
    letter = Letter.objects.get(pk=pk)
    try:
        mail.send(letter.to, letter.subject, letter.mail_body)
    except Exception:  # refused, not lost: whoever tries again may claim it
        Letter.objects.filter(pk=pk, status=LetterStatus.QUEUED).update(handed_at=None)
        raise
    move(letter, "deliver", by=None, source=CLOCK, sent_at=timezone.now())


def recover(now: dt.datetime) -> int:
    """Look after letters that no living worker will send. Answers how many there were."""
    stranded = queries.stranded(now)
    for letter, job in stranded:
        _recover(letter, job)
    return len(stranded)


@transaction.atomic
def _recover(letter: Letter, job: str) -> None:
    held = Letter.objects.select_for_update(skip_locked=True).filter(pk=letter.pk).first()
    if held is None or held.status != LetterStatus.QUEUED:
        return
    if held.handed_at:
        reason = _("送っている途中でワーカーが止まりました。届いたかどうか分かりません。")
        move(held, "fail", by=None, source=CLOCK, failure=reason)
    elif job == "failed":
        reason = _("メールサーバーが受け取りませんでした。")
        move(held, "fail", by=None, source=CLOCK, failure=reason)
    else:
        queue.later(SEND_LETTER, letter=held.pk)


@transaction.atomic
def resend(letter: Letter, *, by: User) -> Letter:
    """Once more, to the address that the applicant has now.

    A failed one is tried again; of a sent one a copy goes out, and the letter stays as it is.
    """
    letter.refresh_from_db(from_queryset=Letter.objects.select_for_update(of=("self",)))
    to = policy.address_of(letter)
    require(policy.can_resend(by, letter))
    if letter.status == LetterStatus.SENT:
        move(letter, "repeat", by=by, note=to)
        queue.later(mail.SEND, to=to, subject=letter.subject, body=letter.mail_body)
    elif letter.status == LetterStatus.FAILED:
        move(letter, "resend", by=by, note=to, to=to, handed_at=None, failure="")
        queue.later(SEND_LETTER, letter=letter.pk)
    else:
        raise MoveRefused(letter, "resend")
    return letter
