"""A gunicorn with two workers on the measurement's own database, as production runs it, that also
counts the queries of each request.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from config.embedded import CHECKOUT

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Server:
    port: int
    counted: Path

    def queries(self) -> tuple[float, int]:
        """The median of queries a request, and how many requests were counted."""
        lines = [int(line) for file in self.counted.iterdir() for line in file.read_text().split()]
        return statistics.median(lines), len(lines)


@contextmanager
def serving(**environment: str) -> Iterator[Server]:
    """Web processes while this lasts, with further settings. They end before it does."""
    with socket.socket() as found, tempfile.TemporaryDirectory() as folder:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        found.close()
        command = "-m gunicorn tests.benchmarks.counting:application --workers 2 --threads 4"
        process = subprocess.Popen(
            [
                sys.executable, *command.split(), "--bind", f"127.0.0.1:{port}",
                "--log-level", "warning", "--no-control-socket",
            ],
            cwd=CHECKOUT,
            env=os.environ
            | {"DATABASE_URL": address(), "TRUSTED_PROXIES": "1", "COUNT_INTO": folder}
            | environment,
        )  # fmt: skip
        try:
            _wait(port)
            yield Server(port, Path(folder))
        finally:
            process.terminate()
            process.wait(PATIENCE)


def address() -> str:
    """The measurement's database as a URL: the server's, with another name."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asked.request("GET", "/healthz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            asked.close()
    raise RuntimeError("The web processes did not answer.")
