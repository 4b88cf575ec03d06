"""The files under data/ as rows not yet saved. Reads files, asks no database. What the files mean: data/README.md."""

import csv
import datetime
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from branches.divisions.models import County, FormerName, PlaceAlias, Prefecture, Province, Township

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Edition:
    """All rows of one edition, each list by code (or in the order of its file)."""

    provinces: list[Province]
    prefectures: list[Prefecture]
    counties: list[County]
    townships: list[Township]
    former_names: list[FormerName]
    aliases: list[PlaceAlias]


@dataclass(slots=True)
class _Changes:
    """changes.csv, sorted by what it says: when codes begin, which ended, and earlier names of those that stayed."""

    begins: dict[int, datetime.date] = field(default_factory=dict)
    ends: dict[int, tuple[str, datetime.date, int]] = field(default_factory=dict)  # code -> name, day, successor
    renamed: list[tuple[int, str, datetime.date]] = field(default_factory=list)


def read_edition(data: Path = DATA) -> Edition:
    """Read every file. Raises ValueError or KeyError where a file is not as README.md describes it."""
    changes = _read_changes(data)
    return Edition(
        provinces=[
            Province(code=int(r["code"]), name=r["name"], short_name=r["short_name"], abbreviation=r["abbreviation"])
            for r in _rows(data / "provinces.csv")
        ],
        prefectures=[
            Prefecture(code=code, name=name, province_id=code // 10_000 * 10_000, **_validity(code, changes))
            for code, name in _dated(data / "prefectures.csv", changes, is_of_this_level=_is_prefecture)
        ],
        counties=[
            County(code=code, name=name, prefecture_id=code // 100 * 100, **_validity(code, changes))
            for code, name in _dated(data / "counties.csv", changes, is_of_this_level=_is_county)
        ],
        townships=[
            Township(code=int(r["code"]), county_id=int(r["code"]) // 1000, name=r["name"])
            for r in _rows(data / "townships.csv.gz")
        ],
        former_names=[FormerName(county_id=code, name=name, until=day) for code, name, day in changes.renamed],
        aliases=[_alias(r) for r in _rows(data / "aliases.csv")],
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    yield from csv.DictReader(text.splitlines())


def _read_changes(data: Path) -> _Changes:
    changes = _Changes()
    for row in _rows(data / "changes.csv"):
        code, name, day = int(row["code"]), row["name"], datetime.date.fromisoformat(row["on"])
        match row["what"]:
            case "begins":
                changes.begins[code] = day
            case "ends":
                changes.ends[code] = (name, day, int(row["successor"]))
            case "renamed":
                changes.renamed.append((code, name, day))
            case what:
                raise ValueError(f"changes.csv: {what!r} is none of begins, ends, renamed")
    return changes


def _dated(path: Path, changes: _Changes, *, is_of_this_level: Callable[[int], bool]) -> list[tuple[int, str]]:
    """Codes and names of today and of all that ended, by code."""
    today = {int(row["code"]): row["name"] for row in _rows(path)}
    ended = {code: name for code, (name, _day, _successor) in changes.ends.items() if is_of_this_level(code)}
    return sorted((today | ended).items())


def _is_prefecture(code: int) -> bool:
    return code % 100 == 0


def _is_county(code: int) -> bool:
    return code % 100 != 0


def _validity(code: int, changes: _Changes) -> dict[str, Any]:
    _name, until, successor = changes.ends.get(code, (None, None, None))
    return {"valid_from": changes.begins.get(code), "valid_until": until, "successor_id": successor}


def _alias(row: dict[str, str]) -> PlaceAlias:
    code = int(row["code"])
    owner = {"prefecture_id": code} if _is_prefecture(code) else {"county_id": code}
    return PlaceAlias(text=row["text"], note=row["note"], **owner)
