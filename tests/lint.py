"""`make lint`: everything that can be said about the code without running it. Says only what is wrong."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
# The slowest first, so that the others finish beside it.
CHECKS = {
    "types": ["mypy"],
    "floors of the house": ["lint-imports"],
    "templates' style": ["djlint", "templates", "--lint", "--quiet"],
    "templates' format": ["djlint", "templates", "--check"],
    "Django's checks": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": ["python", "-m", "registry.catalogue", "check"],
    "style": ["ruff", "check", "--quiet"],
    "format": ["ruff", "format", "--check", "--quiet"],
}


def check(name: str, data_dir: str) -> tuple[str, float, int, str]:
    """Run one check: its name, seconds, exit status and what it said."""
    start = time.monotonic()
    program, *arguments = CHECKS[name]
    environment = os.environ | {"REGISTRY_DATA_DIR": data_dir}
    done = subprocess.run([PROGRAMS / program, *arguments], env=environment, capture_output=True, text=True)
    return name, time.monotonic() - start, done.returncode, done.stdout + done.stderr


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as data_dir, ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, seconds, status, said in pool.map(lambda name: check(name, data_dir), CHECKS):
            print(f"{name}: {'in order' if status == 0 else 'FAULTY'} ({seconds:.1f} s)", flush=True)
            if status != 0:
                failed += 1
                print(said.strip(), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
