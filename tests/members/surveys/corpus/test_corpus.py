"""Every file of the corpus is understood as the answer beside it says: facts, columns, and every row with every fault."""

import datetime
import json
from pathlib import Path

import pytest

from members.surveys.interpretation import Interpreter
from members.surveys.reading import Row, UnusableFile, read
from tests.members.surveys.corpus.build import CASES, FILES, written

TODAY = datetime.date(2026, 11, 24)
NAMES = sorted(path.stem for path in FILES.glob("*.json"))


def test_committed_files_are_those_the_builder_writes():
    for case in CASES:
        for name, content in written(case).items():
            assert (FILES / name).read_bytes() == content, name


def test_there_are_enough_of_them():
    assert len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_file(name):
    answer = json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
    path = survey_file(name)
    if "unusable" in answer:
        with pytest.raises(UnusableFile) as refusal:
            list(read(path, name=path.name, **answer["options"]).rows())
        assert refusal.value.code == answer["unusable"]
        return
    sheet = read(path, name=path.name, **answer["options"])
    interpreter = Interpreter(sheet, today=TODAY, key=b"a key")
    facts = sheet.file_as_json() | {"warnings": [notice.code for notice in sheet.notices]}
    assert {fact: facts[fact] for fact in answer["file"]} == answer["file"]
    assert [[column.header, column.field] for column in sheet.columns] == answer["columns"]
    assert [_as_answered(interpreter, row) for row in sheet.rows()] == [
        row if "reason" in row else {"identified": False} | row for row in answer["rows"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_no_identity_number_is_kept(name):
    answer = json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))
    if "unusable" in answer:
        return
    sheet = read(survey_file(name), name=name, **answer["options"])
    interpreter = Interpreter(sheet, today=TODAY, key=b"a key")
    for row in sheet.rows():
        kept = [interpreter.redacted(row)]
        if not row.reason:
            meant = interpreter.interpret(row)
            kept += [meant.cells, meant.values, [fault.as_json() for fault in meant.faults]]
        assert "99999919" not in json.dumps(kept, ensure_ascii=False).replace(" ", "")


def survey_file(name: str) -> Path:
    """The file whose answer is ``name.json``."""
    return next(path for path in FILES.glob(f"{name}.*") if path.suffix != ".json")


def _as_answered(interpreter: Interpreter, row: Row) -> dict[str, object]:
    if row.reason:
        return {"line": row.line, "reason": row.reason}
    meant = interpreter.interpret(row)
    faults = [f"{fault.field}:{fault.code}{'!' if fault.level == 'error' else ''}" for fault in meant.faults]
    return {"line": row.line, "values": meant.values, "faults": faults, "identified": bool(meant.digest)}
