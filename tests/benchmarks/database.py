"""A database for one measurement: made, migrated, and dropped at the end."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout

from django.core.management import call_command
from django.db import connection


@contextmanager
def of_its_own() -> Iterator[None]:
    """The default connection leads to a new, empty database while this lasts."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"roster_bench_{os.getpid()}"
    with redirect_stdout(sys.stderr):  # it tells of the cache's table; the figures stand alone
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def empty() -> None:
    """Take all rows out again; the tables stay."""
    call_command("flush", interactive=False, verbosity=0)
