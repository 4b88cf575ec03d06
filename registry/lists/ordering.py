"""Which column a list is sorted by: ``?sort=name`` or ``?sort=-name``, out of a closed set."""

from collections.abc import Mapping
from dataclasses import dataclass

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The order in force: ``sort`` as in the address, ``fields`` as for ``order_by`` (the last one unique)."""

    sort: str
    fields: Fields

    @property
    def name(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")


def chosen_order(params: Mapping[str, str], orders: Mapping[str, Fields], *, default: str) -> Order:
    """The order asked for by ``sort``, else the default. ``orders`` maps a column's name to its fields, ascending.

    The last field of every order must be unique; none may be null. A name that is not offered counts as not asked.
    """
    sort = params.get("sort", "")
    if sort.removeprefix("-") not in orders:
        sort = default
    fields = orders[sort.removeprefix("-")]
    return Order(sort, reversed_fields(fields) if sort.startswith("-") else fields)


def reversed_fields(fields: Fields) -> Fields:
    return tuple(field[1:] if field.startswith("-") else f"-{field}" for field in fields)
