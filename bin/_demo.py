"""What bin/demo does after bin/setup: progress on stderr, address and accounts on stdout."""

import argparse
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

from bin._services import ServiceError, Services
from config import embedded

CHECKOUT = embedded.CHECKOUT
COMMANDS = {
    "Bringing the database up to date": ["migrate", "--verbosity=0"],
    "Loading the reference data": ["load_reference"],
    "Loading the roles": ["sync_roles"],
    "Loading the demo rounds": ["load_demo"],
}
ACCOUNTS = """
Accounts, all @demo.example with the password roster-demo:
  staff, staff2                ministry staff
  auditor                      reads everything, changes nothing
  evaluator1 … evaluator6      the committee; evaluator1 chairs it
  officer                      a municipality that has been granted the list
  officer2                     a municipality that has asked for it
  applicant                    has a draft in the open round
  trainee                      half way through the training
  registrant                   on the list

Ctrl-C ends the demo."""


class RefusedError(Exception):
    """Why the demo does not start, in one sentence."""


def main() -> None:
    words = argparse.ArgumentParser(prog="bin/demo", description="Serve the demonstration.")
    words.add_argument("--port", type=int, default=8000)
    words.add_argument("--fresh", action="store_true", help="delete the demo's data, start over")
    options = words.parse_args()
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    try:
        check_port(options.port)
        write_settings()
        if options.fresh:
            start_over()
        prepare()
        serve(options.port)
    except KeyboardInterrupt:
        sys.exit("\nStopped. bin/demo goes on from here.")
    except (RefusedError, ServiceError, embedded.EmbeddedError) as error:
        sys.exit(str(error))
    except (ImproperlyConfigured, CommandError, OperationalError, OSError) as error:
        sys.exit(f"The demo cannot start: {' '.join(str(error).split())}")


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            raise RefusedError(
                f"Port {port} cannot be used ({why}): choose another one with --port."
            ) from error


def write_settings() -> None:
    """Into .env, once: the secret key has to stay the same, or everybody is signed out."""
    path = CHECKOUT / ".env"
    if path.exists():
        return
    say("Writing the demo's settings to .env …")
    unfinished = CHECKOUT / ".env.new"
    unfinished.touch(0o600)
    unfinished.write_text(
        "# Written by bin/demo; the environment goes before it.\n"
        f"DEMO_MODE=1\nSECRET_KEY={secrets.token_urlsafe(50)}\nALLOWED_HOSTS=localhost,127.0.0.1\n"
    )
    unfinished.rename(path)


def start_over() -> None:
    if not settings.EMBEDDED_DATABASE:
        raise RefusedError("--fresh deletes the built-in database; DATABASE_URL names another one.")
    say("Deleting the demo's data …")
    embedded.demo().remove()
    for folder in (Path(settings.MEDIA_ROOT), CHECKOUT / ".demo"):
        if folder.is_relative_to(CHECKOUT) and folder.exists():
            shutil.rmtree(folder)


def prepare() -> None:
    """All that has to be there before the first page; a second time there is little to do."""
    if settings.EMBEDDED_DATABASE:
        say("Starting the built-in PostgreSQL …")
        embedded.demo().ensure_running()
    django.setup()
    for what, command in COMMANDS.items():
        say(f"{what} …")
        call_command(*command, stdout=sys.stderr)
    collect_static()


def collect_static() -> None:
    """In a process of its own: the settings decide at their start how static files are named."""
    sources = [path for path in (CHECKOUT / "static").rglob("*") if path.is_file()]
    state = "".join(f"{path} {path.stat().st_mtime_ns}\n" for path in sorted(sources))
    state += (CHECKOUT / "requirements" / "base.txt").read_text()
    digest = hashlib.sha256(state.encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".digest"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Collecting the static files …")
    command = [
        sys.executable,
        "manage.py",
        "collectstatic",
        "--clear",
        "--noinput",
        "--verbosity=0",
    ]
    if subprocess.run(command, cwd=CHECKOUT, check=False).returncode:
        raise RefusedError("The static files could not be collected: see the message above.")
    stamp.write_text(digest)


def serve(port: int) -> None:
    """Until Ctrl-C."""
    say("Starting web and worker …")
    services = Services(port, embedded.demo() if settings.EMBEDDED_DATABASE else None)
    try:
        services.keep_up()
        services.wait_until_ready()
        print(f"\nThe demo is ready: http://localhost:{port}/\n{ACCOUNTS}", flush=True)
        while True:
            time.sleep(1)
            services.keep_up()
    except KeyboardInterrupt:
        say("\nEnding web and worker …")
    finally:
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.SIG_IGN)
        services.end()
    if settings.EMBEDDED_DATABASE:
        say("PostgreSQL runs on. To stop it: .venv/bin/python -m config.embedded stop")


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    main()
