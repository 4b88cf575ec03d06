"""Cells corrected in place: read anew, judged anew, what was written before kept beside; also when the file was applied already."""

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, Upload, UploadRow
from members.roll.identity import check_digit
from members.surveys import actions
from members.surveys.presentation import RowOnPage
from members.surveys.waiting.continuing import apply_rest
from members.surveys.waiting.corrections import correct
from registry.access import Scope
from registry.models import Deed
from tests.factories.organisation import make_branch
from tests.factories.roll import make_member, make_officer
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区,建筑工人,已交"
WRONG = "李四,1380013,南昌,2015-02-30,,,"


def set_right(upload: Upload, line: int = 2, **cells: str) -> UploadRow:
    """Cells by position: c2="..."."""
    texts = {int(name[1:]): text for name, text in cells.items()}
    correct(upload=upload, cells={line: texts}, by=None, today=TODAY)
    return upload.rows.get(line=line)


def codes(row: UploadRow) -> list[str]:
    return [fault["code"] for fault in row.faults]


def test_every_faulty_cell_corrected_makes_a_line_like_any_other():
    upload = make_upload(make_csv(WRONG))
    row = set_right(upload, c2="13800138006", c3="南昌县", c4="2015-02-28")
    assert (row.verdict, codes(row)) == ("new", [])
    assert row.values == {
        "name": "李四",
        "contact": {"phones": ["13800138006"], "other": ""},
        "origin": {"code": 360121, "name": "南昌市南昌县"},
        "left_on": {"date": "2015-02-28", "precision": "day"},
    }
    upload.refresh_from_db()
    assert (upload.totals["new"], upload.totals["refused"], upload.facts["faults"]) == (1, 0, {})
    apply(upload)
    assert Member.objects.get().home == 360121


def test_what_stood_there_before_stays_beside():
    upload = make_upload(make_csv(WRONG))
    set_right(upload, c2="138001380")
    row = set_right(upload, c2="13800138006")
    assert row.details["corrected"] == {"2": ["1380013", "13800138006"]}
    assert row.cells[1] == "13800138006"
    assert codes(row) == ["no_such_day", "ambiguous_place"]


def test_only_the_corrected_cells_are_read_anew():
    """2016.1 in a column of numbers is asked about; correcting the phone does not answer it."""
    branch = make_branch(name="西湖区驻京流动党支部")
    header = "姓名,联系电话,流出地,外出时间,在京所在支部"
    upload = make_upload(make_csv("张三,1380013,西湖区,2016.1,西湖区驻京流动党支部", header=header))
    row = set_right(upload, c2="13800138005")
    assert codes(row) == ["ambiguous_date"]
    assert row.values["branch"]["code"] == row.details["branch"] == branch.code


def test_a_correction_can_be_wrong_too():
    row = set_right(make_upload(make_csv(WRONG)), c3="火星")
    assert (row.verdict, codes(row)) == ("refused", ["too_few_digits", "no_such_day", "unknown_place"])


def test_dates_are_compared_again():
    upload = make_upload(make_csv("张三,2010-05,2009-05", header="姓名,入党时间,转正时间"))
    assert codes(upload.rows.get(line=2)) == ["confirmed_before_joined"]
    assert codes(set_right(upload, c3="2011-05")) == []


def test_a_line_becomes_a_duplicate_of_another_and_is_none_any_more():
    upload = make_upload(make_csv(ZHANG, "张三,1380013,西湖区,,,,"))
    assert set_right(upload, 3, c2="13800138005").verdict == "duplicate"
    assert set_right(upload, 3, c2="13800138007").verdict == "new"


def test_a_line_comes_to_mean_a_member():
    member = make_member(name="李四", phone="13800138006")
    row = set_right(make_upload(make_csv(WRONG)), c2="13800138006", c3="西湖区", c4="2015")
    assert (row.verdict, row.member) == ("changed", member)


