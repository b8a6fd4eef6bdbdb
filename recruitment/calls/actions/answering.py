"""Questions of the public: asked by anybody, answered by staff, published without who asked."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from common.verdict import require
from common.workflow import begin, move
from recruitment.calls import mail, policy, queries
from recruitment.calls.models import PublicQuestion, PublicQuestionStatus, Round

MOMENT = dt.timedelta(minutes=10)
PUBLIC = "public"  # the source of what nobody signed in for


@transaction.atomic
def ask(round: Round, *, asked: str, email: str = "") -> PublicQuestion:
    """Put a question to the ministry. `email`, where given, gets the answer.

    The same text a moment later is the same question, sent twice. The round is not locked: whoever
    submits at the deadline must not wait for who asks.
    """
    round.refresh_from_db()
    now = queries.database_now()
    require(policy.can_ask(round, now))
    same = round.public_questions.filter(asked=asked, email=email, asked_at__gt=now - MOMENT)
    there = same.first()
    if there is not None:
        return there
    question = PublicQuestion.objects.create(round=round, asked=asked, email=email)
    begin(question, by=None, source=PUBLIC)
    return question


@transaction.atomic
def answer(question: PublicQuestion, *, by: User, version: int, **texts: str) -> PublicQuestion:
    """Answer without publishing: to the one who asked, where there is an address.

    `texts` are wording and answer, in both languages. Raises MoveRefused when the row has been
    changed since the form with this `version` was opened.
    """
    require(policy.can_run(by))
    _move(question, "answer", by, version, **texts)
    return question


@transaction.atomic
def publish(question: PublicQuestion, *, by: User, version: int, **texts: str) -> PublicQuestion:
    """Answer for all to read, or change what they read: then the page says since when."""
    require(policy.can_run(by))
    now = queries.database_now()
    first = question.published_at is None
    dates = {"published_at": now} if first else {"revised_at": now}
    _move(question, "publish", by, version, **dates, **texts)
    return question


@transaction.atomic
def unpublish(question: PublicQuestion, *, by: User, reason: str) -> PublicQuestion:
    """Take it off the page; the answer stays on file."""
    require(policy.can_run(by))
    require(policy.has_reason(reason))
    move(question, "unpublish", by=by, note=reason, version=question.version + 1)
    return question


@transaction.atomic
def decline(question: PublicQuestion, *, by: User, reason: str) -> PublicQuestion:
    """Leave it without an answer. The reason is for the ministry alone."""
    require(policy.can_run(by))
    require(policy.has_reason(reason))
    move(question, "decline", by=by, note=reason, version=question.version + 1)
    return question


def reconsider(question: PublicQuestion, *, by: User) -> PublicQuestion:
    """Put a declined one back among those that wait."""
    require(policy.can_run(by))
    move(question, "reconsider", by=by, version=question.version + 1)
    return question


def _move(question: PublicQuestion, verb: str, by: User, version: int, **columns: Any) -> None:
    """Take the arrow from the version that was seen, and tell who asked if the answer is new."""
    before = "" if question.status == PublicQuestionStatus.WAITING else question.answer
    columns["version"] = version + 1
    move(question, verb, by=by, where=Q(version=version), **columns)
    if question.email and question.answer != before:
        mail.answered(question)
