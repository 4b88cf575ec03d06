"""Why a file as a whole cannot be used, in one sentence a clerk understands."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s MB; divide it."),
    "too_much": _("The file unpacks to more than can be read; if it is a true list, save it as CSV."),
    "too_slow": _("Reading the file took too long; save it as CSV and try again."),
    "encrypted": _("The file is protected with a password; save it without one."),
    "macros": _("The file holds macros; save it as an ordinary workbook (.xlsx) without them."),
    "broken": _("The file is damaged or incomplete; open it in a spreadsheet program and save it again."),
    "before_1997": _("The workbook is in a format from before 1997; open it in a spreadsheet program and save it as .xlsx."),
    "web_page": _("The file is a web page that calls itself a workbook; open it in a spreadsheet program and save it as .xlsx."),
    "not_a_table": _("This is %(kind)s, not a table; send a CSV, XLSX, XLS or ODS file."),
    "unknown_encoding": _("“%(name)s” is not a text encoding known here (utf-8, utf-8-sig, utf-16, gb18030, cp950)."),
    "utf_32": _("The file is text in UTF-32; save it as UTF-8."),
    "wrong_encoding": _("The file is not text in the encoding %(name)s."),
    "no_such_sheet": _("The workbook has no sheet “%(name)s”; it has: %(sheets)s."),
    "no_header": _("No heading was found. Above the list there must be a row of headings: 姓名 and another known one, or four known ones."),
    "garbled": _("The text was garbled when the file was saved; ask for the original, saved as .xlsx or as CSV in UTF-8."),
    "form": _("This is the form of one person, not a list; enter people in rows, under one heading."),
    "side_by_side": _("Two lists stand side by side (“%(name)s” in columns %(first)s and %(second)s); put them one below the other."),
    "no_such_column": _("The file has no column “%(name)s”."),
    "no_such_field": _("“%(name)s” is not a field; fields are: %(fields)s."),
}  # fmt: skip


class UnusableFile(ValidationError):
    """The file cannot be read at all; ``code`` is one of ``REASONS``, the message is in the reader's language."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(REASONS[reason], code=reason, params=params)

    def __str__(self) -> str:
        return self.messages[0]


KINDS = {
    "pdf": _("a PDF document"),
    "picture": _("a picture"),
    "archive": _("an archive"),
    "document": _("a text document"),
    "program": _("a binary file"),
}


def not_a_table(kind: str) -> UnusableFile:
    """The file is something else: a key of ``KINDS``."""
    return UnusableFile("not_a_table", kind=KINDS[kind])
