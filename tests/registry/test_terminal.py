"""How commands behave at a shell: nobody who uses one reads a traceback, and no file is left half written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError
from django.utils import translation

from registry.terminal import told_in_a_line, whole_file

ROOT = Path(__file__).parent.parent.parent


def manage(*args: str, data_dir: Path, **environment: str) -> tuple[int, str]:
    """Exit status and standard error of a command in an installation of its own."""
    said = {name: value for name, value in os.environ.items() if not name.startswith(("REGISTRY_", "DJANGO_"))}
    said |= {"REGISTRY_DATA_DIR": str(data_dir)} | environment
    command = [sys.executable, "manage.py", *args]
    done = subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_a_database_that_was_not_made_is_said_in_a_line_and_shown_where_one_wants_to_see(tmp_path):
    status, said = manage("verify_history", data_dir=tmp_path)
    assert status == 1
    assert said == "数据库：no such table: registry_deed（数据库是否已启动？是否执行过 manage.py migrate？）\n"

    status, said = manage("verify_history", "--traceback", data_dir=tmp_path)
    assert status == 1
    assert said.startswith("Traceback")


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("REGISTRY_HTTPS", "yes", "REGISTRY_HTTPS must be 1, or not be set, and not “yes”."),
        ("REGISTRY_LEAD_DAYS", "-5", "REGISTRY_LEAD_DAYS must be a whole number from 1, not “-5”."),
        ("REGISTRY_IDLE_MINUTES", "0", "REGISTRY_IDLE_MINUTES must be a whole number from 1, not “0”."),
        (
            "REGISTRY_DATABASE_URL",
            "postgresql://chen:not-for-sale@host:port/registry",
            "REGISTRY_DATABASE_URL is not of the form postgresql://user:password@host/database.",
        ),
    ],
)
def test_what_the_environment_cannot_mean_is_one_sentence(tmp_path, variable, value, words):
    assert manage("check", data_dir=tmp_path, **{variable: value}) == (1, words + "\n")


def test_what_is_set_to_nothing_is_not_set(tmp_path):
    nothing = {
        f"REGISTRY_{name}": ""
        for name in ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "HOME_PROVINCE", "PRINT_DAYS")
    }
    script = "from django.conf import settings as s; print([s.ALLOWED_HOSTS, s.HOME_PROVINCE], file=__import__('sys').stderr)"
    assert manage("shell", "--no-imports", "-c", script, data_dir=tmp_path, **nothing) == (
        0,
        "[['127.0.0.1', 'localhost', '[::1]'], 360000]\n",
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "DIGEST_KEY"])
def test_a_site_that_others_reach_does_not_start_with_a_secret_somebody_made_up(tmp_path, name):
    made_up = {f"REGISTRY_{name}": "changeme"}
    assert manage("check", data_dir=tmp_path, **made_up) == (0, "")
    status, said = manage("check", data_dir=tmp_path, REGISTRY_HTTPS="1", **made_up)
    assert (status, said.count("\n")) == (1, 1)
    assert said.startswith(f"The secret REGISTRY_{name} is too short")


def test_a_file_of_secrets_that_was_emptied_is_refused_everywhere(tmp_path):
    assert manage("check", data_dir=tmp_path) == (0, "")
    (tmp_path / "secrets" / "digest_key").write_text("")
    status, said = manage("check", data_dir=tmp_path)
    assert (status, said.partition(" is")[0]) == (1, "The secret REGISTRY_DIGEST_KEY")


def test_who_no_longer_reads_ends_the_command_in_silence(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    said = os.environ | {"REGISTRY_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "registry.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "help"], cwd=ROOT, env=said, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize(
    ("met", "status"),
    [
        (KeyboardInterrupt(), 130),
        (ImproperlyConfigured("Not so."), "Not so."),
        (FileNotFoundError(2, "No such file", "/data"), "[Errno 2] No such file: '/data'"),
        (
            ProgrammingError("no such column\nDETAIL: 张三"),
            "The database: no such column (Is it up? Was manage.py migrate run?)",
        ),
    ],
)
def test_what_ends_a_command_without_being_its_fault(met, status):
    with translation.override("en"), pytest.raises(SystemExit) as ended, told_in_a_line():
        raise met
    assert ended.value.code == status


def test_a_fault_of_ours_is_not_hidden():
    with pytest.raises(ZeroDivisionError), told_in_a_line():
        raise ZeroDivisionError


def test_a_file_stands_there_when_it_is_complete(tmp_path):
    path = tmp_path / "lines.xlsx"
    path.write_bytes(b"old")

    with pytest.raises(TypeError), whole_file(path) as file:
        file.writelines([b"new, half of it", None])
    assert [(path, b"old")] == [(one, one.read_bytes()) for one in tmp_path.iterdir()]

    with whole_file(path) as file:
        file.write(b"new")
    assert [(path, b"new")] == [(one, one.read_bytes()) for one in tmp_path.iterdir()]


def test_a_pipe_is_written_as_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    with whole_file(pipe) as file:
        file.write(b"whole")

    assert os.read(reader, 100) == b"whole"
    assert list(tmp_path.iterdir()) == [pipe]
    os.close(reader)
