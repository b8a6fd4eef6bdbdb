"""Jobs of the worker about the evaluation."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from recruitment.evaluation import actions, queries


@app.periodic(cron="0 0 * * *")  # the worker counts in UTC: nine in the morning in Japan
@app.task(name="recruitment.evaluation.remind")
def remind(timestamp: int) -> None:
    """Every morning: write to evaluators whose scores are due soon."""
    actions.remind(timezone.localdate())


@app.periodic(cron="* * * * *")
@app.task(name=actions.RELEASE)
def release(timestamp: int) -> None:
    """Every minute, and when there is something to do: let due results out, send their letters, and
    take up what a dead worker left.
    """
    now = timezone.now()
    actions.recover(now)
    actions.release_due(now)
    actions.queue_waiting()


@app.task(name=queries.SEND_LETTER, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_letter(letter: int) -> None:
    """Hand one letter to the mail server; a refusal is tried again after 4 s, 16 s, about a minute,
    …
    """
    actions.hand_over(letter)
