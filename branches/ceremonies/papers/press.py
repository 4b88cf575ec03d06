"""The one place that sets type: a layout and its content become a PDF (docs/adr/0007-papers-by-typst.md)."""

import datetime
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from branches.ceremonies.papers.fonts import borrowed, folders, visible

LAYOUTS = Path(__file__).parent / "layouts"
_TYPESETTER = Path(__file__).parent / "typesetter.py"
_SECONDS = 180  # no paper of this house takes a tenth of it
_LENGTH = struct.Struct(">Q")


class PressError(RuntimeError):
    """A layout could not be set: a fault of ours, never of what somebody wrote."""


def set_pages(
    layout: str, contents: Iterable[dict[str, Any]], *, moment: datetime.datetime, standards: Iterable[str] = ()
) -> Iterator[bytes]:
    """One PDF for each content, one after the other: memory does not grow with their number.

    ``layout``: the name of a file in ``layouts`` without its ending. ``contents``: JSON values that it reads. ``moment``: when the
    document says it was made. Raises PressError.
    """
    work: dict[str, Any] = {
        "layouts": str(LAYOUTS),
        "layout": str(LAYOUTS / f"{layout}.typ"),
        "fonts": [str(folder) for folder in folders()],
        "moment": int(moment.timestamp()),
        "standards": list(standards),
        "contents": [json.dumps(_as_data(content), ensure_ascii=False) for content in contents],
    }
    child = subprocess.Popen(
        [sys.executable, "-I", str(_TYPESETTER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    alarm = threading.Timer(_SECONDS, child.kill)
    alarm.start()
    try:
        yield from _pages(child, json.dumps(work, ensure_ascii=False).encode(), len(work["contents"]))
    finally:
        alarm.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout, child.stderr):
            _of(pipe).close()
        child.wait()


def _as_data(content: dict[str, Any]) -> dict[str, Any]:
    """As it can be seen, and which characters of it come in one weight only."""
    data = shown(content)
    return data | {"borrowed": borrowed(texts_of(data))}


def shown(content: Any) -> Any:
    """The content with every text in it as it can be seen."""
    if isinstance(content, str):
        return visible(content)
    if isinstance(content, dict):
        return {name: shown(value) for name, value in content.items()}
    return [shown(value) for value in content] if isinstance(content, list | tuple) else content


def texts_of(content: Any) -> Iterator[str]:
    """Every text in the content."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list | tuple):
        for value in content.values() if isinstance(content, dict) else content:
            yield from texts_of(value)


def _pages(child: "subprocess.Popen[bytes]", work: bytes, count: int) -> Iterator[bytes]:
    """The child reads everything before it writes anything, so neither waits for the other. Of one that is gone the rest tells why."""
    with suppress(BrokenPipeError), _of(child.stdin) as entrance:
        entrance.write(work)
    for _number in range(count):
        length = _of(child.stdout).read(_LENGTH.size)
        if len(length) < _LENGTH.size:
            raise PressError(_of(child.stderr).read().decode(errors="replace")[-2000:] or "the typesetter was stopped")
        yield _of(child.stdout).read(*_LENGTH.unpack(length))


def _of(pipe: IO[bytes] | None) -> IO[bytes]:
    """The pipe; it is there, since it was asked for."""
    if pipe is None:
        raise PressError("the typesetter has no pipe")
    return pipe
