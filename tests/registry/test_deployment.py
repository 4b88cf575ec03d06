"""A registry of one's own on a server, as docs/guide/administration.md sets it up."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """Behind a proxy that speaks HTTPS, with a data directory that is not there yet."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("REGISTRY_", "DJANGO_"))}
    environment |= {"REGISTRY_HTTPS": "1", "REGISTRY_ALLOWED_HOSTS": "registry.example.cn"}
    return environment | {"REGISTRY_DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "registry.settings"}


def test_django_finds_nothing_to_say_and_nobody_else_reads_the_data(environment):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.stderr == ""
    assert done.returncode == 0
    assert stat.S_IMODE(Path(environment["REGISTRY_DATA_DIR"]).stat().st_mode) == 0o700
