"""What would become of a file, without writing anything: judged as an upload is, block by block, and told.

The lines judged lie in a file without a name, not in memory: a file of two million lines may be tried on the smallest machine.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from io import SEEK_END
from itertools import islice, repeat
from tempfile import SpooledTemporaryFile

import orjson

from members.surveys.claims import Claim
from members.surveys.intake import lines_of
from members.surveys.lines import Line, Terms
from members.surveys.models import Verdict
from members.surveys.plan import BLOCK, Judge
from members.surveys.reading import Sheet
from members.surveys.repeats import Repeats
from members.surveys.report import Report, Row, row_of
from members.surveys.resolution import claim_of
from members.surveys.staging import columns_of
from registry.fields import as_json

_IN_MEMORY = 8 << 20  # bytes; what is longer lies on disk


def dry_run(sheet: Sheet, terms: Terms) -> Report:
    """The plan of a file that nobody has taken in."""
    judged = _Judged(terms)
    judge = Judge(terms, sha256=sheet.sha256, repeats=Repeats(judged.recall))
    lines = lines_of(sheet, terms)
    while block := list(islice(lines, BLOCK)):
        judge.judge(block)
        judged.add(block)
    return Report(sheet, {verdict: judged.totals[verdict] for verdict in Verdict.values}, judged.rows)


class _Judged:
    """Lines with their verdicts: a JSON array in each line of the file, the row of the report and the identity digest."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with us
        self._starts = array("q")  # by the number of the line
        self.totals = Counter[str]()

    def add(self, lines: Sequence[Line]) -> None:
        end = self._file.seek(0, SEEK_END)
        for line in lines:
            stored = columns_of(line)
            self.totals[stored["verdict"]] += 1
            record = as_json([row_of(line.line, line.reason, stored, self._terms.channel), line.digest]).encode()
            self._starts.extend(repeat(0, line.line - len(self._starts)))
            self._starts.append(end)
            end += self._file.write(record) + self._file.write(b"\n")

    def recall(self, numbers: Collection[int]) -> Iterator[tuple[int, Claim]]:
        """What some of the lines say of who they are."""
        for number in sorted(numbers):
            self._file.seek(self._starts[number])
            row, digest = orjson.loads(self._file.readline())
            yield number, claim_of(Line(line=number, cells=[], values=row["values"], digest=digest), self._terms)

    def rows(self) -> Iterator[Row]:
        self._file.seek(0)
        return (orjson.loads(record)[0] for record in self._file)
