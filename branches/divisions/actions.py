from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from branches.divisions.edition import read_edition


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one table came to, in rows."""

    table: str
    total: int
    added: int
    changed: int


@transaction.atomic
def load() -> list[Loaded]:
    """Bring all division tables to the edition under data/, one transaction; write only rows that are new or differ.

    Rows the edition does not list stay as they are: members may refer to a township that a later edition renumbered,
    and an office may have added other names of its own. Reference data, the same everywhere: no deed is recorded.
    """
    edition = read_edition()
    return [
        _bring_up_to_date(edition.provinces, key=["code"]),
        _bring_up_to_date(edition.prefectures, key=["code"]),
        _bring_up_to_date(edition.counties, key=["code"]),
        _bring_up_to_date(edition.townships, key=["code"]),
        _bring_up_to_date(edition.former_names, key=["county_id", "name"]),
        _bring_up_to_date(edition.aliases, key=["text"]),
    ]


def _bring_up_to_date(wanted: Sequence[Model], *, key: list[str]) -> Loaded:
    """Insert what is missing and update what differs; ``key`` identifies a row and is unique in the database."""
    model = type(wanted[0])
    rest = [f.attname for f in model._meta.concrete_fields if f.attname not in [*key, "id"]]
    stored = {row[: len(key)]: row[len(key) :] for row in model._default_manager.values_list(*key, *rest)}
    missing, differing = [], []
    for row in wanted:
        values = stored.get(_values(row, key))
        if values is None:
            missing.append(row)
        elif values != _values(row, rest):
            differing.append(row)
    model._default_manager.bulk_create(
        missing + differing,
        update_conflicts=True,
        unique_fields=[model._meta.get_field(name.removesuffix("_id")).name for name in key],
        update_fields=[model._meta.get_field(name.removesuffix("_id")).name for name in rest],
    )
    return Loaded(str(model._meta.verbose_name_plural), len(wanted), len(missing), len(differing))


def _values(row: Model, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)
