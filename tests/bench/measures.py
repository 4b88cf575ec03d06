"""One database measured: ``python -m tests.bench.measures`` in an environment that names it. Prints one JSON object."""

import gc
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from members.models import Member, Upload  # noqa: E402
from members.roll.tallies import differences  # noqa: E402
from members.surveys import actions  # noqa: E402
from members.surveys.works import applying  # noqa: E402
from tests.bench import rivals, rows  # noqa: E402
from tests.factories.surveys import TODAY, make_terms  # noqa: E402

SEVERAL = 3  # times as long as the file of a pair is the one that two workers share


def seconds(do: Callable[[], Any]) -> float:
    gc.collect()
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def quiet(_done: int, _whole: int) -> None:
    """Whoever gives a progress waits for the end."""


def receive(path: Path) -> Upload:
    return actions.receive(content=path, name=path.name, terms=make_terms(), by=None, progress=quiet)


def apply(upload: Upload) -> Upload:
    return actions.apply(upload=upload, by=None, today=TODAY, progress=quiet)


class Bench:
    def __init__(self, folder: Path, count: int, pairs: int) -> None:
        self.folder, self.count, self.pairs = folder, count, pairs
        self.seed = int(time.time())
        self.ratios: dict[str, list[float]] = {}
        self.speeds: dict[str, list[float]] = {}

    def note(self, ratio: str, value: float) -> None:
        self.ratios.setdefault(ratio, []).append(value)

    def speed(self, what: str, count: int, took: float) -> float:
        """Rows a second."""
        self.speeds.setdefault(what, []).append(count / took)
        return count / took

    def file(self, count: int) -> Path:
        self.seed += 1
        return rows.write(self.folder / f"{self.seed}.csv", count, self.seed)

    def imported(self, path: Path, count: int) -> tuple[Upload, float, float]:
        """Received and applied: the upload, and the rows a second of both."""
        made: list[Upload] = []
        read = seconds(lambda: made.append(receive(path)))
        written = seconds(lambda: apply(made[0]))
        self.speed("preview", count, read)
        self.speed("apply", count, written)
        return made[0], read, written

    def pair(self) -> None:
        count, path = self.count, self.file(self.count)
        upload, read, written = self.imported(path, count)
        import_speed = self.speed("import", count, read + written)
        self.note("preview : apply", written / read)
        again: list[Upload] = []
        same = seconds(lambda: again.append(receive(path))) + seconds(lambda: apply(again[0]))
        self.note("same file again : import", (read + written) / same)
        members = rivals.members_of(upload.pk)
        lean = self.speed("COPY / executemany, members", count, seconds(rivals.into_table(Member, members)))
        self.note("import : COPY / executemany, members", import_speed / lean)
        self.note("apply : COPY / executemany, members", count / written / lean)
        whole = seconds(rivals.into_all_tables(upload, members))
        self.note("import : COPY / executemany, all it fills", whole / (read + written))
        self.note(
            "import : bulk_create",
            import_speed / self.speed("bulk_create", count, seconds(lambda: rivals.bulk_create(members))),
        )
        some, few = rivals.dataset(members[: count // 4]), rivals.dataset(members[: max(100, count // 40)])
        tuned = self.speed("import-export, tuned", len(some), seconds(lambda: rivals.import_export(rivals.Tuned, some)))
        plain = self.speed(
            "import-export, default", len(few), seconds(lambda: rivals.import_export(rivals.Plainly, few))
        )
        self.note("import : import-export, tuned", import_speed / tuned)
        self.note("import : import-export, default", import_speed / plain)

    def two_workers(self) -> None:
        """A file applied by one worker and another by two, each a process of its own that is up already.

        A file has several parts, so that both have some to do.
        """
        speeds, count = [], SEVERAL * self.count
        for workers in (1, 2):
            upload = receive(self.file(count))
            running = [worker() for _ in range(workers)]
            started = actions.apply(upload=upload, by=None, today=TODAY)
            speeds.append(count / seconds(partial(finish, running)))
            started.refresh_from_db()
            if started.state != Upload.State.APPLIED:
                raise RuntimeError(f"The file is {started.state}")
        self.note("apply by two workers : by one", speeds[1] / speeds[0])
        members = rivals.members_of(started.pk)
        lean = count / seconds(rivals.into_table(Member, members))
        self.note("apply by two workers : COPY / executemany, members", speeds[1] / lean)


def worker() -> subprocess.Popen[str]:
    """A worker that has loaded the site and waits for a line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


def finish(workers: list[subprocess.Popen[str]]) -> None:
    """Let them all begin, and wait for the last."""
    for process in workers:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in workers:
        process.wait()


def peak() -> float:
    """MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_divisions", stdout=io.StringIO())


def memory(count: int) -> dict[str, float]:
    """One import in a process that does nothing else: its peak, and how fast it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = rows.write(Path(folder) / "file.csv", count, count)
        before = peak()
        took_reading = time.perf_counter()
        upload = receive(path)
        took_applying = time.perf_counter()
        apply(upload)
        end_of_it = time.perf_counter()
    return {
        "rows": count,
        "before": before,
        "peak": peak(),
        "import": count / (end_of_it - took_reading),
        "preview": count / (took_applying - took_reading),
        "apply": count / (end_of_it - took_applying),
    }


def measured(count: int, pairs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), count, pairs)
        bench.imported(bench.file(500), 500)  # what is loaded on first use is loaded
        bench.speeds.clear()
        for _ in range(pairs):
            bench.pair()
        applying.PART = max(500, count // 2)
        for _ in range(pairs):
            bench.two_workers()
    return {
        "vendor": connection.vendor,
        "rows_per_pair": count,
        "pairs": pairs,
        "ratios": {name: statistics.median(values) for name, values in bench.ratios.items()},
        "all_ratios": bench.ratios,
        "rows_per_second": {name: statistics.median(values) for name, values in bench.speeds.items()},
        "members": Member.objects.count(),
    }


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("what", choices=["prepare", "pairs", "memory"])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    if options.what == "prepare":
        prepare()
        print("{}")
    elif options.what == "memory":
        exact = memory(options.rows)
        print(json.dumps(exact | {"tallies_differ": len(list(differences()))}))
    else:
        print(json.dumps(measured(options.rows, options.pairs)))


if __name__ == "__main__":
    main()
