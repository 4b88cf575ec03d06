"""Cells of lines that wait, corrected on the page or in the error workbook, and judged anew."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.surveys.draft import fields_read
from members.surveys.models import Upload
from members.surveys.values.text import Cell, text_of
from members.surveys.waiting.judging import locked, open_lines, rejudge
from members.surveys.waiting.rereading import Rereader
from members.surveys.works import terms_of
from registry.accounts.models import User
from registry.history.actions import record
from registry.history.verbs import Verb

LONGEST = 4000  # characters of a cell


@transaction.atomic
def correct(
    *, upload: Upload, cells: Mapping[int, Mapping[int, Cell]], by: User | None, today: datetime.date
) -> Upload:
    """Put texts into cells, by line and by position from 1; the lines are read and judged anew. What was written before stays beside.

    Raises ValidationError and does nothing: outside_scope, wrong_state; line_written where a line is applied already or is no line of
    data; no_such_cell; too_long.
    """
    upload = locked(upload, by=by)
    _check_cells(upload, cells)
    revised = open_lines(upload, upload.rows.filter(line__in=list(cells)))
    if set(cells) - set(revised):
        raise ValidationError(_("This line was applied already, or is no line of data."), code="line_written")
    rereader = Rereader(upload, terms_of(upload, today=today))
    for number, line in revised.items():
        rereader.correct(line, cells[number])
    rejudge(upload, revised, today=today)
    after = {"lines": len(revised), "cells": sum(map(len, cells.values()))}
    record(verb=Verb.SURVEY_LINES_CORRECTED, by=by, subjects=[upload], after=after)
    return upload


def _check_cells(upload: Upload, cells: Mapping[int, Mapping[int, Cell]]) -> None:
    taken = fields_read(upload)
    for texts in cells.values():
        if texts.keys() - taken.keys():
            raise ValidationError(_("There is no such cell, or its column is not taken."), code="no_such_cell")
        if any(len(text_of(cell)) > LONGEST for cell in texts.values()):
            raise ValidationError(_("Longer than %(limit)s characters."), code="too_long", params={"limit": LONGEST})
