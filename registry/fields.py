"""Columns that Django has no field for."""

from typing import TYPE_CHECKING, Any

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _Field = Field[Any, Any]
else:
    _Field = Field


def as_json(value: Any) -> str:
    """A JSON value as the text that a column takes."""
    return orjson.dumps(value).decode()


class JSONTextField(_Field):
    """JSON that the database keeps and never looks into.

    For what is written by the thousand and read whole: a JSON column is parsed for each row by PostgreSQL (jsonb) and by the check
    that Django adds on SQLite, which took a third of the time that a line of a file needs to be stored. Nothing can be asked of what
    is inside: what a query needs has a column of its own, or stands in a ``JSONField``.
    """

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return None if value is None else orjson.loads(value)

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else as_json(value)

    def to_python(self, value: Any) -> Any:
        """As a form or a fixture has it: the text, or what it says. Raises ValidationError where it is no JSON."""
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise ValidationError(_("This is not JSON."), code="invalid") from error

    def value_to_string(self, obj: Any) -> str:
        return as_json(self.value_from_object(obj))
