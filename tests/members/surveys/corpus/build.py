"""Write the corpus: ``python -m tests.members.surveys.corpus.build``. A test compares what is committed with what this writes.

``files/old_workbook.xls`` and ``files/with_password.xlsx`` alone were made elsewhere, by a spreadsheet library and an encryption tool.
"""

import json
from pathlib import Path

from tests.members.surveys.corpus import (
    book_cases,
    column_cases,
    date_cases,
    encoding_cases,
    header_cases,
    known_cases,
    office_cases,
    person_cases,
    row_cases,
    sent_cases,
    text_cases,
    tick_cases,
    unusable_cases,
)
from tests.members.surveys.corpus.cases import Case

FILES = Path(__file__).parent / "files"
CASES: list[Case] = [
    *book_cases.CASES,
    *column_cases.CASES,
    *date_cases.CASES,
    *encoding_cases.CASES,
    *header_cases.CASES,
    *known_cases.CASES,
    *office_cases.CASES,
    *person_cases.CASES,
    *row_cases.CASES,
    *sent_cases.CASES,
    *text_cases.CASES,
    *tick_cases.CASES,
    *unusable_cases.CASES,
]


def written(case: Case) -> dict[str, bytes]:
    """File name -> content: the file itself and its answer."""
    answer = json.dumps(case.answer(), ensure_ascii=False, indent=1) + "\n"
    return {case.file_name: case.content, f"{case.name}.json": answer.encode()}


def main() -> None:
    FILES.mkdir(exist_ok=True)
    for case in CASES:
        for name, content in written(case).items():
            (FILES / name).write_bytes(content)


if __name__ == "__main__":
    main()
