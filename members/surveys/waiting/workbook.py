"""Lines that wait, as a workbook to be corrected and sent back: the sender's own columns, a reason for each line, faulty cells marked.

Identity numbers are left blank: they are not kept. The last column ties a row to its line; ``returned`` reads the workbook back.
"""

import re
from collections.abc import Iterator, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from members.surveys.draft import stored_columns
from members.surveys.models import Upload, UploadRow, Verdict
from members.surveys.plan import LIKELY_DUPLICATE
from members.surveys.presentation import FaultOnPage
from members.surveys.reading import Column
from members.surveys.staging import fault_from
from members.surveys.values.faults import ERROR, Fault

_MARKS = {
    True: PatternFill("solid", fgColor="F8D7DA"),  # an error: light red
    False: PatternFill("solid", fgColor="FFF3CD"),  # a warning: light yellow
}
_KEY = re.compile(r"U(\d{1,18})-L(\d{1,9})")


def key_of(row: UploadRow) -> str:
    return f"U{row.upload_id}-L{row.line}"


def line_of_key(text: str) -> tuple[int, int] | None:
    """(upload, line) of a key, or None where the text is none."""
    found = _KEY.fullmatch(text.strip())
    return (int(found.group(1)), int(found.group(2))) if found else None


def write_waiting(file: IO[bytes], upload: Upload) -> int:
    """Write the lines that wait; how many there are."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_("To correct"))
    sheet.freeze_panes = "A2"
    headings = [*(column["header"] for column in upload.columns), _("Why it waits"), _("Line (do not change)")]
    for position, heading in enumerate(headings, start=1):
        width = 50 if position == len(headings) - 1 else max(12, min(30, 2 * len(heading) + 4))
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.append([_heading(sheet, heading) for heading in headings])
    columns, count = stored_columns(upload), 0
    for row in upload.rows.waiting().order_by("line").iterator(chunk_size=2000):
        sheet.append(_cells(sheet, columns, row))
        count += 1
    workbook.save(file)
    return count


def _cells(sheet: Any, columns: Sequence[Column], row: UploadRow) -> list[WriteOnlyCell]:
    faults = [fault_from(stored) for stored in row.faults]
    cells = [_cell(sheet, text_in_workbook(row, column), _faults_in(column, faults)) for column in columns]
    return [*cells, _cell(sheet, reason(row, faults), []), _cell(sheet, key_of(row), [])]


def text_in_workbook(row: UploadRow, column: Column) -> str:
    """What the workbook has in a cell: as submitted or corrected, nothing for an identity number."""
    if column.field == "id_number" or column.position > len(row.cells):
        return ""
    return ILLEGAL_CHARACTERS_RE.sub("", row.cells[column.position - 1])


def reason(row: UploadRow, faults: list[Fault]) -> str:
    """Why the line waits, in one cell."""
    words = list(_reasons(row))
    for fault in faults:
        heading = f"{fault.header}: " if fault.header else ""
        words.append(f"{heading}{_in_words(fault)}")
    return "\n".join(words)


def _reasons(row: UploadRow) -> Iterator[str]:
    if row.verdict == Verdict.DUPLICATE and f" {LIKELY_DUPLICATE} " not in row.fault_codes:
        yield _("The same person as line %(line)s.") % {"line": row.duplicate_of}
    if row.verdict == Verdict.DOUBTFUL:
        yield _("May be a member on the roll: %(numbers)s. Decide it on the page of the file.") % {
            "numbers": "、".join(row.candidates)
        }


def _in_words(fault: Fault) -> str:
    shown = FaultOnPage.of(fault)
    return f"{shown.message} {_('Perhaps:')} {shown.proposal}" if shown.proposal else shown.message


def _faults_in(column: Column, faults: list[Fault]) -> list[Fault]:
    return [f for f in faults if f.field and f.field == column.read_as and f.is_of(column.header)]


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text, [])
    cell.font, cell.alignment = Font(bold=True), Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, text: str, faults: list[Fault]) -> WriteOnlyCell:
    """A cell of text, so that a spreadsheet program neither rounds a number nor runs a formula."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if faults:
        cell.fill = _MARKS[any(fault.level == ERROR for fault in faults)]
        cell.comment = Comment("\n".join(_in_words(fault) for fault in faults), _("Registry"), width=320, height=120)
    return cell
