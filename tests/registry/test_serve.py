"""`make run` behind the scenes: the site comes up by itself, says where it is, and leaves nothing running."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.management.commands import serve

ROOT = Path(__file__).parent.parent.parent


def test_a_taken_port_is_said_in_one_sentence_before_anything_is_done():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(
            CommandError, match=rf"^Port {port} cannot be used \(.*\); choose another one: make run PORT="
        ):
            call_command("serve", port=port)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_what_is_no_port_is_said_so(port):
    with pytest.raises(CommandError, match=r"^A port is a number from 1 to 65535\.$"):
        call_command("serve", port=port)


@pytest.mark.django_db
@pytest.mark.parametrize(("https", "made"), [(True, False), (False, True)])
def test_where_others_reach_the_site_no_accounts_are_made_whose_password_is_known(settings, monkeypatch, https, made):
    called: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_options: called.append(name))
    settings.HTTPS = https

    serve.Command().prepare()

    assert ("load_demo" in called) is made


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """An installation of its own, with one user already: so nobody's demo data is wanted."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
    environment |= {"REGISTRY_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "registry.settings"}
    environment |= {"DJANGO_SUPERUSER_USERNAME": "chen", "DJANGO_SUPERUSER_PASSWORD": "not for sale 5"}
    for command in (["migrate", "-v0"], ["createsuperuser", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.fixture
def serving(environment, tmp_path) -> Iterator[tuple[subprocess.Popen, int, Path]]:
    """The site coming up with its output in a file: process, port, file. It is ended whatever becomes of the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    output = tmp_path / "output"
    with output.open("w") as file:
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        site = subprocess.Popen(command, cwd=ROOT, env=environment | {"PYTHONUNBUFFERED": ""}, stdout=file)
    yield site, port, output
    site.terminate()
    site.wait(timeout=30)


def test_it_says_where_it_is_and_one_ctrl_c_stops_the_whole_site(serving):
    site, port, output = serving
    address = f"The registry is on http://127.0.0.1:{port}/"
    patience = time.monotonic() + 180
    while address not in output.read_text():  # said at once, also into a file
        assert site.poll() is None
        assert time.monotonic() < patience
        time.sleep(0.1)
    browser = HTTPConnection("127.0.0.1", port, timeout=120)
    browser.request("GET", "/account/login/")
    page = browser.getresponse()
    style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode()).group(1)
    browser.request("GET", style)
    sheet = browser.getresponse()
    assert (page.status, sheet.status) == (200, 200)
    assert sheet.headers["Cache-Control"].endswith("immutable")
    browser.close()

    site.send_signal(signal.SIGINT)
    assert (site.wait(timeout=20), output.read_text().strip().splitlines()[-1]) == (0, "Stopping ...")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
