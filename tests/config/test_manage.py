"""`manage.py` says in one sentence what a person can put right."""

import subprocess
import sys

import pytest

from config.embedded import CHECKOUT
from tests.environment import SETTINGS

DEAD = {"DATABASE_URL": "postgres://roster@127.0.0.1:1/roster"}


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "x"}, "Set ALLOWED_HOSTS"),
        ({**SETTINGS, "DATABASE_URL": ""}, "Set DATABASE_URL"),
        ({**SETTINGS, **DEAD, "DEMO_MODE": "1"}, "Demo mode answers on localhost"),
        ({**SETTINGS, **DEAD}, "The database failed: connection failed"),
    ],
)
def test_what_is_missing_is_one_sentence(settings: dict[str, str], sentence: str) -> None:
    ended = manage("migrate", "--check", **{"ROSTER_ENV_FILE": "", **settings})
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(sentence)
    assert ended.stderr.count("\n") == 1
