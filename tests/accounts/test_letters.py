"""A letter with a working link leaves no copy: neither in the queue nor in the log."""

import datetime as dt
import logging
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate import jobs
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.tasks import forget_jobs
from bin import _services
from common import mail, queue
from config.logs import WithoutArguments
from tests.visitor import letter_to

SECRET = "http://testserver/accounts/invitations/the-token/"
LETTER = {"to": "x@tests.example", "subject": "招待", "body": f"次の(宛先):\n{SECRET}\n'ここ'"}


def written(record: logging.LogRecord) -> str:
    """Through the filter of the console, with all that another formatter could write."""
    assert WithoutArguments().filter(record)
    return record.getMessage() + str(vars(record))


def record_of(name: str, text: str, **extra: Any) -> logging.LogRecord:
    logger = logging.getLogger(name)
    return logger.makeRecord(name, logging.ERROR, "", 0, text, (), None, extra=extra)


@pytest.mark.parametrize("end", ["Error, to retry, lasted 0.010 s", "Error, lasted 0.010 s"])
def test_a_failed_letter_is_logged_by_its_number(end: str) -> None:
    job = jobs.Job(
        id=12,
        status="failed",
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name=mail.SEND,
        task_kwargs=LETTER,
    )
    text = f"Job {job.call_string} ended with status: {end}"
    said = written(
        record_of("procrastinate.worker.worker", text, job=job.log_context(), action="job_error")
    )
    assert f"Job {mail.SEND}[12] ended with status: {end}" in said
    assert "the-token" not in said
    assert LETTER["to"] not in said
    several = record_of("procrastinate.jobs", "Deferred", jobs=[job.log_context()])
    assert "the-token" not in written(several)


def test_other_records_stay_as_they_are() -> None:
    assert "f[1](x)" in written(record_of("django.request", "f[1](x)"))


def test_everything_that_is_logged_goes_through_the_filter() -> None:
    handlers = settings.LOGGING["handlers"]
    assert [handler["filters"] for handler in handlers.values()] == [["without_arguments"]]
    assert logging.getLogger("procrastinate").handlers == []


def test_the_worker_deletes_what_it_has_sent() -> None:
    command = _services.Services(8000, None).commands["worker"]
    assert command.endswith("procrastinate worker --delete-jobs successful")


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_could_not_be_sent_is_deleted_after_two_weeks() -> None:
    """One that still waits stays, however old."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")  # other tests' letters outlive them
    for who, status, days in (
        ("old", "failed", 15),
        ("sent", "succeeded", 15),
        ("new", "failed", 13),
        ("waiting", "todo", 15),
    ):
        queue.later(mail.SEND, to=f"{who}@tests.example", subject="x", body=SECRET)
        number = ProcrastinateJob.objects.latest("id").pk
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, number]
            )
            cursor.execute(
                "UPDATE procrastinate_events SET at = %s WHERE job_id = %s",
                [timezone.now() - dt.timedelta(days=days), number],
            )

    class Context:
        pass

    context: Any = Context()
    context.app = app
    async_to_sync(forget_jobs.func)(context, 0)
    left = ProcrastinateJob.objects.order_by("id").values_list("args__to", flat=True)
    assert list(left) == ["new@tests.example", "waiting@tests.example"]
    letter_to("waiting@tests.example", SECRET)
