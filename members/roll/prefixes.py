"""Search for a beginning, by index, whatever the collation of the database: compared code point by code point."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.functions import Collate
from django.db.models.sql.compiler import SQLCompiler

_LAST_BEFORE_SURROGATES, _FIRST_AFTER_SURROGATES = 0xD7FF, 0xE000


class ByCodePoint(Collate):
    """The expression in the collation that compares code points; each database has its own name for it."""

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, "C")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return super().as_sql(compiler, connection, **{"collation": connection.ops.quote_name("BINARY"), **context})


def begins_with(alias: str, text: str) -> Q:
    """Condition on an alias of ``ByCodePoint``: begins with ``text`` (not empty). A range, so that the index serves."""
    return Q(**{f"{alias}__gte": text, f"{alias}__lt": text[:-1] + _next(text[-1])})


def _next(character: str) -> str:
    code = ord(character)
    return chr(_FIRST_AFTER_SURROGATES if code == _LAST_BEFORE_SURROGATES else code + 1)
