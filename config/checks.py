"""What the database must be, asked before anything is migrated and by `/readyz`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connection

OLDEST = 150000  # PostgreSQL 15


def database_faults() -> list[str]:
    """A sentence for each reason why this PostgreSQL cannot hold the roster; empty when it can.

    Under ctype C letters beyond ASCII are no letters, and the trigrams of a Japanese word are
    empty: searches would find nothing. So the behaviour is asked for, not the locale's name.
    """
    faults = []
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        [number] = cursor.fetchone()
        if int(number) < OLDEST:
            faults.append("The database is older than PostgreSQL 15: use a newer server.")
        cursor.execute("SHOW server_encoding")
        [encoding] = cursor.fetchone()
        cursor.execute("SELECT '防' ~ '[[:alpha:]]'")
        [letters] = cursor.fetchone()
    if encoding != "UTF8" or not letters:
        faults.append(
            "The database takes Japanese letters for no letters (its ctype is C, or its encoding "
            "is not UTF-8): create it with ENCODING 'UTF8' and LC_CTYPE 'C.UTF-8' or 'ja_JP.UTF-8'."
        )
    return faults


@register(Tags.database)
def database_fits(
    *, app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[Error]:
    """Run by `migrate` and `check --database default`."""
    return [Error(fault, id="config.E001") for fault in database_faults()] if databases else []
