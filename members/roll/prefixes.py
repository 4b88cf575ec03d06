"""Search in names by index, whatever the collation of the database: beginnings, code point by code point; and partial indexes asked for."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler

REACH = 4  # characters of a name from which on an index finds it
FOURTH = 3  # few names have more characters than this: the index from the fourth on holds only those
_LAST_BEFORE_SURROGATES, _FIRST_AFTER_SURROGATES = 0xD7FF, 0xE000


class ByCodePoint(Func):
    """The expression in the collation that compares code points; each database has its own name for it.

    Not a ``Collate``: the index wraps that class apart and does not know its children.
    """

    template = '%(expressions)s COLLATE "C"'

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="%(expressions)s COLLATE BINARY", **context)


class FromCharacter(Func):
    """A text from one of its characters on (``at``, the first is 1), as the indexes have it: ``Substr`` in a query.

    With the number in its text: SQLite takes an index on an expression, or one with a condition, only where it reads the same words.
    """

    function = "SUBSTRING"
    template = "%(function)s(%(expressions)s, %(at)s)"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="SUBSTR", **context)


class IsLong(Func):
    """Whether a name has more characters than this (``than``): ``has_long_name`` in a query."""

    template = "LENGTH(%(expressions)s) > %(than)s"
    output_field = BooleanField()


class IsNot(Func):
    """Whether a column has another value than this one of ours (``value``), in the words of the partial indexes (``~Q(phone="")``)."""

    template = "NOT (%(expressions)s = '%(value)s')"
    output_field = BooleanField()


def begins_with(alias: str, text: str) -> Q:
    """Condition on an alias of ``ByCodePoint``: begins with ``text`` (not empty). A range, so that the index serves."""
    return Q(**{f"{alias}__gte": text, f"{alias}__lt": text[:-1] + _next(text[-1])})


def has_long_name(than: int = REACH) -> Q:
    """Condition of the indexes of long names: more characters than this, or than the indexes on its beginnings reach."""
    return Q(GreaterThan(Length("match_name"), than))


def _next(character: str) -> str:
    code = ord(character)
    return chr(_FIRST_AFTER_SURROGATES if code == _LAST_BEFORE_SURROGATES else code + 1)
