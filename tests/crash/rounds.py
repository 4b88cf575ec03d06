"""Rounds on one database: a file comes in, is applied and taken back, while whoever works on it is killed."""

import io
import os
import random
import signal
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import InterfaceError, OperationalError, connection  # noqa: E402

from branches.divisions.names import place_index  # noqa: E402
from members.models import Member, Upload  # noqa: E402
from members.roll.changes import name_columns  # noqa: E402
from members.surveys import actions, vault, works  # noqa: E402
from members.surveys.works import applying, reading_in, undoing  # noqa: E402
from registry.jobs.models import Job  # noqa: E402
from registry.jobs.running import take_turn  # noqa: E402
from tests.bench import rows  # noqa: E402
from tests.crash.server import Server  # noqa: E402
from tests.crash.tables import digest  # noqa: E402
from tests.factories.surveys import TODAY, make_terms  # noqa: E402

LINES = 600
works.SMALL = actions.SMALL = 100
reading_in.PART = applying.PART = 60
undoing.PART = 60
State = Upload.State
Digest = dict[str, str]


def content(seed: int) -> bytes:
    """A file with newcomers, the same person twice, and lines that are refused."""
    lines = list(rows.lines(LINES, seed))
    lines += [lines[5], lines[70], "某人,正式党员,123,火星,2014,,,,,,"]
    return "\n".join(lines).encode("gb18030")


class Killer:
    """Starts what works, kills it at random, counts."""

    def __init__(self, seed: int, server: Server | None) -> None:
        self.dice, self.server = random.Random(seed), server
        self.kills = {"worker": 0, "web": 0, "PostgreSQL": 0}

    def fork(self, do: Callable[[], object]) -> int:
        """The process that does it, on a connection of its own. It ends without a word when it is refused or the database is gone."""
        connection.close()
        child = os.fork()
        if child:
            return child
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 2)
        status = 1
        try:
            do()
            status = 0
        except (ValidationError, OperationalError, InterfaceError):
            status = 3
        finally:
            os._exit(status)

    def disturb(self, kind: str, children: list[int], longest: float) -> None:
        """Let them work for a moment, then kill one of them, or the server under them; wait until all have ended."""
        time.sleep(self.dice.uniform(0, longest))
        if self.server and self.dice.random() < 0.2:
            self.server.restart()
            self.kills["PostgreSQL"] += 1
        for child in children:
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                self.kills[kind] += 1

    @property
    def total(self) -> int:
        return sum(self.kills.values())


def work() -> None:
    while take_turn():
        pass


def latest() -> Upload | None:
    return Upload.objects.order_by("-pk").first()


def undisturbed(seed: int) -> list[Digest]:
    """The digests after receiving, applying and taking back, nobody being killed."""
    found = []
    actions.receive(content=content(seed), name="file.csv", terms=make_terms(), by=None)
    work()
    found.append(digest())
    actions.apply(upload=latest(), by=None, today=TODAY)
    work()
    found.append(digest())
    actions.undo(upload=latest(), by=None, today=TODAY)
    work()
    return [*found, digest()]


def disturbed(seed: int, killer: Killer, before: int) -> list[Digest]:
    """The same with kills at every stage."""
    found = []
    steps: list[tuple[Callable[[], object], set[str], str]] = [
        (
            lambda: actions.receive(content=content(seed), name="file.csv", terms=make_terms(), by=None),
            set(),
            State.PLANNED,
        ),
        (lambda: actions.apply(upload=latest(), by=None, today=TODAY), {State.PLANNED}, State.APPLIED),
        (lambda: actions.undo(upload=latest(), by=None, today=TODAY), {State.APPLIED}, State.UNDONE),
    ]
    for act, from_states, to_state in steps:
        while (Upload.objects.count() == before) if not from_states else (latest().state in from_states):
            killer.disturb("web", [killer.fork(act)], 0.25)
        while latest().state != to_state:
            killer.disturb("worker", [killer.fork(work) for _ in range(killer.dice.choice([1, 2]))], 0.9)
        found.append(digest())
    return found


def clear() -> None:
    """Between rounds: nothing is left of the file but the history and the record that it came."""
    if Member.objects.exists() or Job.objects.exclude(state="done").exists():
        raise AssertionError("The file was taken back, and something is left of it")
    vault._ABANDONED = 0
    vault.tidy(actions._still_to_be_read)
    if left := sorted(path.name for path in vault._folder().glob("*")):
        raise AssertionError(f"The file was taken back, and lies still on disk: {left}")


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    server = Server.again(Path(os.environ["CRASH_SERVER"])) if "CRASH_SERVER" in os.environ else None
    killer = Killer(options.seed, server)
    call_command("migrate", verbosity=0)
    call_command("load_divisions", stdout=io.StringIO())
    place_index()
    name_columns("单小红")
    return rounds(killer, options.kills, options.seed)


def rounds(killer: Killer, kills: int, seed: int) -> int:
    started = time.monotonic()
    number = 0
    while killer.total < kills:
        number += 1
        with_kills, without = in_two_databases(seed + number, killer)
        if with_kills != without:
            print(f"Round {number}: {_differing(with_kills, without)} differ from an undisturbed run's")
            return 1
        took = time.monotonic() - started
        print(f"Round {number}: same tables at every stage; {killer.kills} killed in {took:.0f} s", flush=True)
    return 0


def _differing(with_kills: list[Digest], without: list[Digest]) -> str:
    """applied: Member, Written; undone: Deed"""
    stages = zip(("received", "applied", "undone"), with_kills, without, strict=True)
    return "; ".join(
        f"{stage}: {', '.join(table for table in is_so if is_so[table] != should_be[table])}"
        for stage, is_so, should_be in stages
        if is_so != should_be
    )


def in_two_databases(seed: int, killer: Killer) -> tuple[list[Digest], list[Digest]]:
    """The same file twice into one database: undisturbed and taken back, then under fire."""
    without = undisturbed(seed)
    clear()
    start_anew()
    with_kills = disturbed(seed, killer, Upload.objects.count())
    clear()
    start_anew()
    return with_kills, without


def start_anew() -> None:
    """Empty what the round left, so that the next digest speaks of one file only."""
    from tests.slate import _triggers_at_rest

    with _triggers_at_rest(), connection.cursor() as cursor:
        for table in (
            "registry_deedsubject",
            "registry_deed",
            "members_arrival",
            "members_uploadrow",
            "members_written",
            "members_upload",
            "members_membertally",
            "members_divisiontally",
        ):
            cursor.execute(f"DELETE FROM {table}")


if __name__ == "__main__":
    sys.exit(main())
