"""Several people at the same moment, in tests that really commit."""

import threading
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import connection

_PATIENCE = 120  # seconds until somebody is said to wait for ever


def all_at_once(*deeds: Callable[[], object], patience: float = _PATIENCE) -> list[str]:
    """Do them from the same moment on, each on a connection of its own; how each ended: done, or the code of its refusal."""
    start, ends = threading.Barrier(len(deeds)), ["never ended"] * len(deeds)

    def do(position: int) -> None:
        try:
            start.wait(timeout=10)
            deeds[position]()
            ends[position] = "done"
        except ValidationError as refusal:
            ends[position] = code_of(refusal)
        except Exception as error:  # noqa: BLE001 - shown by the assertion that follows
            ends[position] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[position]) for position in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=patience)
    return ends


def code_of(refusal: ValidationError) -> str:
    """The first of its codes, whatever it is about."""
    errors = (
        [each for several in refusal.error_dict.values() for each in several]
        if hasattr(refusal, "error_dict")
        else refusal.error_list
    )
    return str(errors[0].code)
