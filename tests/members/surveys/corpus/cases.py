"""A file of the corpus and its right answer, and the few words to write both down shortly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Answer = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One file. ``why``: the dirt it is about. ``options``: what the user said about it (sheet, encoding, columns).

    ``file``: facts expected of it; ``columns``: heading -> field in order; ``rows``: by line; ``unusable``: why nothing can be read.
    """

    name: str
    content: bytes
    why: str
    file: Mapping[str, Any] = field(default_factory=dict)
    columns: list[tuple[str, str | None]] = field(default_factory=list)
    rows: list[Answer] = field(default_factory=list)
    options: Mapping[str, Any] = field(default_factory=dict)
    unusable: str | None = None

    @property
    def file_name(self) -> str:
        if self.content.startswith(b"\xd0\xcf") and not self.unusable:
            return f"{self.name}.xls"
        if not self.content.startswith(b"PK"):
            return f"{self.name}.csv"
        return f"{self.name}.ods" if b"content.xml" in self.content else f"{self.name}.xlsx"

    def answer(self) -> Answer:
        if self.unusable:
            return {"why": self.why, "options": dict(self.options), "unusable": self.unusable}
        return {
            "why": self.why,
            "options": dict(self.options),
            "file": dict(self.file),
            "columns": [list(column) for column in self.columns],
            "rows": self.rows,
        }


def data(line: int, *faults: str, **values: Any) -> Answer:
    """A row of data: its values, and its faults as ``field:code`` (``field:code!`` for an error)."""
    return {"line": line, "values": values, "faults": list(faults)}


def skipped(reason: str, *lines: int) -> list[Answer]:
    return [{"line": line, "reason": reason} for line in lines]


def day(text: str) -> Answer:
    """2014, 2014-03 or 2014-03-01 in the shape of the contract."""
    return {"date": text, "precision": ("year", "month", "day")[text.count("-")]}


def phone(*numbers: str, other: str = "") -> Answer:
    return {"phones": list(numbers), "other": other}


def dues(state: str, paid_to: str | None = None) -> Answer:
    return {"state": state, "paid_to": paid_to}


def lines(*rows: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return "".join(row + end for row in rows).encode(encoding)


IDENTITY_AREA = "999999"


def identity(born: str = "19900101", serial: str = "001") -> str:
    """An identity number of an area that is nowhere, with its right check digit."""
    body = IDENTITY_AREA + born + serial
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
