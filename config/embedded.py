"""The built-in PostgreSQL of demo and tests: one cluster in one folder, reached by a socket only.

`python -m config.embedded start|status|stop|remove` handles the demo's by hand. Nothing here reads
Django's settings. Who may enter: the system user that owns the data, and root (peer), nobody else.
"""

import argparse
import fcntl
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from config import embedded_host as host
from config.embedded_host import EmbeddedError

CHECKOUT = Path(__file__).resolve().parent.parent
ROLE = "roster"  # role and database; may make databases, as tests do, but is no superuser
PORT = "5432"  # only a part of the socket's name; left out, PGPORT of the shell would count
PATIENCE = 60  # seconds for the server to recover, to answer, to end
ENVIRONMENT = {"PATH": host.SYSTEM_PATH, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}  # all of it
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """A cluster kept in `folder`. Without `fsync` it is fast and may not survive the machine."""

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self.folder = folder.parent.resolve() / folder.name
        self.fsync = fsync
        self.home = host.home_of(self.folder)
        self.data = self.home / "data"
        self.socket = host.socket_folder_of(self.home)

    def parameters(self) -> dict[str, Any]:
        """An entry for Django's DATABASES. Starts nothing."""
        engine = "django.db.backends.postgresql"
        where = {"HOST": str(self.socket), "PORT": PORT}
        return {"ENGINE": engine, "NAME": ROLE, "USER": ROLE, "PASSWORD": "", **where}

    def url(self) -> str:
        """The same as a DATABASE_URL. Starts nothing."""
        return f"postgres://{ROLE}@:{PORT}/{ROLE}?host={quote(str(self.socket), safe='')}"

    def ensure_running(self) -> None:
        """Make and start whatever is missing: cluster, server, role, database. Safe in parallel."""
        if self.pid() and self._answers():
            return
        with self._locked():
            self._make_home()
            if not self.data.exists():
                self._initialise()
            if not self.pid():
                self._start()
            self._provide_database()

    def pid(self) -> int:
        """The process of the server that runs here and can be used, 0 without one."""
        try:
            noted = int((self.data / "postmaster.pid").read_text().split("\n")[0])
            (self.socket / host.SOCKET_NAME).stat()
        except (OSError, ValueError):
            return 0
        return noted if host.serves(noted, self.data) else 0

    def stop(self) -> None:
        """End the server; the data stays."""
        with self._locked():
            self._stop()

    def remove(self) -> None:
        """End the server and delete everything."""
        with self._locked():
            self._stop()
            for folder in (self.socket, self.home):
                if folder.exists():
                    shutil.rmtree(folder)
            self.folder.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time; whatever goes wrong on the way becomes one sentence."""
        try:
            host.make_folders(self.folder.parent)
            with self.folder.with_name(f"{self.folder.name}.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if self.home.exists() and os.geteuid() not in (0, self._owner().pw_uid):
                    raise OSError(f"it belongs to the system user {self._owner().pw_name}")
                yield
        except (OSError, KeyError, psycopg.Error) as error:
            raise self._error("cannot be used", str(error)) from error

    def _error(self, what: str, output: str) -> EmbeddedError:
        return EmbeddedError(
            f"The built-in PostgreSQL in {self.home} {what}: {host.reason_in(output, self.home)}."
        )

    def _owner(self) -> pwd.struct_passwd:
        """Whom the server runs as."""
        return pwd.getpwuid(self.home.stat().st_uid)

    def _run(self, *command: str | Path, text: str = "") -> None:
        """Run a program as the server's user, out of reach of this terminal's Ctrl-C."""
        user = self._owner()
        options: dict[str, Any] = {"env": ENVIRONMENT, "cwd": self.home, "umask": 0o077}
        options |= {"capture_output": True, "encoding": "utf-8", "errors": "replace"}
        if host.is_root():
            options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        ended = subprocess.run(command, input=text, start_new_session=True, check=False, **options)
        if ended.returncode:
            raise OSError(ended.stderr or ended.stdout)

    def _make_home(self) -> None:
        host.make_folders(self.home.parent)
        if not self.home.exists():
            self.home.mkdir(0o700)
        if host.is_root() and self.home.stat().st_uid == 0:
            user = host.server_user()
            os.chown(self.home, user.pw_uid, user.pw_gid)
        if self.home != self.folder and not self.folder.exists():
            self.folder.unlink(missing_ok=True)
            self.folder.symlink_to(self.home)  # so that a person finds the data

    def _initialise(self) -> None:
        unfinished = self.home / "data.new"  # half a cluster is never taken for a whole one
        shutil.rmtree(unfinished, ignore_errors=True)
        words = ("--encoding=UTF8", "--locale=C.UTF-8")  # other locales make no Japanese trigrams
        doors = ("--username=postgres", "--auth-local=peer", "--auth-host=reject")
        speed = () if self.fsync else ("--no-sync",)
        self._run(host.binaries() / "initdb", "-D", unfinished, *words, *doors, *speed)
        unfinished.rename(self.data)

    def _start(self) -> None:
        self._end_leftovers()
        self._check_version()
        self._run("mkdir", "-p", self.socket)
        host.check_socket_folder(self.socket, self._owner().pw_uid)
        people = sorted({"root", self._owner().pw_name})
        ident = "".join(f'{ROLE} "{who}" {role}\n' for who in people for role in (ROLE, "postgres"))
        self._run("tee", self.data / "pg_ident.conf", text=ident)
        self._run("tee", self.data / "pg_hba.conf", text=f"local all all peer map={ROLE}\n")
        log = self.home / "log"
        log.unlink(missing_ok=True)  # of the time before: what stands in it now is about this start
        patiently = ("start", "-t", str(PATIENCE))
        with_options = ("-D", self.data, "-l", log, "-o", self._options())
        try:
            self._run(host.binaries() / "pg_ctl", *patiently, *with_options)
        except OSError as error:
            said = log.read_text(errors="replace") if log.exists() else ""
            raise self._error("did not start", said or str(error)) from error

    def _options(self) -> str:
        options = {"listen_addresses": "", "port": PORT, "max_connections": "60"}
        options |= {"unix_socket_directories": f'"{self.socket}"', "shared_buffers": "128MB"}
        options |= {"dynamic_shared_memory_type": "mmap"}  # /dev/shm is 64 MB in many containers
        options |= {} if self.fsync else UNSAFE
        return shlex.join(f"--{name}={value}" for name, value in options.items())

    def _check_version(self) -> None:
        kept, here = (self.data / "PG_VERSION").read_text().strip(), host.major()
        if kept != here:
            raise OSError(f"its data is of PostgreSQL {kept}, the programs are of {here}")

    def _end_leftovers(self) -> None:
        """After a kill -9 of the server, its other processes may go on and lock the data."""
        deadline = time.monotonic() + PATIENCE
        while leftovers := host.processes_in(self.data):
            late = time.monotonic() > deadline
            for process in leftovers:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL if late else signal.SIGQUIT)
            time.sleep(0.05)
        # Nobody is left whom these could name, whichever program has got the number by now.
        for note in (self.data / "postmaster.pid", self.socket / f"{host.SOCKET_NAME}.lock"):
            note.unlink(missing_ok=True)

    def _stop(self) -> None:
        if self.pid():
            quickly = ("stop", "-m", "fast", "-t", str(PATIENCE))
            with suppress(OSError):  # too slow, or killed meanwhile
                self._run(host.binaries() / "pg_ctl", *quickly, "-D", self.data)
        self._end_leftovers()

    def _connect(self, role: str) -> psycopg.Connection:
        host.check_socket_folder(self.socket, self.home.stat().st_uid)
        where: dict[str, Any] = {"host": str(self.socket), "port": PORT, "connect_timeout": 5}
        return psycopg.connect(user=role, dbname=role, autocommit=True, **where)

    def _answers(self) -> bool:
        try:
            self._connect(ROLE).close()
        except (OSError, psycopg.OperationalError):
            return False
        return True

    def _provide_database(self) -> None:
        with self._connected_when_ready() as database:
            roles = "SELECT 1 FROM pg_roles WHERE rolname = %s"
            databases = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not database.execute(roles, [ROLE]).fetchone():
                database.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            if not database.execute(databases, [ROLE]).fetchone():
                database.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")

    def _connected_when_ready(self) -> psycopg.Connection:
        """A connection of the superuser, once the server has recovered from what was before."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._connect("postgres")
            except psycopg.OperationalError:
                if time.monotonic() > deadline or not self.pid():
                    raise
                time.sleep(0.1)


def demo() -> Cluster:
    """The demo's cluster of this checkout."""
    return Cluster(CHECKOUT / ".postgres" / "demo")


def main() -> None:
    cluster = demo()
    verbs = {"start": cluster.ensure_running, "stop": cluster.stop, "remove": cluster.remove}
    parser = argparse.ArgumentParser(prog="config.embedded", description=__doc__)
    parser.add_argument("verb", choices=[*verbs, "status"])
    verb = parser.parse_args().verb
    try:
        verbs.get(verb, cluster.pid)()
    except EmbeddedError as error:
        sys.exit(str(error))
    pid = cluster.pid()
    print(f"running as process {pid}" if pid else "not running", f"in {cluster.home}")


if __name__ == "__main__":
    main()
