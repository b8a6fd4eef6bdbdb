"""Jobs of the worker about the evaluation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from recruitment.evaluation import actions


@app.periodic(cron="0 0 * * *")  # the worker counts in UTC: nine in the morning in Japan
@app.task(name="recruitment.evaluation.remind")
def remind(timestamp: int) -> None:
    """Every morning: write to evaluators whose scores are due soon."""
    actions.remind(timezone.localdate())
