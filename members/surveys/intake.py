"""From a file to its staged lines: read, interpreted, resolved, judged, block after block. Memory stays flat."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from django.conf import settings
from django.db.models import Max

from members.surveys.claims import Claim, keys_of
from members.surveys.interpretation import Interpreter
from members.surveys.lines import Line, Terms
from members.surveys.models import Upload, Verdict
from members.surveys.plan import BLOCK, LIKELY_DUPLICATE, Judge
from members.surveys.reading import Sheet
from members.surveys.repeats import Repeats
from members.surveys.resolution import Resolver, claim_of
from members.surveys.staging import StagedLine, stage_first, staged
from members.surveys.waiting.answers import Answers

_OWNING = (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED, Verdict.DOUBTFUL, Verdict.DUPLICATE)


def lines_of(sheet: Sheet, terms: Terms, *, after: int = 0, upload: int | None = None) -> Iterator[Line]:
    """The lines of a file after line ``after``, parsed and resolved; skipped ones carry their reason."""
    interpreter = Interpreter(sheet, today=terms.today, key=settings.DIGEST_KEY.encode())
    resolver = Resolver(terms, headers={column.field: column.header for column in sheet.columns if column.field})
    answers = Answers(terms, upload)
    for row in sheet.rows():
        if row.line <= after:
            continue
        if row.reason:
            yield Line(line=row.line, cells=interpreter.redacted(row), reason=row.reason)
            continue
        meant = interpreter.interpret(row)
        line = Line(
            line=row.line, cells=meant.cells, values=meant.values, digest=meant.digest, faults=list(meant.faults)
        )
        resolver.resolve(line)
        answers.take(line)
        yield line


class Intake:
    """Takes the lines of one file into the rows of its upload, going on after those that are there already."""

    def __init__(self, upload: Upload, sheet: Sheet, terms: Terms) -> None:
        self._upload, self._terms = upload.pk, terms
        self._rows = upload.rows
        self._repeats = Repeats(self._recall)
        self._judge = Judge(terms, sha256=upload.sha256, upload=upload.pk, repeats=self._repeats)
        self.after = _last_line(upload)
        self._remember(upload)
        self._encoding = sheet.encoding
        self._bytes_of_a_line = 0.0
        lines = lines_of(sheet, terms, after=self.after, upload=upload.pk)
        # The first line is asked for now, so that the file is open: then it may be removed.
        self._lines = chain(list(islice(lines, 1)), lines)

    def fits(self, upload: Upload) -> bool:
        """Whether the rows of the upload end where we stand: nobody else went on, nothing of ours was undone."""
        return self._upload == upload.pk and self.after == _last_line(upload)

    def take(self, most: int) -> int:
        """Stage so many further lines; how many there were."""
        taken = 0
        while taken < most and (block := list(islice(self._lines, min(BLOCK, most - taken)))):
            self._judge.judge(block)
            stage_first(self._upload, block, self._terms)
            self.after = block[-1].line
            taken += len(block)
            self._bytes_of_a_line = self._bytes_of_a_line or _average(block, self._encoding)
        return taken

    def lines_in(self, size: int) -> int:
        """About how many lines so many bytes are; 0 where that cannot be told, as of a workbook."""
        return int(size / self._bytes_of_a_line) if self._bytes_of_a_line else 0

    def _recall(self, numbers: Collection[int]) -> Iterator[tuple[int, Claim]]:
        """What lines that are staged say of who they are."""
        return ((line.line, claim_of(line, self._terms)) for line in staged(self._rows.filter(line__in=numbers)))

    def _remember(self, upload: Upload) -> None:
        """The persons of the lines that are staged already."""
        rows = upload.rows.filter(verdict__in=_OWNING).order_by("line")
        lines = zip(staged(rows), rows.values_list("duplicate_of", flat=True).iterator(BLOCK), strict=True)
        while block := list(islice(lines, BLOCK)):
            claims = {line.line: claim_of(line, self._terms) for line, _owner in block}
            self._repeats.look_ahead(claims)
            for line, owner in block:
                self._remember_line(line, claims[line.line], owner)

    def _remember_line(self, line: StagedLine, claim: Claim, owner: int | None) -> None:
        keys, apart = keys_of(claim, member=line.shown_member), line.details.get("apart", ())
        if owner is not None and not any(fault.code == LIKELY_DUPLICATE for fault in line.faults):
            self._repeats.add(owner, claim, keys, apart=apart)
            return
        self._repeats.certain(line.line, claim, keys, apart=apart)
        self._repeats.likely(line.line, claim, apart=apart)


def _average(lines: Sequence[Line], encoding: str | None) -> float:
    """Bytes of a line, its delimiters and its end included."""
    if encoding is None:
        return 0.0
    text = "\n".join(",".join(line.cells) for line in lines)
    return len(text.encode(encoding, errors="replace")) / len(lines) + 1


def _last_line(upload: Upload) -> int:
    return upload.rows.aggregate(last=Max("line"))["last"] or 0
