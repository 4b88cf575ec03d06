"""A survey file comes in: who it is, what would become of each line, what is written, what can be taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from members.models import Member, OtherValue, Upload, UploadRow
from members.surveys import actions, vault
from registry.history.chain import broken_deeds
from registry.models import Deed
from tests.factories.organisation import make_branch
from tests.factories.roll import ZHANGGONG, make_member, make_officer
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区东铁匠营横一条8号院,建筑工人,已交"
LI = "李四,13800138006,南昌县,2015年5月,北京市朝阳区望京,个体经商,缴至2016年6月"


def verdicts(upload: Upload) -> list[tuple[int, str]]:
    return list(upload.rows.order_by("line").values_list("line", "verdict"))


def codes(upload: Upload) -> dict[int, list[str]]:
    return {row.line: [fault["code"] for fault in row.faults] for row in upload.rows.order_by("line") if row.faults}


def test_a_clean_file_brings_new_members_with_all_six_knowns():
    upload = make_upload(make_csv(ZHANG, LI))
    assert verdicts(upload) == [(1, "skipped"), (2, "new"), (3, "new")]
    assert Member.objects.count() == 0

    apply(upload)

    zhang = Member.objects.get(name="张三")
    assert zhang.knowns == 6
    assert (zhang.phone, zhang.origin_id, zhang.home, zhang.dues) == ("13800138005", 360103, 360103, "paid")
    assert (zhang.left_on.isoformat(), zhang.left_on_precision) == ("2014-03-01", "month")
    assert zhang.work_district_id == 110106
    assert zhang.sources["left_on"] == {"upload": upload.pk, "line": 2, "channel": "county", "on": "2026-11-24"}


@pytest.mark.parametrize(("address", "district"), [("北京市崇文区", 110101), ("宣武区", 110102), ("密云县", 110118)])
def test_a_district_of_other_times_is_the_one_that_stands_there_today(address, district):
    upload = apply(make_upload(make_csv(f"张三,13800138005,南昌县,,{address},,")))
    assert upload.rows.get(line=2).details["district"] == district
    member = Member.objects.get()
    assert (member.work_address, member.work_district_id) == (address, district)


def test_the_same_file_again_changes_nothing():
    content = make_csv(ZHANG, LI, "王五,,南昌县,,,,")
    apply(make_upload(content))
    members = list(Member.objects.values().order_by("pk"))

    again = make_upload(content)
    assert verdicts(again) == [(1, "skipped"), (2, "unchanged"), (3, "unchanged"), (4, "unchanged")]
    apply(again)

    assert list(Member.objects.values().order_by("pk")) == members


def test_a_name_alone_recognises_nobody():
    make_member(name="张三", origin=360103, phone="13900139001")
    assert verdicts(make_upload(make_csv(ZHANG)))[1:] == [(2, "new")]


def test_name_and_phone_recognise_a_member_and_the_newer_survey_is_chosen():
    member = make_member(name="张三", phone="13800138005")
    old = make_upload(make_csv("张三,13800138005,南昌市西湖区,,北京市海淀区,,"), collected_on=TODAY.replace(year=2020))
    apply(old)
    upload = make_upload(make_csv(ZHANG))
    assert verdicts(upload)[1:] == [(2, "changed")]
    assert upload.rows.get(line=2).changes["work_address"][0]["text"] == "北京市海淀区"

    apply(upload)

    member.refresh_from_db()
    assert member.work_address == "北京市丰台区东铁匠营横一条8号院"
    other = OtherValue.objects.get(member=member, known="work_address")
    assert (other.value["text"], other.source["upload"]) == ("北京市海淀区", old.pk)


def test_an_older_survey_does_not_overwrite_but_stays_visible():
    apply(make_upload(make_csv(ZHANG)))
    old = make_upload(make_csv("张三,13800138005,南昌市西湖区,,北京市海淀区,,"), collected_on=TODAY.replace(year=2020))
    apply(old)
    member = Member.objects.get()
    assert member.work_address == "北京市丰台区东铁匠营横一条8号院"
    assert OtherValue.objects.get(member=member).value["text"] == "北京市海淀区"


def test_blank_and_unknown_never_overwrite():
    apply(make_upload(make_csv(ZHANG)))
    upload = make_upload(make_csv("张三,13800138005,,,,不详,不详"))
    assert verdicts(upload)[1:] == [(2, "unchanged")]


def test_name_county_and_one_more_fact_make_a_doubt():
    member = make_member(name="张三", fields={"employer": "江西大厦"})
    upload = make_upload(make_csv("张三,南昌市西湖区,江西大厦", header="姓名,流出地,工作单位"))
    row = upload.rows.get(line=2)
    assert (row.verdict, row.candidates) == ("doubtful", [member.number])


def test_two_lines_of_one_person_are_one():
    upload = make_upload(make_csv(ZHANG, LI, "張三,138 0013 8005,西湖区,,,,"))
    assert verdicts(upload)[1:] == [(2, "new"), (3, "new"), (4, "duplicate")]
    assert upload.rows.get(line=4).duplicate_of == 2


def test_places_are_not_guessed():
    upload = make_upload(
        make_csv("张三,13800138005,南昌,,,,", "李四,13800138006,赣州市章贡区,,,,", "王五,13800138007,火星,,,,")
    )
    assert verdicts(upload)[1:] == [(2, "refused"), (3, "refused"), (4, "refused")]
    assert codes(upload) == {2: ["ambiguous_place"], 3: ["outside_scope"], 4: ["unknown_place"]}


def test_a_county_of_2016_leads_to_its_successor():
    upload = make_upload(make_csv("张三,13800138005,上饶县,,,,"), place=360000)
    assert upload.rows.get(line=2).values["origin"] == {"code": 361104, "name": "上饶市广信区"}


def test_somebody_registered_elsewhere_is_named_to_nobody():
    make_member(name="张三", origin=ZHANGGONG, phone="13800138005")
    upload = make_upload(make_csv(ZHANG), by=make_officer("prefecture_officer", NANCHANG))
    row = upload.rows.get(line=2)
    assert (row.verdict, row.member, row.candidates) == ("refused", None, [])
    assert [fault["code"] for fault in row.faults] == ["registered_elsewhere"]


def test_members_join_the_branch_named_or_the_branch_of_the_file():
    whole, named = make_branch(name="南昌市驻京流动党支部"), make_branch(name="西湖区驻京流动党支部")
    header = "姓名,联系电话,流出地,在京所在支部"
    rows = [
        "张三,13800138005,西湖区,西湖区在京流动党员党支部",
        "李四,13800138006,西湖区,",
        "王五,13800138007,西湖区,火星支部",
    ]
    upload = make_upload(make_csv(*rows, header=header), branch=whole.code)
    apply(upload)
    assert dict(Member.objects.values_list("name", "branch")) == {"张三": named.code, "李四": whole.code, "王五": None}
    assert codes(upload) == {4: ["unknown_branch"]}


def test_an_import_can_be_taken_back_and_keeps_what_was_changed_since():
    from members.roll import actions as roll

    member = make_member(name="钱七", phone="13800138009")
    upload = apply(make_upload(make_csv(ZHANG, LI, "钱七,13800138009,西湖区,2014.3,,,")))
    li = Member.objects.get(name="李四")
    roll.correct(member=li, changes={"employer": "江西大厦"}, version=li.version, by=None, today=TODAY)

    upload = actions.undo(upload=upload, by=None, today=TODAY)

    assert list(Member.objects.order_by("name").values_list("name", flat=True)) == ["李四", "钱七"]
    assert Member.objects.get(pk=member.pk).left_on is None
    assert upload.facts["kept"] == [li.pk]
    assert list(broken_deeds()) == []


def test_nothing_is_written_when_the_registry_moved_since_the_preview():
    upload = make_upload(make_csv(ZHANG))
    make_member(name="张三", phone="13800138005")
    with pytest.raises(ValidationError) as raised:
        apply(upload)
    assert raised.value.code == "changed_since_preview"
    assert Member.objects.count() == 1
    assert verdicts(upload)[1:] == [(2, "changed")]
    apply(upload)
    assert Member.objects.get().knowns == 6


def test_a_file_is_applied_once():
    upload = make_upload(make_csv(ZHANG))
    apply(upload)
    with pytest.raises(ValidationError) as raised:
        apply(upload)
    assert raised.value.code == "wrong_state"


def test_an_officer_imports_only_for_his_own_place():
    with pytest.raises(ValidationError) as raised:
        make_upload(make_csv(ZHANG), by=make_officer("prefecture_officer", 360700))
    assert raised.value.code == "outside_scope"
    assert Upload.objects.count() == 0


def test_no_identity_number_is_kept_anywhere(django_capture_on_commit_callbacks):
    number = "99999919800101" + "001"
    number += _check_digit(number)
    content = make_csv(f"张三,13800138005,西湖区,{number},备用{number}", header="姓名,联系电话,流出地,身份证号,备注")
    upload = make_upload(content)
    assert number not in str(list(UploadRow.objects.values()))
    assert content not in (vault._path(upload.pk)).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        apply(upload)
    assert number not in str(list(Member.objects.values())) + str(list(Deed.objects.values()))
    with pytest.raises(FileNotFoundError), vault.unsealed(upload.pk):
        pass
    assert verdicts(make_upload(make_csv(f"张三,,西湖区,{number}", header="姓名,联系电话,流出地,身份证号")))[1:] == [
        (2, "unchanged")
    ]


def _check_digit(body: str) -> str:
    from members.roll.identity import check_digit

    return check_digit(body)


def test_a_discarded_file_leaves_only_the_record_that_it_came(django_capture_on_commit_callbacks):
    upload = make_upload(make_csv(ZHANG))
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(upload=upload, by=None)
    assert upload.rows.count() == 0
    assert Upload.objects.get().state == "discarded"
    with pytest.raises(FileNotFoundError), vault.unsealed(upload.pk):
        pass


def test_a_file_that_only_waits_speaks_for_nobody_and_is_looked_at_again_after_the_first_is_taken_back():
    first = apply(make_upload(make_csv(ZHANG)))
    second = make_upload(make_csv(ZHANG))
    assert second.totals["unchanged"] == 1

    first = actions.undo(upload=first, by=None, today=TODAY)

    assert (first.facts.get("kept", []), Member.objects.count()) == ([], 0)
    with pytest.raises(ValidationError) as raised:
        apply(second)
    assert raised.value.code == "changed_since_preview"
    assert apply(second).state == "applied"
    assert [member.name for member in Member.objects.all()] == ["张三"]


@pytest.mark.parametrize(("joined", "confirmed"), [("2006.5", ""), ("", "2003.5")])
def test_a_day_that_cannot_be_beside_the_roll_is_not_taken_and_the_rest_of_the_line_is(joined, confirmed):
    days = {"joined_on": datetime.date(2004, 7, 1), "confirmed_on": datetime.date(2005, 7, 1)}
    precisions = {f"{day}_precision": "day" for day in days}
    member = make_member(name="张三", phone="13800138005", fields=days | precisions)
    header = "姓名,联系电话,入党时间,转正时间,工作单位"
    upload = make_upload(make_csv(f"张三,13800138005,{joined},{confirmed},江西大厦", header=header))
    assert codes(upload) == {2: ["contradicts_roll"]}
    assert member.number in str(upload.rows.get(line=2).faults)

    apply(upload)

    member.refresh_from_db()
    assert member.employer == "江西大厦"
    assert {day: getattr(member, day) for day in days} == days


def test_a_day_of_becoming_formal_that_could_lie_before_joining_waits_and_holds_nobody_up():
    rows = ["张三,13800138005,1970.5,1970", "李四,13800138006,1970.5,1970.5"]
    upload = apply(make_upload(make_csv(*rows, header="姓名,联系电话,入党时间,转正时间")))
    assert verdicts(upload)[1:] == [(2, "refused"), (3, "new")]
    assert [member.name for member in Member.objects.all()] == ["李四"]


def test_a_certain_repetition_keeps_no_file_waiting_and_is_still_seen_and_sent_out():
    line = "张三,13800138005,西湖区,,,,"
    upload = make_upload(make_csv(line, line, "李四,138,西湖区,,,,"))
    assert (upload.waiting, upload.left_out, upload.certain_duplicates) == (1, 2, 1)
