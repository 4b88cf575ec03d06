"""The files under demo/ are what their script makes, and come out of the import as demo/README.md says."""

import json
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from members.demo.survey_files.anyi import write_workbook
from members.demo.survey_files.nanchang import as_bytes

DEMO = Path(__file__).parents[3] / "demo"
CSV, XLSX = DEMO / "nanchang-survey.csv", DEMO / "anyi-survey.xlsx"


def verdicts(capsys, path: Path, *, by: str) -> dict[str, int]:
    """What the import says to the file, as far as any line got that verdict."""
    with suppress(SystemExit):  # status 3: some lines wait for a person
        call_command("import_survey", str(path), by=by, json=True)
    totals = json.loads(capsys.readouterr().out)["totals"]
    return {verdict: lines for verdict, lines in totals.items() if lines}


def test_the_csv_is_what_the_script_makes():
    assert CSV.read_bytes() == as_bytes()


def test_the_workbook_is_what_the_script_makes(tmp_path):
    write_workbook(tmp_path / "again.xlsx")
    made, kept = (load_workbook(BytesIO(path.read_bytes())) for path in (tmp_path / "again.xlsx", XLSX))
    assert made.sheetnames == kept.sheetnames
    for name in made.sheetnames:
        assert list(made[name].values) == list(kept[name].values)
        assert made[name].merged_cells.ranges == kept[name].merged_cells.ranges


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_csv_of_nanchang(capsys):
    found = verdicts(capsys, CSV, by="nanchang")
    assert found == {
        "new": 102,
        "changed": 3,
        "unchanged": 3,
        "duplicate": 1,
        "doubtful": 1,
        "refused": 16,
        "skipped": 7,
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_workbook_of_anyi(capsys):
    found = verdicts(capsys, XLSX, by="anyi")
    assert found == {"new": 39, "changed": 3, "unchanged": 3, "skipped": 6}
