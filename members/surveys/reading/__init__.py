"""From the bytes of a file to rows of cells: what the file is, where its table begins, which column holds what. No database."""

from members.surveys.reading.reader import read
from members.surveys.reading.sheet import Column, Row, Sheet
from members.surveys.reading.unusable import UnusableFile

__all__ = ["Column", "Row", "Sheet", "UnusableFile", "read"]
