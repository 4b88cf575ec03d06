"""How quick lists, search, coverage, whole pages and imports are, at ten thousand members and at many, on both databases.

python -m tests.bench.lists --rows 1000000 [--only sqlite]
"""

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL = 10_000
SLOWER_THAN_SQL, SLOWER_THAN_SMALL = 5.0, 1.5  # goal 6: p95 of a list's rows
MOST_OF_SEARCH, MOST_OF_COVERAGE = 15.0, 5.0  # goals 7 and 8: p95, milliseconds of SQL
SLOWER_PAGE, SLOWER_IMPORT = 5.0, 2.0  # goal 9: the middle one, to that of the small roll


def reads(rows: int, times: int, url: str | None) -> dict[str, Any]:
    """What ``tests.bench.reads`` finds in a database of its own with so many members."""
    with tempfile.TemporaryDirectory(prefix="registry-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
        environment |= {"REGISTRY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "registry.settings"}
        if url:
            environment["REGISTRY_DATABASE_URL"] = url
        command = [sys.executable, "-m", "tests.bench.reads", "--rows", str(rows), "--times", str(times)]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def on_postgresql(rows: int, times: int) -> dict[str, Any]:
    with postgres.server() as url:
        return reads(rows, times, url)


def goals(small: dict[str, Any], large: dict[str, Any]) -> list[dict[str, Any]]:
    """Print what was found and the goals; as they are written to the file."""
    print(f"\n=== {large['vendor']}: {large['rows']:,} members ===")
    print(f"  {'':<34}{'SQL p50':>9}{'p95':>9}{'Django p50':>12}{'p95':>9}   ms")
    for name, found in large["reads"].items():
        told = [found[key] for key in ("sql_p50", "sql_p95", "django_p50", "django_p95")]
        print(f"  {name:<34}{told[0]:>9.2f}{told[1]:>9.2f}{told[2]:>12.2f}{told[3]:>9.2f}")
    made = []
    for name, found in large["reads"].items():
        if name.startswith("list"):
            before = small["reads"][name]["django_p95"]
            made.append(
                goal("6", f"{name}: Django : bare SQL", found["django_p95"] / found["sql_p95"], SLOWER_THAN_SQL)
            )
            made.append(goal("6", f"{name}: p95 : at {SMALL:,}", found["django_p95"] / before, SLOWER_THAN_SMALL))
        elif name.startswith("page"):
            before = small["reads"][name]["django_p50"]
            made.append(goal("9", f"{name}: at {SMALL:,}", found["django_p50"] / before, SLOWER_PAGE))
        elif name.startswith("search"):
            made.append(goal("7", f"{name}: ms of SQL", found["sql_p95"], MOST_OF_SEARCH))
        else:
            made.append(goal("8", f"{name}: ms of SQL", found["sql_p95"], MOST_OF_COVERAGE))
    made.append(goal("9", f"import of a row: at {SMALL:,}", large["import"] / small["import"], SLOWER_IMPORT))
    return made


def goal(number: str, what: str, value: float, limit: float) -> dict[str, Any]:
    is_reached = value <= limit
    print(f"  goal {number}     {what:<58}{value:>9.2f}  <= {limit:g}  {'reached' if is_reached else 'NOT REACHED'}")
    return {"goal": number, "what": what, "value": value, "limit": limit, "reached": is_reached}


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000, help="members of the large roll")
    parser.add_argument("--times", type=int, default=20, help="how often each is read, in each of four scopes")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    results: dict[str, dict[str, Any]] = {}
    for vendor in ("sqlite", "postgresql"):
        if options.only in (None, vendor):
            both = [
                on_postgresql(rows, options.times) if vendor == "postgresql" else reads(rows, options.times, None)
                for rows in (SMALL, options.rows)
            ]
            results[vendor] = {"small": both[0], "large": both[1], "goals": goals(*both)}
    path = ROOT / "var" / "bench-lists.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1))
    missed = sum(not each["reached"] for result in results.values() for each in result["goals"])
    print(f"\nWritten to {path.relative_to(ROOT)}. Goals not reached: {missed}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
