"""`make test`: the whole suite on SQLite, then what asks the database again on PostgreSQL. Arguments go to pytest."""

import os
import signal
import subprocess
import sys

from tests import machine, postgres

NO_TESTS = 5  # pytest's exit status when the arguments select nothing
INTERRUPTED = 2


def run(database: str, url: str | None, arguments: list[str]) -> int:
    """pytest's exit status, with the tests spread over the processors."""
    print(f"\n=== The tests on {database} ===", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "REGISTRY_DATABASE_URL"}
    if url:
        environment["REGISTRY_DATABASE_URL"] = url
    # Neighbours stay with one worker, so that what a module prepares is mostly prepared once.
    spread = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "worksteal"]
    pytest = subprocess.Popen([sys.executable, "-m", "pytest", *spread, *arguments], env=environment)
    # A Ctrl-C reaches pytest by itself, other ends through us; we wait for it to finish and clear away.
    signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda _signal, _frame: pytest.send_signal(signal.SIGINT))
    return pytest.wait()


def main(arguments: list[str]) -> int:
    try:
        machine.chromium()
        machine.postgresql_programs()
    except machine.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    results = {"SQLite": run("SQLite", None, arguments)}
    if results["SQLite"] != INTERRUPTED:
        with postgres.server() as url:
            results["PostgreSQL"] = run("PostgreSQL", url, ["-m", "database and not browser", *arguments])
    if NO_TESTS in results.values() and 0 in results.values():
        return 0
    failed = {database: status for database, status in results.items() if status != 0}
    for database, status in failed.items():
        print(f"The tests failed on {database} (pytest's status {status}).", file=sys.stderr)
    return max(failed.values(), default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
