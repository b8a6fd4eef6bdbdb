"""What bin/bench runs: the measurements named, or all, each on a database of its own.

Prints one JSON object a line for each name; progress goes to stderr, unless --json wants silence.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import django
from django.db import connection

from config.embedded import EmbeddedError
from tests import environment
from tests.benchmarks import measures
from tests.benchmarks.database import of_its_own

NAMES = [module.name for module in iter_modules(measures.__path__)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="the JSON objects and nothing else")
    wanted = parser.parse_args()
    unknown = [name for name in wanted.names if name not in NAMES]
    if unknown:
        sys.exit(f"There is no measurement {unknown[0]}; there are: {', '.join(NAMES)}.")
    files = Path(tempfile.mkdtemp(prefix="roster-bench-"))
    try:
        run(wanted.names or NAMES, files, quiet=wanted.json)
    except EmbeddedError as error:
        sys.exit(str(error))
    finally:
        shutil.rmtree(files, ignore_errors=True)


def run(names: list[str], files: Path, *, quiet: bool) -> None:
    """Settings first, then Django, then what needs it: so measurements are imported last."""
    environment.set_everything(files, os.environ.get("DATABASE_URL") or environment.start_server())
    Path(os.environ["STATIC_ROOT"]).mkdir()  # WhiteNoise looks into it
    django.setup()
    for name in names:
        measure = import_module(f"{measures.__name__}.{name}").measure
        with of_its_own():
            figures = measure((lambda text: None) if quiet else say)
            result = {"name": name, "figures": figures, "machine": machine()}
        print(json.dumps(result, ensure_ascii=False), flush=True)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def machine() -> dict[str, str | int]:
    """What the figures depend on, without naming the machine."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0].split()[0]
    return {
        "cpus": os.cpu_count() or 0,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": server,
    }


if __name__ == "__main__":
    main()
