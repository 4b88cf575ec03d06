"""What became of a county: from a code to the codes it came from, and to the one that stands for it on a day.

A branch founded in 2016 keeps the code of 上饶县 (361121) for life; on a list of today it counts for 广信区 (361104), and so
does everything ever keyed to a code that flowed into it. Scope and coverage ask here.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

from branches.divisions.models import County
from branches.divisions.querysets import CountyQuerySet


@dataclass(frozen=True, slots=True)
class Stage:
    """One county under one code, for its time."""

    code: int
    name: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    successor: int | None

    def began_by(self, day: datetime.date) -> bool:
        return self.valid_from is None or self.valid_from <= day

    def ended_by(self, day: datetime.date) -> bool:
        return self.valid_until is not None and self.valid_until <= day


class Lineage:
    """The stages of all counties, read once; answers without the database."""

    def __init__(self, stages: Iterable[Stage]) -> None:
        self._stages = {stage.code: stage for stage in stages}
        self._before: dict[int, list[Stage]] = defaultdict(list)
        for stage in self._stages.values():
            if stage.successor is not None:
                self._before[stage.successor].append(stage)

    @classmethod
    def load(cls, counties: CountyQuerySet | None = None) -> "Lineage":
        """Of all counties, or of those given (their order does not matter). One query."""
        rows = County.objects.all() if counties is None else counties
        return cls(Stage(*row) for row in rows.values_list("code", "name", "valid_from", "valid_until", "successor"))

    @classmethod
    def of(cls, counties: Iterable[County]) -> "Lineage":
        """Of counties that are read already."""
        return cls(Stage(c.code, c.name, c.valid_from, c.valid_until, c.successor_id) for c in counties)

    def descent(self, code: int) -> Iterator[int]:
        """The code, its successor, that one's successor, and so on."""
        seen: set[int] = set()
        following: int | None = code
        while following is not None and following not in seen:
            seen.add(following)
            yield following
            stage = self._stages.get(following)
            following = stage.successor if stage else None

    def predecessors(self, place: int) -> tuple[int, ...]:
        """All county codes that flowed into the county, prefecture or province, however far back, sorted.

        Only codes that do not lie in the place already: below 上饶市 (361100) the whole of 上饶地区 (3623..), and not 361121.
        """
        width = 10_000 if place % 10_000 == 0 else 100 if place % 100 == 0 else 1
        own = range(place, place + width)
        outside = (stage.code for stage in self._stages.values() if stage.successor and stage.code not in own)
        return tuple(sorted(code for code in outside if any(later in own for later in self.descent(code))))

    def current(self, code: int, on: datetime.date) -> int | None:
        """The code that stands for this county on the day; None where there was or is none.

        After its end, the successor it went into: 湾里区 counts for 新建区. Before its beginning, the county it was until then:
        asked about 2010, 新建区 is 新建县, and 红谷滩区 is nothing.
        """
        seen: set[int] = set()
        stage = self._stages.get(code)
        while stage is not None and stage.code not in seen:
            seen.add(stage.code)
            if not stage.began_by(on):
                stage = self._was(stage)
            elif stage.ended_by(on):
                stage = self._stages.get(stage.successor) if stage.successor is not None else None
            else:
                return stage.code
        return None

    def on(self, day: datetime.date) -> dict[int, int]:
        """``current`` for the whole table; codes that stand for nothing on the day are left out."""
        mapped = ((code, self.current(code, day)) for code in self._stages)
        return {code: current for code, current in mapped if current is not None}

    def _was(self, stage: Stage) -> Stage | None:
        """The county this one was until the day it began; of several, the one of its name, else the first by code."""
        until_then = [before for before in self._before[stage.code] if before.valid_until == stage.valid_from]
        return min(until_then, key=lambda before: (before.name[:-1] != stage.name[:-1], before.code), default=None)


def predecessors_of(places: Iterable[int], *, succession: str | None = None) -> dict[int, tuple[int, ...]]:
    """Of each county, prefecture or province: all county codes that flowed into it, however far back, sorted.

    One query; none where the text of ``succession`` was read along with something else.
    """
    ended = County.objects.exclude(successor=None)
    lineage = Lineage.load(ended) if succession is None else Lineage(_stages(succession))
    return {place: lineage.predecessors(place) for place in places}


class _Pairs(Func):
    """All rows as one text: two columns of each, ``361121>361104 361123>...``."""

    function, arg_joiner, output_field = "STRING_AGG", " || '>' || ", TextField()
    template = "%(function)s(%(expressions)s, ' ')"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **context)


def succession() -> Coalesce:
    """Which county went into which, as one text for ``predecessors_of``: a column for a query that is asked anyway."""
    ended = County.objects.exclude(successor=None).order_by()
    return Coalesce(Subquery(ended.values(pairs=_Pairs("code", "successor"))), Value(""), output_field=TextField())


def _stages(succession: str) -> Iterator[Stage]:
    for pair in succession.split():
        code, _, successor = pair.partition(">")
        yield Stage(int(code), "", None, None, int(successor))
