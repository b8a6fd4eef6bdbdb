"""The web process is killed in the middle of a submission: nothing is half done, nothing is lost,
and the next press stores it once.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from config.embedded import CHECKOUT
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests.applications.situations import drafted
from tests.benchmarks.walking import OverHttp, Person
from tests.browser.conftest import session_of

PATIENCE = 30  # seconds
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@contextmanager
def web() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """One web process on the test's database."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(server._replace(path=f"/{connection.settings_dict['NAME']}"))
    command = f"-m gunicorn config.wsgi --workers 1 --threads 2 --bind 127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, *command.split(), "--log-level", "critical", "--no-control-socket"],
        cwd=CHECKOUT,
        env=os.environ | {"DATABASE_URL": url},
        start_new_session=True,
    )
    try:
        answers(port)
        yield process, port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)


def answers(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        browser = OverHttp(port, "127.0.0.1")
        try:
            browser.ask("GET", "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            browser.connection.close()
    raise TimeoutError("The web process does not answer.")


def reading(port: int, application: Application) -> Person:
    """The applicant on the review page."""
    browser = OverHttp(port, "127.0.0.1")
    browser.cookies |= session_of(application.person.user)
    person = Person(browser, "", str)
    person.root = f"/applications/{application.public_id}/"
    person.open(f"{person.root}review/")
    return person


def wait_for_the_lock() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise TimeoutError("Nobody waits for the round's row.")


@pytest.mark.django_db(transaction=True)
def test_a_killed_web_process_leaves_nothing_half_done(
    roles: None, open_round: Round, applicant: User
) -> None:
    draft = drafted(open_round, applicant)
    with web() as (process, port):
        person = reading(port, draft)
        pressed = threading.Thread(target=gives_up, args=(person,))
        with transaction.atomic():  # so that the submission stops in its middle
            Round.objects.select_for_update().get(pk=open_round.pk)
            pressed.start()
            wait_for_the_lock()
            os.killpg(process.pid, signal.SIGKILL)
            pressed.join(PATIENCE)
    draft.refresh_from_db()
    assert (draft.status, draft.receipt_number) == ("draft", None)
    assert not draft.submissions.exists()
    assert not ProcrastinateJob.objects.filter(args__to=applicant.email).exists()
    with web() as (_process, port):
        again = reading(port, draft)
        again.press()
        again.browser.connection.close()
    draft.refresh_from_db()
    assert (draft.status, draft.receipt_number) == ("submitted", "FY2026-0001")
    assert draft.submissions.count() == 1
    assert ProcrastinateJob.objects.filter(args__to=applicant.email).count() == 1


def gives_up(person: Person) -> None:
    with pytest.raises((OSError, HTTPException)):
        person.press()
    person.browser.connection.close()
