"""Lines that wait go out as a workbook, are corrected, come back, and continue the same file."""

from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from members.models import Member, Upload
from members.surveys.reading import UnusableFile
from members.surveys.waiting.continuing import apply_rest
from members.surveys.waiting.returned import Returned, take_corrected
from members.surveys.waiting.workbook import write_waiting
from tests.factories.roll import make_member
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "序号,姓名,身份证号,联系电话,流出地,外出时间,工作单位"
ZHANG = "1,张三,,13800138005,南昌市西湖区,2014.3,江西大厦"
WRONG = "2,李四,999999198001010000,1380013,南昌,2015-02-30,=1+1"
AGAIN = "3,张三,,13800138005,西湖区,,"
DOUBT = "4,王五,,,西湖区,2014.5,江西大厦"


@pytest.fixture
def upload() -> Upload:
    make_member(name="王五", fields={"employer": "江西大厦"})
    return make_upload(make_csv(ZHANG, WRONG, AGAIN, DOUBT, header=HEADER))


def written(upload: Upload) -> Workbook:
    file = BytesIO()
    write_waiting(file, upload)
    return load_workbook(BytesIO(file.getvalue()))


def saved(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def give_back(upload: Upload, workbook: Workbook) -> Returned:
    return take_corrected(upload=upload, content=saved(workbook), by=None, today=TODAY)


def test_the_senders_columns_then_the_reason_then_the_line(upload):
    sheet = written(upload).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:7] == tuple(HEADER.split(","))
    assert [row[:7] for row in rows[1:]] == [
        ("2", "李四", None, "1380013", "南昌", "2015-02-30", "=1+1"),
        ("3", "张三", None, "13800138005", "西湖区", None, None),
        ("4", "王五", None, None, "西湖区", "2014.5", "江西大厦"),
    ]
    assert [row[8] for row in rows[1:]] == [f"U{upload.pk}-L{line}" for line in (3, 4, 5)]
    assert rows[2][7] == "与第 2 行为同一人。"
    assert Member.objects.get().number in rows[3][7]
    assert rows[1][7].count("\n") == 3


def test_faulty_cells_are_marked_and_say_why(upload):
    row = written(upload).active[2]
    assert [cell.comment is not None for cell in row] == [False, False, True, True, True, True, False, False, False]
    assert row[3].comment.text == "“1380013”位数不足，请索取完整号码。"
    assert row[3].fill.fgColor.rgb == "00F8D7DA"
    assert (row[6].data_type, row[6].number_format) == ("s", "@")


def test_corrected_lines_replace_those_that_wait(upload):
    workbook = written(upload)
    sheet = workbook.active
    for column, text in {"D": "13800138006", "E": "南昌县", "F": "2015-02-28"}.items():
        sheet[f"{column}2"] = text
    returned = give_back(upload, workbook)
    assert (list(returned.cells), returned.unchanged, returned.written) == ([3], [4, 5], [])
    row = upload.rows.get(line=3)
    assert (row.verdict, [fault["code"] for fault in row.faults]) == ("refused", ["digits_lost"])
    sheet["C2"] = "99999919800101001" + _check_digit("99999919800101001")
    give_back(upload, workbook)
    row = upload.rows.get(line=3)
    assert (row.verdict, row.cells[2], len(row.identity_digest)) == ("new", "******", 64)


def test_numbers_and_dates_typed_into_cells_are_understood(upload):
    workbook = written(upload)
    sheet = workbook.active
    sheet["C2"], sheet["D2"], sheet["E2"], sheet["F2"] = None, 13800138006, "南昌县", TODAY.replace(year=2015)
    sheet["F2"].number_format = "yyyy-mm-dd"
    give_back(upload, workbook)
    values = upload.rows.get(line=3).values
    assert (values["contact"]["phones"], values["left_on"]["date"]) == (["13800138006"], "2015-11-24")


def test_columns_may_be_moved_or_left_out(upload):
    workbook = Workbook()
    workbook.active.append(["联系电话", "姓名", "行"])
    workbook.active.append(["13800138006", "李四", f"U{upload.pk}-L3"])
    returned = give_back(upload, workbook)
    assert returned.cells == {3: {4: "13800138006"}}
    assert upload.rows.get(line=3).cells[4] == "南昌"


def test_after_the_file_was_applied_corrected_lines_continue_it(upload):
    workbook = written(upload)
    apply(upload)
    sheet = workbook.active
    sheet["D3"], sheet["B3"] = "13800138007", "赵六"
    sheet.append(["1", "张山", None, "13800138005", None, None, None, None, f"U{upload.pk}-L2"])
    returned = give_back(upload, workbook)
    assert (list(returned.cells), returned.written) == ([4], [2])
    apply_rest(upload=upload, by=None, today=TODAY)
    assert sorted(Member.objects.values_list("name", flat=True)) == ["张三", "王五", "赵六"]


@pytest.mark.parametrize(
    ("key", "code"), [("U{other}-L3", "another_file"), ("U{own}-L99", "no_such_line"), ("", "no_keys")]
)
def test_a_workbook_that_does_not_belong_here(upload, key, code):
    workbook = written(upload)
    for row in workbook.active.iter_rows(min_row=2):
        row[8].value = key.format(own=upload.pk, other=upload.pk + 1)
    with pytest.raises(ValidationError) as raised:
        give_back(upload, workbook)
    assert raised.value.code == code


def test_a_file_that_is_no_workbook(upload):
    with pytest.raises(UnusableFile):
        take_corrected(upload=upload, content=b"%PDF-1.7", by=None, today=TODAY)


def test_of_a_file_in_which_no_column_holds_the_names():
    upload = make_upload(make_csv("1,1380013,南昌县,2014.3", header="序号,联系电话,流出地,外出时间"))
    workbook = written(upload)
    workbook.active["B2"] = "13800138005"
    assert give_back(upload, workbook).cells == {2: {2: "13800138005"}}


def test_from_the_shell(upload, tmp_path):
    apply(upload)
    path = tmp_path / "waiting.xlsx"
    call_command("waiting_lines", str(upload.pk), save=path, stdout=StringIO())
    workbook = load_workbook(path)
    workbook.active["B3"], workbook.active["D3"] = "赵六", "13800138007"
    workbook.save(path)
    call_command("waiting_lines", str(upload.pk), corrected=path, apply=True, stdout=StringIO())
    assert Member.objects.filter(name="赵六").count() == 1


def _check_digit(body: str) -> str:
    from members.roll.identity import check_digit

    return check_digit(body)


def test_where_nothing_can_be_saved_it_is_one_line_and_status_2(upload, tmp_path):
    with pytest.raises(CommandError, match=f"^{tmp_path}/none/lines.xlsx: ") as raised:
        call_command("waiting_lines", str(upload.pk), save=tmp_path / "none" / "lines.xlsx")
    assert raised.value.returncode == 2
