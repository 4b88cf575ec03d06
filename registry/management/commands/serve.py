"""`make run`: from whatever there is to the site in a browser, in one process that ends with all it started."""

import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from io import StringIO
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command

HOST = "127.0.0.1"
LAST_PORT = 65_535
PATIENCE = 60  # seconds for the site to answer its first connection
GRACE = 15  # seconds for a process to finish what it has in hand


def processes(port: int) -> list[list[str]]:
    """What makes up the running site, one command line each; all of them live and end together."""
    python = sys.executable
    web = [python, "-m", "gunicorn", "registry.wsgi", "--bind", f"{HOST}:{port}", "--worker-class", "gthread"]
    return [
        [*web, "--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "warning"],
        [python, "-m", "registry.jobs.keeper"],
    ]


class Stopped(Exception):
    """Somebody asked us to stop: Ctrl-C, a service manager, or the terminal that was closed."""


class Command(BaseCommand):
    help = (
        "Brings the database up to date, fills it with demo data where it is empty (not behind HTTPS), and keeps the site "
        "and its worker up until Ctrl-C."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="of 127.0.0.1, where the site answers (8000)")

    def handle(self, *, port: int, **options: object) -> None:
        refuse_taken_port(port)
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _stop)
        running: list[subprocess.Popen[bytes]] = []
        try:
            self.prepare()
            # In a session of their own, so that a Ctrl-C reaches them once, from us, and as a request to finish.
            running += [subprocess.Popen(line, start_new_session=True) for line in processes(port)]
            wait_for_answer(port, running)
            self.welcome(port)
            status = wait_for_first_end(running)
        except Stopped:
            self.say("\nStopping ...")
            return
        finally:
            end(running)
        raise CommandError(f"A process of the site ended by itself (status {status}); the rest was stopped.")

    def prepare(self) -> None:
        self.say("Bringing the database up to date ...")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_divisions", stdout=StringIO())
        if not settings.HTTPS and not get_user_model().objects.exists():  # others would know its passwords
            self.say("The database is empty: making demo data ...")
            call_command("load_demo", stdout=StringIO())
        call_command("collectstatic", interactive=False, verbosity=0)

    def welcome(self, port: int) -> None:
        accounts = StringIO()
        call_command("load_demo", accounts=True, stdout=accounts)
        self.say(f"\nThe registry is on http://{HOST}:{port}/ (Ctrl-C stops it).\n{accounts.getvalue()}")

    def say(self, text: str) -> None:
        """At once, also where the output goes to a file or a service manager."""
        self.stdout.write(text)
        self.stdout.flush()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Stopped


def refuse_taken_port(port: int) -> None:
    if not 0 < port <= LAST_PORT:
        raise CommandError(f"A port is a number from 1 to {LAST_PORT}.", returncode=2)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}); choose another one: make run PORT={port + 1}"
            ) from error


def wait_for_answer(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    """Return once a connection to the site is taken, or one of its processes has ended."""
    end_of_patience = time.monotonic() + PATIENCE
    while all(process.poll() is None for process in running):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        if time.monotonic() > end_of_patience:
            raise CommandError(f"The site did not answer within {PATIENCE} seconds.")
        time.sleep(0.1)


def wait_for_first_end(running: list[subprocess.Popen[bytes]]) -> int:
    """The exit status of whichever process ends first."""
    while True:
        for process in running:
            status = process.poll()
            if status is not None:
                return status
        time.sleep(0.5)


def end(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to finish, and insist after a while."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
