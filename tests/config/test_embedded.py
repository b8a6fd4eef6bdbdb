"""The built-in PostgreSQL, with real servers: what it survives and whom it lets in."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import embedded_host
from config.embedded import CHECKOUT, Cluster, EmbeddedError

START = """
import pathlib, sys
from config.embedded import Cluster
cluster = Cluster(pathlib.Path(sys.argv[1]), fsync=False)
cluster.ensure_running()
print(cluster.pid())
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A server started from a shell that knows no UTF-8; the tests may break it, not remove it."""
    cluster = Cluster(tmp_path_factory.mktemp("checkout") / "cluster")
    with pytest.MonkeyPatch.context() as shell:
        shell.setenv("LC_ALL", "C")
        shell.setenv("PGPORT", "1")
        cluster.ensure_running()
    yield cluster
    cluster.remove()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster that does not exist yet."""
    cluster = Cluster(tmp_path / "cluster", fsync=False)
    yield cluster
    cluster.remove()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Where every user may pass, so that data is kept in place for root, too."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def connect(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(cluster.url(), autocommit=True)


def ask(cluster: Cluster, query: str) -> object:
    """The first value of the answer."""
    with connect(cluster) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row and row[0]


def test_words_of_japanese_have_trigrams_whatever_the_shell_says(cluster: Cluster) -> None:
    assert ask(cluster, "SELECT datctype FROM pg_database WHERE datname = 'roster'") == "C.UTF-8"
    with connect(cluster) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert ask(cluster, "SELECT cardinality(show_trgm('防災'))") == 3


def test_nobody_else_gets_in(cluster: Cluster) -> None:
    assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.home.stat().st_mode) == 0o700
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert (cluster.data / "pg_hba.conf").read_text() == "local all all peer map=roster\n"
    people = set(re.findall('"(.+)"', (cluster.data / "pg_ident.conf").read_text()))
    assert people == {"root", cluster.home.owner()}


def test_the_server_has_no_privileges(cluster: Cluster) -> None:
    assert Path(f"/proc/{cluster.pid()}").stat().st_uid == cluster.home.stat().st_uid != 0
    assert ask(cluster, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_only_what_tests_throw_away_goes_without_fsync(cluster: Cluster, other: Cluster) -> None:
    other.ensure_running()
    assert (ask(cluster, "SHOW fsync"), ask(other, "SHOW fsync")) == ("on", "off")


def test_the_server_outlives_its_terminal(cluster: Cluster) -> None:
    assert os.getsid(cluster.pid()) not in (os.getsid(0), os.getpgrp())


def test_committed_rows_survive_a_killed_server_with_a_busy_process(cluster: Cluster) -> None:
    with connect(cluster) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS row")
    busy = connect(cluster)
    busy.pgconn.send_query(b"SELECT pg_sleep(600)")
    os.kill(cluster.pid(), signal.SIGKILL)
    cluster.ensure_running()
    assert ask(cluster, "SELECT count(*) FROM kept") == 1
    busy.close()


def test_a_note_that_names_another_program_does_not_stop_the_start(cluster: Cluster) -> None:
    cluster.stop()
    note = cluster.data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{cluster.data}\n1700000000\n5432\n{cluster.socket}\n\n")
    assert cluster.pid() == 0
    cluster.ensure_running()
    assert cluster.pid() not in (0, os.getpid())


def test_a_checkout_that_was_moved_gets_a_server_that_knows_its_place(open_folder: Path) -> None:
    before = Cluster(open_folder / "before" / "cluster", fsync=False)
    before.ensure_running()
    old = before.pid()
    before.folder.parent.rename(open_folder / "after")
    after = Cluster(open_folder / "after" / "cluster", fsync=False)
    after.ensure_running()
    assert after.pid() not in (0, old)
    assert ask(after, "SELECT 1") == 1
    after.remove()


def test_damaged_data_is_one_sentence(other: Cluster) -> None:
    other.ensure_running()
    other.stop()
    (other.data / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedError, match=r"did not start: .*pg_control.*\.$"):
        other.ensure_running()


def test_two_that_start_it_at_once_get_one_server(other: Cluster) -> None:
    command = [sys.executable, "-c", START, str(other.folder)]
    starting = [
        subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) for _ in "ab"
    ]
    said = {process.communicate(timeout=30)[0].strip() for process in starting}
    assert said == {str(other.pid())}
    assert other.pid()


def test_an_interrupted_first_start_is_begun_again(other: Cluster) -> None:
    other._make_home()
    (other.home / "data.new").mkdir()
    other.ensure_running()
    assert ask(other, "SELECT 1") == 1


def test_a_long_path_gets_a_short_socket_that_nobody_can_plant(tmp_path: Path) -> None:
    home = tmp_path / ("名" * 40)
    folder = embedded_host.socket_folder_of(home)
    assert len(os.fsencode(folder / embedded_host.SOCKET_NAME)) <= embedded_host.SOCKET_LIMIT
    planted = tmp_path / "planted"
    planted.mkdir(0o755)
    for fake in (planted, tmp_path / "link"):
        if fake != planted:
            fake.symlink_to(planted)
        with pytest.raises(EmbeddedError, match="not a private folder"):
            embedded_host.check_socket_folder(fake, os.geteuid())


def test_a_checkout_only_root_can_enter_is_left_as_it_is(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(0o700)
    home = embedded_host.home_of(closed / ".postgres" / "demo")
    assert home.is_relative_to(embedded_host.STATE if embedded_host.is_root() else closed)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
