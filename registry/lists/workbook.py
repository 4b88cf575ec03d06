"""Writing a workbook of any length in constant memory (openpyxl's write-only mode keeps the rows on disk)."""

from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

ROWS_PER_SHEET = 1_048_575  # what a sheet holds below its heading


def write_workbook(
    file: IO[bytes],
    *,
    title: str,
    headings: list[str],
    lines: Iterable[list[Any]],
    foot: str,
    rows_per_sheet: int = ROWS_PER_SHEET,
) -> int:
    """Write the lines under their headings, on as many sheets as they need; return how many lines there were."""
    workbook = Workbook(write_only=True)
    workbook.properties.title = title
    workbook.properties.creator = foot
    sheet, count = _new_sheet(workbook, title, headings, foot), 0
    for line in lines:
        if count and count % rows_per_sheet == 0:
            sheet = _new_sheet(workbook, title, headings, foot)
        sheet.append([_cell(sheet, value) for value in line])
        count += 1
    workbook.save(file)
    return count


def _new_sheet(workbook: Workbook, title: str, headings: list[str], foot: str) -> Any:
    sheet = workbook.create_sheet(f"{title[:25]} {len(workbook.worksheets) + 1}" if workbook.worksheets else title[:31])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = foot.replace("&", "&&"), "&P / &N"
    for position, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = max(12, min(40, 2 * len(heading) + 4))
    sheet.append([_heading(sheet, heading) for heading in headings])
    return sheet


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """The value as a cell; text stays text, also where it begins like a formula."""
    if value is None or isinstance(value, int | float):
        return value
    if not isinstance(value, str) and hasattr(value, "isoformat"):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
