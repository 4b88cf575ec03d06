"""How long something takes, and how much of it the database."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

Asked = tuple[str, Any]


class Watch:
    """Runs something and keeps how long it took, and what it asked the database, and how long that takes bare."""

    def __init__(self) -> None:
        self.whole: list[float] = []
        self.bare: list[float] = []

    def run(self, do: Callable[[], Any]) -> None:
        asked: list[Asked] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append((sql, params))
            return execute(sql, params, many, context)

        start = time.perf_counter()
        with connection.execute_wrapper(note):
            do()
        self.whole.append(time.perf_counter() - start)
        self.bare.append(sum(_asked_again(*each) for each in asked))

    def told(self) -> dict[str, float]:
        """Milliseconds: the middle one and that of twenty."""
        spread = {"django": self.whole, "sql": self.bare}
        return {f"{name}_{label}": _at(times, part) for name, times in spread.items() for label, part in _PARTS.items()}


_PARTS = {"p50": 0.5, "p95": 0.95}


def _asked_again(sql: str, params: Any) -> float:
    with connection.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute(sql, params)
        cursor.fetchall()
        return time.perf_counter() - start


def _at(times: list[float], part: float) -> float:
    return 1000 * sorted(times)[min(len(times) - 1, int(len(times) * part))]
