"""`make run` behind the scenes: the site comes up by itself, says where it is, and leaves nothing running."""

import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """An installation of its own, with one user already: so nobody's demo data is wanted."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTRY_")}
    environment |= {"REGISTRY_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "registry.settings"}
    environment |= {"DJANGO_SUPERUSER_USERNAME": "chen", "DJANGO_SUPERUSER_PASSWORD": "not for sale 5"}
    for command in (["migrate", "-v0"], ["createsuperuser", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    return environment


def test_one_ctrl_c_stops_the_whole_site(environment):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = []
    for line in site.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    assert f"http://127.0.0.1:{port}/" in said[-1]
    browser = HTTPConnection("127.0.0.1", port, timeout=20)
    browser.request("GET", "/account/login/")
    page = browser.getresponse()
    style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode()).group(1)
    browser.request("GET", style)
    sheet = browser.getresponse()
    assert (page.status, sheet.status) == (200, 200)
    assert sheet.headers["Cache-Control"].endswith("immutable")
    browser.close()

    site.send_signal(signal.SIGINT)
    rest = site.stdout.read()
    assert (site.wait(timeout=20), rest.strip().splitlines()[-1]) == (0, "Stopping ...")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
