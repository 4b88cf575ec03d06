"""A PostgreSQL server for the length of a test run, made from nothing and thrown away.

    python -m tests.postgres                       keep one up until Ctrl-C, and say where it is
    python -m tests.postgres pytest tests/members  run one command on it (``REGISTRY_DATABASE_URL`` is set)

It never meets another server: it has a folder of its own, listens on a socket in that folder and on no port, and before
anything is done there ``show data_directory`` must answer with that folder.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

from tests import machine

OWNER = "postgres"
DATABASE = "registry"
# Nobody misses this data after a power cut.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "timezone=UTC",
    "lc_messages=C",
    "max_connections=50",
)
# Holds the server for as long as the pipe from us is open: when we end, however we end, the server and its folder go.
KEEPER = '"$@" >"$HOME/log" 2>&1 & read _; kill -QUIT $!; wait $!; cd /; rm -rf "$HOME"'


@contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a fresh, empty database (UTF-8, C.UTF-8)."""
    programs = machine.postgresql_programs()
    account = _account()
    home = Path(tempfile.mkdtemp(prefix="registry-pg-"))
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
        programs = _reachable(programs, home, account)
    data = home / "data"
    _make_cluster(programs, data, account)
    options = [argument for setting in (*SETTINGS, f"unix_socket_directories={home}") for argument in ("-c", setting)]
    command = ["sh", "-c", KEEPER, "sh", str(programs / "postgres"), "-D", str(data), *options]
    keeper = subprocess.Popen(
        command, stdin=subprocess.PIPE, cwd="/", env=_environment(home), start_new_session=True, **_as(account)
    )
    try:
        _make_database(home, data)
        yield f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(home), safe='')}"
    finally:
        keeper.stdin.close()
        keeper.wait(timeout=30)


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: whom to become, or None where we are an ordinary user already."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as(account: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _environment(home: Path) -> dict[str, str]:
    """Only what the server needs, so that a PGHOST or PGDATA of the caller says nothing to it."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}


def _reachable(programs: Path, home: Path, account: pwd.struct_passwd) -> Path:
    """The programs as ``account`` can run them: copied where they lie in a folder that is closed to it."""
    if subprocess.run(["test", "-x", programs / "initdb"], cwd="/", **_as(account)).returncode == 0:
        return programs
    copy = home / "postgresql"
    shutil.copytree(programs.parent, copy)
    copy.chmod(0o755)
    return copy / "bin"


def _make_cluster(programs: Path, data: Path, account: pwd.struct_passwd | None) -> None:
    command = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        OWNER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    made = subprocess.run(
        command, cwd="/", env=_environment(data.parent), capture_output=True, text=True, **_as(account)
    )
    if made.returncode != 0:
        shutil.rmtree(data.parent)
        raise SystemExit(f"initdb failed: {made.stderr.strip()}")


def _make_database(home: Path, data: Path) -> None:
    """Wait for the server, make sure that it is ours, and make the database."""
    connection = _connect(home, patience=30)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        if cursor.fetchone() != (str(data),):
            raise SystemExit("Another PostgreSQL server answered on our socket; nothing was done there.")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


def _connect(home: Path, *, patience: float) -> "psycopg2.extensions.connection":
    """Connect within ``patience`` seconds; SystemExit with the server's own words otherwise."""
    end = time.monotonic() + patience
    while True:
        try:
            return psycopg2.connect(host=str(home), user=OWNER, dbname="postgres")
        except psycopg2.OperationalError as error:
            if time.monotonic() > end:
                log = home / "log"
                said = log.read_text(errors="replace") if log.exists() else str(error)
                raise SystemExit(f"The test server did not start: {said}") from error
            time.sleep(0.05)


def main(command: list[str]) -> int:
    with server() as url:
        if command:
            os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            return subprocess.call(command, env=os.environ | {"REGISTRY_DATABASE_URL": url})
        print(f"export REGISTRY_DATABASE_URL='{url}'\n# Up until Ctrl-C.", flush=True)
        ends = {signal.SIGINT, signal.SIGTERM}
        signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        signal.sigwait(ends)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
