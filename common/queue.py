"""Work for later: queued in PostgreSQL in the caller's transaction, so that it happens if and only
if that commits.
"""

from typing import Any

from procrastinate.contrib.django import app


def later(task: str, **arguments: Any) -> None:
    """Queue the task with this full name (`"recruitment.applications.send_receipt"`) for the
    worker.

    Arguments must be JSON. Tasks live in their app's `tasks.py`; naming them here by text keeps
    imports pointing down.
    """
    app.configure_task(task).defer(**arguments)
