"""Keeps web and worker of the demo running until somebody ends it."""

import ctypes
import http.client
import signal
import subprocess
import sys
import time
from collections import deque

from config.embedded import CHECKOUT, Cluster

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
ENDS_TOLERATED = 6  # in a minute: more is a fault that starting again does not mend
PATIENCE = 60  # seconds to get ready
GRACE = 15  # seconds to finish what is being answered


class ServiceError(Exception):
    """Why the demo cannot go on, in one sentence."""


class Services:
    """Web and worker, and the built-in PostgreSQL below them where the demo uses it."""

    def __init__(self, port: int, cluster: Cluster | None) -> None:
        web = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4"
        self.commands = {
            "web": f"{web} --log-level warning --no-control-socket",
            "worker": "manage.py procrastinate worker --delete-jobs successful",
        }
        self.port = port
        self.cluster = cluster
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.ends: deque[float] = deque(maxlen=ENDS_TOLERATED)

    def keep_up(self) -> None:
        """Start whatever does not run."""
        if self.cluster and not self.cluster.pid():
            self._note_end("PostgreSQL")
            self.cluster.ensure_running()
        for name, command in self.commands.items():
            process = self.running.get(name)
            if process and process.poll() is not None:
                self._note_end(name)
                process = None
            if not process:
                self.running[name] = self._start(command)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while reason := self._missing():
            if time.monotonic() > deadline:
                raise ServiceError(f"The demo was not ready after {PATIENCE} seconds: {reason}.")
            time.sleep(0.2)
            self.keep_up()

    def end(self) -> None:
        """End web and worker, after what they are doing; PostgreSQL stays."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        """In a session of its own: Ctrl-C reaches bin/demo alone, which ends it in order."""
        return subprocess.Popen(
            [sys.executable, *command.split()],
            cwd=CHECKOUT,
            stdout=sys.stderr,  # stdout is for the address
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def _note_end(self, name: str) -> None:
        now = time.monotonic()
        self.ends.append(now)
        if len(self.ends) == ENDS_TOLERATED and now - self.ends[0] < 60:
            raise ServiceError(f"The demo ends: {name} stopped again and again, as said above.")
        print(f"{name} stopped; starting it again …", file=sys.stderr)

    def _missing(self) -> str:
        """What /readyz still misses."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            answer = connection.getresponse()
            said = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return f"the web process does not answer ({error})"
        finally:
            connection.close()
        return "" if answer.status == 200 else said.strip()[:200] or str(answer.status)


def _end_with_parent() -> None:
    """Linux ends this process when bin/demo ends, even by a kill -9 that leaves it no time."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
