"""The same for many applications: for all of them or for none."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from common.workflow import MoveRefused
from recruitment.applications.actions.screening import accept, return_for_correction
from recruitment.applications.models import Application

Seen = tuple[Application, int]  # with the number of the submission that was read


class BulkRefused(Exception):
    """Nothing was done. `failures`: each application that could not be taken along, and why."""

    def __init__(self, failures: list[tuple[Application, str]]) -> None:
        super().__init__(failures)
        self.failures = failures


def accept_all(rows: Iterable[Seen], *, by: User) -> int:
    """Accept them all. Raises BulkRefused with everybody who cannot be, and changes nothing."""
    return _each(rows, lambda row, seen: accept(row, by=by, seen=seen))


def return_all(
    rows: Iterable[Seen], *, by: User, reason: str, due_at: dt.datetime, fields: dict[str, str]
) -> int:
    """Return them all for the same correction, as `accept_all` does."""
    facts = {"reason": reason, "due_at": due_at, "fields": fields}
    return _each(rows, lambda row, seen: return_for_correction(row, by=by, seen=seen, **facts))  # type: ignore[arg-type]


@transaction.atomic
def _each(rows: Iterable[Seen], act: Callable[[Application, int], object]) -> int:
    """One after the other by key, so that two of these at once wait instead of blocking."""
    failures, done = [], 0
    for row, seen in sorted(rows, key=lambda pair: pair[0].pk):
        try:
            with transaction.atomic():
                act(row, seen)
                done += 1
        except (MoveRefused, PermissionDenied) as refusal:
            failures.append((row, str(refusal)))
    if failures:
        raise BulkRefused(failures)
    return done
