"""What a user should know about a file or a column as a whole; nothing here stops anything."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # the file
    "other_lists": _(
        "One sheet was read. These hold a list as well: %(text)s. Upload the file once more for each, and choose it there under “Sheet”."
    ),
    "hidden_sheets": _("Hidden sheets were not read: %(text)s"),
    "hidden_rows": _("Hidden rows were read like the others: %(text)s"),
    "hidden_columns": _("Hidden columns were read like the others: %(text)s"),
    "struck_rows": _("Rows that are struck out were read like the others: %(text)s"),
    "formulas_without_results": _(
        "Formulas without a saved result were read as empty; open the file in a spreadsheet program and save it."
    ),
    # of files that were read before errors became faults of their cells
    "error_cells": _("Cells with an error of the spreadsheet program (#REF!, #N/A) were read as empty."),
    "damaged_text": _("Some characters cannot be read in this encoding; look whether another one fits."),
    "no_names": _("No column holds the names; say which one does."),
    # a column
    "not_kept": _("This registry does not keep it."),
    "compared": _("Not kept; only compared with the identity number, where there is one."),
    "former": _("The former occupation or employer is not the present one; not taken."),
    "other_person": _("Belongs to somebody else; not taken."),
    "beside_other_person": _("Stands beside “%(other)s”: make sure that it is the member's own."),
    "other_meaning": _("“%(other)s” was taken as the origin; this is another meaning of it."),
    "second_column": _("“%(other)s” was taken for this field already."),
    "same_name": _("Another column has the same heading."),
    "no_name": _("The column has no heading."),
    "unknown_heading": _("Not a heading known here; choose a field for it, or leave it out."),
    "chosen": _("Chosen by hand."),
}


class Notice(NamedTuple):
    code: str
    params: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % dict(self.params)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message}


def notice(code: str, **params: str) -> Notice:
    return Notice(code, tuple(params.items()))
