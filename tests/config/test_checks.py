"""A database that cannot read Japanese is refused with a sentence."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from config.checks import database_faults
from tests.environment import SETTINGS

NAME = "roster_under_c"


@pytest.fixture
def under_c(db: None) -> Iterator[dict[str, str]]:
    """The environment of a process whose database has the ctype C."""
    to_server = {**connection.get_connection_params(), "dbname": "postgres"}
    for name in ("context", "cursor_factory", "prepare_threshold"):
        to_server.pop(name, None)
    create = f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
    with psycopg.connect(**to_server, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(create)
        host, user = server.info.host, server.info.user
        url = f"postgres://{user}@:{server.info.port}/{NAME}?host={host}"
        yield {**os.environ, **SETTINGS, "DATABASE_URL": url}
        server.execute(f"DROP DATABASE {NAME}")


def test_the_database_of_the_tests_fits(db: None) -> None:
    assert database_faults() == []


def test_migrate_refuses_a_database_of_ctype_c(under_c: dict[str, str]) -> None:
    words = [sys.executable, "manage.py", "migrate"]
    ended = subprocess.run(words, env=under_c, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "LC_CTYPE 'C.UTF-8'" in ended.stderr
