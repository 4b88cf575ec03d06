"""``python -m registry.jobs.keeper``: keeps a worker running, whatever brings one down.

It loads nothing of the site, so it stays small and nothing of the site can bring it down. When it is told to end, so is the worker, which
finishes the part it has in hand.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

_PAUSE = 1.0  # seconds before a worker that fell is followed by the next
_MANAGE = Path(__file__).resolve().parent.parent.parent / "manage.py"


def main() -> int:
    is_ending = False
    worker: subprocess.Popen[bytes] | None = None

    def end(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_ending
        is_ending = True
        if worker is not None:
            worker.terminate()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
    parent = os.getppid()
    while not is_ending:
        worker = subprocess.Popen([sys.executable, str(_MANAGE), "work"])
        while (status := _ended(worker)) is None and os.getppid() == parent:
            pass
        if status is None:  # whoever started us is gone
            end(signal.SIGTERM, None)
            worker.wait()
        if not is_ending:
            print(f"The worker ended (status {status}); the next one takes over.", file=sys.stderr, flush=True)
            time.sleep(_PAUSE)
    return 0


def _ended(worker: "subprocess.Popen[bytes]") -> int | None:
    try:
        return worker.wait(timeout=_PAUSE)
    except subprocess.TimeoutExpired:
        return None


if __name__ == "__main__":
    sys.exit(main())
