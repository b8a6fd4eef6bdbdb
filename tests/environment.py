"""Every setting of the tests, and a PostgreSQL of their own: a pytest plugin loaded before Django.

Nothing in the shell or in `.env` decides how a test ends, but DATABASE_URL, which names another
server. Tools that load the settings and need no database run under the same ones:
`python -m tests.environment -m mypy`.
"""

import atexit
import fcntl
import itertools
import os
import shutil
import sys
import tempfile
from pathlib import Path

import hypothesis

from config.embedded import CHECKOUT, Cluster, EmbeddedError
from config.embedded_host import make_folders

NOWHERE = Path("/nonexistent")
ELSEWHERE = "America/St_Johns"  # a machine half a day and half an hour from Japan
FOLDERS = ("MEDIA_ROOT", "MAIL_ROOT", "STATIC_ROOT")
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "ROSTER_ENV_FILE": "",
    "DEMO_MODE": "0",
    "SECRET_KEY": "only-the-tests-use-this-key",
    "SECRET_KEY_FALLBACKS": "",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "HTTPS": "0",
    "TRUSTED_PROXIES": "0",
    "TRUST_REQUEST_START": "0",
    "CSRF_TRUSTED_ORIGINS": "",
    "FORCE_SCRIPT_NAME": "",
    "EMAIL_URL": "",
    "DEFAULT_FROM_EMAIL": "roster@tests.example",
}


def pytest_addoption() -> None:
    """The first of all hooks: pytest-django reads the settings in the next one."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # a worker inherits all of it
    os.environ["TZ"] = os.environ["PGTZ"] = (
        ELSEWHERE  # before the server starts: it lives there too
    )
    files = tempfile.mkdtemp(prefix="roster-tests-")
    atexit.register(shutil.rmtree, files, ignore_errors=True)
    (Path(files) / "static_root").mkdir()  # empty: nothing is collected for the tests
    try:
        set_everything(Path(files), os.environ.get("DATABASE_URL") or start_server())
    except (EmbeddedError, OSError) as error:
        raise SystemExit(str(error)) from error


def pytest_configure() -> None:
    """Properties are tried more often with ROSTER_DEEP; how long one try takes is not asserted."""
    hypothesis.settings.register_profile("usual", deadline=None, max_examples=50, derandomize=True)
    hypothesis.settings.register_profile("deep", deadline=None, max_examples=2000)
    hypothesis.settings.load_profile("deep" if os.environ.get("ROSTER_DEEP") else "usual")


def set_everything(files: Path, database_url: str) -> None:
    """The environment that config/settings.py reads."""
    folders = {name: str(files / name.lower()) for name in FOLDERS}
    os.environ.update(SETTINGS, **folders, DATABASE_URL=database_url)


def start_server() -> str:
    """A new server in a folder that no other run of the tests uses, removed at the end."""
    folders = CHECKOUT / ".postgres"
    make_folders(folders)
    names = (f"tests-{number}" for number in itertools.count(1))
    name = next(name for name in names if claim(folders / f"{name}.claim"))
    cluster = Cluster(folders / name, fsync=False)
    cluster.remove()  # what a killed run may have left
    atexit.register(cluster.remove)
    cluster.ensure_running()
    return cluster.url()


def claim(path: Path) -> bool:
    """Whether `path` is now held by this process, until it ends."""
    held = path.open("a")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        return False
    atexit.register(held.close)
    return True


if __name__ == "__main__":
    set_everything(NOWHERE, f"postgres://roster@/roster?host={NOWHERE}")
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
