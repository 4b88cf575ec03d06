"""A list as a file, exactly as filtered: XLSX first, CSV for machines. Rows stream; memory does not grow with them."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import IO, Any, Literal

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from registry.lists.workbook import write_workbook

Kind = Literal["xlsx", "csv"]
_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones run in East Asian programs
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export: its heading, and how its value is read from a row (a dotted path or a function).

    Codes, numbers of documents and phones must be text, so that Excel neither rounds nor shortens them.
    """

    label: Promise | str
    value: str | Callable[[Any], Any]

    def of(self, row: Any) -> Any:
        return attrgetter(self.value)(row) if isinstance(self.value, str) else self.value(row)


def kind_asked(params: Mapping[str, str]) -> Kind:
    """The kind of file asked for by ``kind`` (request.GET); a workbook, where it is none that is offered."""
    return "csv" if params.get("kind") == "csv" else "xlsx"


def export(rows: Iterable[Any], columns: list[Column], *, name: str, kind: Kind, by: Any) -> HttpResponseBase:
    """The rows as an attachment ``name-20261124-0930.xlsx`` (or .csv: UTF-8 with BOM, formulas defused).

    ``rows``: an iterable that does not keep what it gave (``queryset.iterator(chunk_size=2000)``). ``by``: who exports; printed at
    the foot of every sheet. Asking for permission and writing the deed is the view's affair.
    """
    now = timezone.localtime()
    filename = f"{name}-{now:%Y%m%d-%H%M}.{kind}"
    headings = [str(column.label) for column in columns]
    lines = ([column.of(row) for column in columns] for row in rows)
    if kind == "csv":
        response = StreamingHttpResponse(_csv_lines(headings, lines), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
        return response
    foot = _("Exported by %(name)s on %(moment)s") % {"name": by, "moment": f"{now:%Y-%m-%d %H:%M}"}
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, title=name, headings=headings, lines=lines, foot=foot)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=_XLSX)


class _Echo:
    """A file for the csv module that hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(headings: list[str], lines: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings)
    for line in lines:
        yield writer.writerow([_defused(value) for value in line])


def _defused(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; nothing of it is lost."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
