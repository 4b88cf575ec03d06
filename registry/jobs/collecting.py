"""Python's search for cycles, made rare while many rows are in hand."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_RARELY: Final = (200_000, 20, 50)
_lock = threading.Lock()
_usual: list[tuple[int, int, int]] = []


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within: the collector looks for cycles a few times a second at most, and as before once everybody is out.

    It looks through whatever is alive each time so many objects were made. Lines of a file are made by the ten thousand and hold no
    cycles: a quarter of the time went into looking for what is not there.
    """
    with _lock:
        _usual.append(gc.get_threshold())
        gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        with _lock:
            last = _usual.pop()
            if not _usual:  # the one at the bottom is what was there before anybody came in
                gc.set_threshold(*last)
