"""Jobs of the worker about rounds: what the clock does."""

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

from recruitment.calls import actions

CLOCK = "clock"  # a queue of its own, so that its spent jobs can be cleared and no letter's
KEPT = 24  # hours


@app.periodic(cron="* * * * *")
@app.task(name="recruitment.calls.announce_due", queue=CLOCK, queueing_lock="calls.announce_due")
def announce_due(timestamp: int) -> None:
    """Every minute: announce what was to be announced by now."""
    actions.announce_due()


@app.periodic(cron="7 4 * * *")
@app.task(
    name="recruitment.calls.clear_clock",
    queue=CLOCK,
    queueing_lock="calls.clear_clock",
    pass_context=True,
)
async def clear_clock(context: JobContext, timestamp: int) -> None:
    """Every night: a job a minute would fill the queue's table in a year."""
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT, queue=CLOCK)
