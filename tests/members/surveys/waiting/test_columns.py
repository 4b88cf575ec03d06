"""The meaning of columns, set right once: taken for the next file with the same headings, by this office, and changeable."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from members.models import RememberedColumns, Upload
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,联系电话,流出地,说明,来源"
ROW = "张三,1380013800,西湖区,服装批发,商会"
CHOSEN = {"column_1": "name", "column_2": "contact", "column_3": "origin", "column_4": "occupation", "column_5": ""}


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def set_right(clerk, upload: Upload, **fields: str) -> Upload:
    clerk.post(reverse("surveys:reading", args=[upload.pk]), {"encoding": "utf-8"} | CHOSEN | fields)
    upload.refresh_from_db()
    return upload


def fields(upload: Upload) -> list[str | None]:
    return [column["field"] for column in upload.columns]


def test_the_next_file_with_these_headings_is_read_so(clerk):
    first = make_upload(make_csv(ROW, header=HEADER), name="第一批.csv")
    assert fields(first) == ["name", "contact", "origin", None, None]
    set_right(clerk, first)

    second = make_upload(make_csv(ROW, header="姓 名,联系电话,流出地,说明,来源"), name="第二批.csv")

    assert fields(second) == ["name", "contact", "origin", "occupation", None]
    assert second.rows.get(line=2).values["occupation"]["text"] == "服装批发"
    assert second.facts["remembered"] == "第一批.csv"
    assert "第一批.csv" in clerk.get(second.get_absolute_url()).content.decode()


def test_other_headings_and_other_offices_are_read_as_ever(clerk):
    set_right(clerk, make_upload(make_csv(ROW, header=HEADER)))
    others = [
        make_upload(make_csv(ROW, header="姓名,联系电话,流出地,来源,说明")),
        make_upload(make_csv(ROW, header=HEADER), place=360700),
        make_upload(make_csv(ROW, header=HEADER), place=360000),
    ]
    assert [upload.facts["remembered"] for upload in others] == ["", "", ""]


def test_a_county_takes_over_what_its_prefecture_set_right_and_may_choose_otherwise(clerk):
    set_right(clerk, make_upload(make_csv(ROW, header=HEADER)))
    county = make_upload(make_csv(ROW, header=HEADER), place=360103)
    assert fields(county)[3] == "occupation"
    set_right(clerk, county, column_4="employer")
    assert fields(make_upload(make_csv(ROW, header=HEADER), place=360103))[3] == "employer"
    assert fields(make_upload(make_csv(ROW, header=HEADER)))[3] == "occupation"


def test_what_was_remembered_can_be_changed_and_forgotten(clerk):
    set_right(clerk, make_upload(make_csv(ROW, header=HEADER)))
    second = make_upload(make_csv(ROW, header=HEADER))
    set_right(clerk, second, column_4="note")
    assert (fields(second)[3], second.facts["remembered"]) == ("note", "")
    third = make_upload(make_csv(ROW, header=HEADER))
    assert fields(third)[3] == "note"
    clerk.post(reverse("surveys:forget_columns", args=[third.pk]))
    third.refresh_from_db()
    assert (fields(third)[3], third.facts["remembered"], RememberedColumns.objects.count()) == (None, "", 0)


def test_saving_what_was_understood_anyway_remembers_nothing(clerk):
    set_right(clerk, make_upload(make_csv(ROW, header=HEADER)), column_4="")
    assert RememberedColumns.objects.count() == 0


def test_cells_corrected_before_stay_corrected(clerk):
    upload = make_upload(make_csv(ROW, header=HEADER))
    clerk.post(
        reverse("surveys:line", args=[upload.pk, 2]), {"cell_1": "张三", "cell_2": "13800138005", "cell_3": "西湖区"}
    )
    set_right(clerk, upload)
    row = upload.rows.get(line=2)
    assert (row.verdict, row.values["contact"]["phones"]) == ("new", ["13800138005"])


def test_the_command_reads_so_too_unless_told_otherwise(clerk, tmp_path):
    set_right(clerk, make_upload(make_csv(ROW, header=HEADER)))
    path = tmp_path / "第三批.csv"
    path.write_bytes(make_csv(ROW, header=HEADER))
    assert _fields_of_command(path) == ["name", "contact", "origin", "occupation", None]
    assert _fields_of_command(path, "--column", "说明=note") == ["name", "contact", "origin", "note", None]


def test_nobody_forgets_for_a_neighbour(clerk):
    upload = make_upload(make_csv(ROW, header=HEADER), place=360700)
    assert clerk.post(reverse("surveys:forget_columns", args=[upload.pk])).status_code == 404


def test_an_applied_file_is_not_read_again(clerk):
    upload = apply(make_upload(make_csv(ROW, header=HEADER)))
    set_right(clerk, upload)
    assert (fields(upload)[3], RememberedColumns.objects.count()) == (None, 0)


def _fields_of_command(path, *more: str) -> list[str | None]:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "import_survey", str(path), "--within", str(NANCHANG), "--json", *more, stdout=out, stderr=StringIO()
        )
    return [column["field"] for column in json.loads(out.getvalue())["columns"]]
