"""Several people at the same moment, in tests that really commit."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.db import connection

_PATIENCE = 120  # seconds until somebody is said to wait for ever
_A_WHILE = 0.5  # seconds: whoever is not done by then waits for us


def all_at_once(*deeds: Callable[[], object], patience: float = _PATIENCE) -> list[str]:
    """Do them from the same moment on, each on a connection of its own; how each ended: done, or the code of its refusal."""
    start, ends = threading.Barrier(len(deeds)), ["never ended"] * len(deeds)

    def do(position: int) -> None:
        start.wait(timeout=patience)
        ends[position] = _end_elsewhere(deeds[position])

    threads = [threading.Thread(target=do, args=[position]) for position in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=patience)
    return ends


@contextmanager
def in_the_middle(where: Any, name: str, deed: Callable[[], object]) -> Iterator[list[str]]:
    """Within: right before ``where.name`` is called for the first time, somebody else does ``deed``, on a connection of his own.

    Who is not done after a while waits for what we have locked: then we go on, and at the end wait for him. The list says how he ended.
    """
    ends: list[str] = []
    somebody = threading.Thread(target=lambda: ends.append(_end_elsewhere(deed)))
    original = getattr(where, name)

    def call(*args: Any, **rest: Any) -> Any:
        if somebody.ident is None:
            somebody.start()
            somebody.join(timeout=_A_WHILE)
        return original(*args, **rest)

    with patch.object(where, name, call):
        try:
            yield ends
        finally:
            somebody.join(timeout=_PATIENCE)


def end_of(deed: Callable[[], object]) -> str:
    """How it ends when we do it: done, or the code of its refusal."""
    try:
        deed()
    except ValidationError as refusal:
        return code_of(refusal)
    except Exception as error:  # noqa: BLE001 - shown by the assertion that follows
        return repr(error)
    return "done"


def _end_elsewhere(deed: Callable[[], object]) -> str:
    """On a connection of this thread, which is closed with it."""
    try:
        return end_of(deed)
    finally:
        connection.close()


def code_of(refusal: ValidationError) -> str:
    """The first of its codes, whatever it is about."""
    errors = (
        [each for several in refusal.error_dict.values() for each in several]
        if hasattr(refusal, "error_dict")
        else refusal.error_list
    )
    return str(errors[0].code)
