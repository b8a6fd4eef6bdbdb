"""Jobs of the worker: carrying out mail, and asking each April who still acts for a body."""

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from accounts import actions
from common import mail

KEPT_HOURS = 14 * 24  # for whoever mends what made a job fail, and starts it again


@app.task(name=mail.SEND, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_mail(to: str, subject: str, body: str) -> None:
    """Hand one prepared message to the mail server; a failure is tried again after 4 s, 16 s, about
    a minute, …
    """
    mail.send(to, subject, body)


@app.periodic(cron="30 18 * * *")  # half past three at night in Japan
@app.task(name="accounts.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Delete jobs that ended two weeks ago: letters that could not be sent carry working links."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="0 0 1,15,25 4 *")  # the worker counts in UTC: nine in the morning in Japan
@app.task(name="accounts.remind_to_confirm")
def remind_to_confirm(timestamp: int) -> None:
    """Write to the responsible officers of bodies where somebody is not confirmed yet."""
    actions.remind_to_confirm(timezone.localdate())
