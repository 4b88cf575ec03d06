"""A throw-away PostgreSQL that survives being killed: the same folder is served again."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests import machine, postgres

SETTINGS = ("listen_addresses=", "timezone=UTC", "lc_messages=C", "fsync=off")  # the machine itself does not crash


class Server:
    """Started from the outside; ``Server.again`` in the killing process starts it anew after ``kill``."""

    def __init__(self, home: Path | None = None) -> None:
        self.programs = machine.postgresql_programs()
        self.account = postgres._account()
        self.home = home or Path(tempfile.mkdtemp(prefix="registry-crash-pg-"))
        self.url = f"postgresql://{postgres.OWNER}@/{postgres.DATABASE}?host={quote(str(self.home), safe='')}"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        if self.account:
            os.chown(self.home, self.account.pw_uid, self.account.pw_gid)
            self.programs = postgres._reachable(self.programs, self.home, self.account)
        (self.home / "programs").symlink_to(self.programs)
        postgres._make_cluster(self.programs, self.home / "data", self.account)
        self.start()
        postgres._make_database(self.home, self.home / "data")
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    @classmethod
    def again(cls, home: Path) -> "Server":
        """The server of that folder, started by another process."""
        server = cls(home)
        server.programs = (home / "programs").resolve()
        return server

    def start(self) -> None:
        settings = (*SETTINGS, f"unix_socket_directories={self.home}")
        options = [argument for setting in settings for argument in ("-c", setting)]
        command = [str(self.programs / "postgres"), "-D", str(self.home / "data"), *options]
        with (self.home / "log").open("ab") as log:
            more: dict[str, Any] = postgres._as(self.account)
            environment = postgres._environment(self.home)
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd="/", env=environment, start_new_session=True, **more
            )
        postgres._connect(self.home, patience=60).close()

    def kill(self) -> None:
        """kill -9 of the server with every process of it, and nothing else: they are one session."""
        lock = self.home / "data" / "postmaster.pid"
        if not lock.exists():
            return
        pid = int(lock.read_text().split("\n", 1)[0])
        os.killpg(pid, signal.SIGKILL)
        for child in _session(pid):
            os.kill(child, signal.SIGKILL)
        while _session(pid):
            if self.process:
                self.process.poll()
            time.sleep(0.02)

    def restart(self) -> None:
        self.kill()
        # Nobody of that server lives any more (``kill`` has waited), but its first process may not have been taken note of yet.
        for lock in (self.home / "data" / "postmaster.pid", self.home / ".s.PGSQL.5432.lock"):
            lock.unlink(missing_ok=True)
        self.start()


def _session(leader: int) -> list[int]:
    """Processes that stem from the server: each of its own group, but of its session or its children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            state, parent, session = fields[0], int(fields[1]), int(fields[3])
            if state != "Z" and (session == leader or parent == leader or int(entry.name) == leader):
                found.append(int(entry.name))
    return found
