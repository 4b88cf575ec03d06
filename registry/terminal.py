"""How commands behave at a shell: they ask whoever sits at the terminal, say in a line what ends them, and write files whole."""

import datetime
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

_INTERRUPTED = 130  # exit statuses, as of any program that these signals end
_NOBODY_READS = 141


@contextmanager
def told_in_a_line() -> Iterator[None]:
    """What is no fault of ours ends a command with a line on standard error and status 1; ``--traceback`` shows where.

    Of what a database says only its first line: the next ones hold values.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a character that the terminal does not know is no reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            print(end="", flush=True)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try once more as it ends
        sys.exit(_NOBODY_READS)
    except (ImproperlyConfigured, OperationalError, ProgrammingError, OSError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(_in_a_line(error))


def _in_a_line(error: Exception) -> str:
    said = (str(error).splitlines() or [type(error).__name__])[0]
    if isinstance(error, OperationalError | ProgrammingError):
        return _("The database: %(said)s (Is it up? Was manage.py migrate run?)") % {"said": said}
    return said


def agrees(question: str) -> bool:
    """Whether the person at the terminal says yes; who is no person has said so by calling."""
    if sys.stdin is None or not sys.stdin.isatty():
        return True
    print(question, end="", file=sys.stderr, flush=True)  # what the command prints may go into a file
    return sys.stdin.readline().strip().lower() in ("y", "yes", "是")


def day_of(text: str) -> datetime.date | None:
    """YYYY-MM-DD as a day; None where it is none, 2016-02-30 neither."""
    try:
        return parse_date(text)
    except ValueError:
        return None


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield what stands under its name once it is complete, or not at all; a device or a pipe is written as it is. Raises OSError."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