def test_an_identity_number_is_digested_at_once_and_kept_nowhere():
    body = "99999919800101001"
    number = body + check_digit(body)
    mistyped = number.replace("19800101", "19800102")
    upload = make_upload(make_csv(f"张三,西湖区,{mistyped}", header="姓名,流出地,身份证号"))
    assert codes(upload.rows.get(line=2)) == ["bad_check_digit"]
    row = set_right(upload, c3=number)
    assert (row.verdict, len(row.identity_digest), row.cells[2]) == ("new", 64, "******")
    assert row.details["corrected"] == {"3": ["******", "******"]}
    assert number not in str(list(UploadRow.objects.values())) + str(list(Deed.objects.values()))


@pytest.mark.parametrize(
    ("cells", "code"),
    [({3: {2: "x"}}, "line_written"), ({1: {2: "x"}}, "line_written"), ({2: {9: "x"}}, "no_such_cell"), ({2: {2: "1" * 4001}}, "too_long")],
)  # fmt: skip
def test_what_cannot_be_corrected(cells, code):
    upload = make_upload(make_csv(WRONG, ZHANG))
    apply(upload)
    with pytest.raises(ValidationError) as raised:
        correct(upload=upload, cells=cells, by=None, today=TODAY)
    assert raised.value.code == code


def test_nobody_corrects_for_another_place():
    with pytest.raises(ValidationError) as raised:
        correct(
            upload=make_upload(make_csv(WRONG)), cells={}, by=make_officer("prefecture_officer", 360700), today=TODAY
        )
    assert raised.value.code == "outside_scope"


def test_the_rest_of_an_applied_file_is_applied_as_part_of_it():
    upload = apply(make_upload(make_csv(ZHANG, WRONG)))
    member = Member.objects.get()
    set_right(upload, 3, c2="13800138006", c3="南昌县", c4="2015-02-28")
    upload.refresh_from_db()
    assert (upload.state, upload.facts["pending"], Member.objects.count()) == ("applied", 1, 1)

    apply_rest(upload=upload, by=None, today=TODAY)

    upload.refresh_from_db()
    assert (upload.state, upload.facts["pending"]) == ("applied", 0)
    assert sorted(Member.objects.values_list("name", "version")) == [("张三", member.version), ("李四", 1)]
    actions.undo(upload=upload, by=None, today=TODAY)
    assert Member.objects.count() == 0


def test_the_rest_is_applied_once_and_not_before_the_whole():
    upload = make_upload(make_csv(ZHANG))
    with pytest.raises(ValidationError) as raised:
        apply_rest(upload=upload, by=None, today=TODAY)
    assert raised.value.code == "wrong_state"


def test_a_line_of_the_rest_is_not_the_person_of_an_applied_line_once_more():
    upload = apply(make_upload(make_csv(WRONG, "李四,13800138006,西湖区,2014,,,")))
    row = set_right(upload, c2="13800138006", c3="西湖区", c4="2014")
    assert (row.verdict, row.member) == ("unchanged", Member.objects.get())


def test_a_tick_taken_out_is_read_as_the_file_was():
    header = "姓名,联系电话,流出地,党员类别,,党费收缴情况,\n,,,正式,预备,已交,未交"
    upload = make_upload(make_csv("张三,13800138005,南昌县,√,√,√,√", header=header))
    row = upload.rows.get(line=3)
    assert (row.verdict, codes(row)) == ("refused", ["contradictory", "contradictory"])
    assert {"kind", "dues"}.isdisjoint(row.values)
    page = RowOnPage(row, upload, scope=Scope.everywhere())
    assert [len(cell.faults) for cell in page.cells] == [0, 0, 0, 1, 1, 1, 1]
    row = set_right(upload, line=3, c5="", c6="")
    assert (row.verdict, codes(row)) == ("new", [])
    assert (row.values["kind"], row.values["dues"]) == ("formal", {"state": "unpaid", "paid_to": None})


def test_what_is_wrong_with_several_columns_together_is_shown_in_each_of_them():
    header = "姓名,联系电话、微信,流出地,,务工地\n,,市,县,"
    upload = make_upload(make_csv("张三,1380013,同上,南昌县,丰台区", header=header))
    row = upload.rows.get(line=3)
    page = RowOnPage(row, upload, scope=Scope.everywhere())
    assert [[fault.level for fault in cell.faults] for cell in page.cells] == [[], ["error"], ["error"], ["error"], []]
    assert page.other_faults == []
