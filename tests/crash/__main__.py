"""``make test-crash``: workers, the web process and PostgreSQL are killed at random moments, a hundred times and more.

After each round the tables must say what an undisturbed run says. Outside the quick suite: it takes some minutes.
"""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.crash.server import Server

ROOT = Path(__file__).resolve().parent.parent.parent


def run(name: str, kills: int, seed: int, url: str | None, server: Server | None) -> int:
    """One database; exit status. The killing is in a process of its own, as it needs the site's settings."""
    print(f"\n=== Crashes on {name} ===", flush=True)
    with tempfile.TemporaryDirectory(prefix="registry-crash-") as folder:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("REGISTRY_")}
        environment |= {"REGISTRY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "registry.settings"}
        if url and server:
            environment |= {"REGISTRY_DATABASE_URL": url, "CRASH_SERVER": str(server.home)}
        command = [sys.executable, "-m", "tests.crash.rounds", "--kills", str(kills), "--seed", str(seed)]
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("--kills", type=int, default=60, help="at least so many on each database")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    print(f"Seed {options.seed}.")
    results = []
    if options.only != "postgresql":
        results.append(run("SQLite", options.kills, options.seed, None, None))
    if options.only != "sqlite":
        with Server() as server:
            results.append(run("PostgreSQL", options.kills, options.seed, server.url, server))
    return max(results)


if __name__ == "__main__":
    sys.exit(main())
