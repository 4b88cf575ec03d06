"""``import_survey`` and ``undo_import``: the contract that scripts rely on."""

import json
import os
import pty
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from members.models import Member, Upload
from members.surveys import actions, dry_run
from members.surveys.works import reading_in
from tests.factories.accounts import make_user
from tests.factories.organisation import make_branch
from tests.factories.roll import ZHANGGONG, make_member
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload
from tests.members.surveys.corpus.books import BookSheet, xlsx

pytestmark = pytest.mark.django_db

DIRTY = """2016年流动党员摸底表,,,,
填报单位：南昌市,,,,
姓名,联系电话,流出地,外出时间,备注
张三,13800138005,南昌市西湖区,2014.3,
,,,,
李四,1380013800,西湖区,二〇一六年三月,
合计,2,,,
""".encode("gb18030")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "摸底表.csv"
    path.write_bytes(DIRTY)
    return path


def run(*args: object) -> tuple[dict, int]:
    """The printed object and the exit status."""
    out = StringIO()
    try:
        call_command("import_survey", *map(str, args), "--json", stdout=out, stderr=StringIO())
    except SystemExit as exit_status:
        return json.loads(out.getvalue()), exit_status.code
    return json.loads(out.getvalue()), 0


def test_the_plan_as_one_object(file):
    plan, status = run(file, "--within", NANCHANG)
    assert status == 3
    assert {
        key: plan["file"][key] for key in ("name", "encoding", "delimiter", "sheet", "other_sheets", "header_line")
    } == {
        "name": "摸底表.csv",
        "encoding": "gb18030",
        "delimiter": ",",
        "sheet": None,
        "other_sheets": [],
        "header_line": 3,
    }
    assert [column["field"] for column in plan["columns"]] == ["name", "contact", "origin", "left_on", None]
    assert plan["totals"] == {
        "new": 1, "changed": 0, "unchanged": 0, "duplicate": 0, "doubtful": 0, "refused": 1, "skipped": 5,
    }  # fmt: skip
    assert [(row["line"], row["verdict"], row.get("reason")) for row in plan["rows"]] == [
        (1, "skipped", "title"),
        (2, "skipped", "title"),
        (3, "skipped", "header"),
        (4, "new", None),
        (5, "skipped", "blank"),
        (6, "refused", None),
        (7, "skipped", "total"),
    ]
    assert plan["rows"][3] == {
        "line": 4,
        "verdict": "new",
        "member": None,
        "values": {
            "name": "张三",
            "contact": {"phones": ["13800138005"], "other": ""},
            "origin": {"code": 360103, "name": "南昌市西湖区"},
            "left_on": {"date": "2014-03", "precision": "month"},
        },
        "faults": [],
    }
    fault = plan["rows"][5]["faults"][0]
    assert (fault["field"], fault["header"], fault["level"], fault["code"]) == (
        "contact",
        "联系电话",
        "error",
        "too_few_digits",
    )


def test_at_a_terminal_it_is_said_what_was_not_read_and_of_which_column_a_fault_is(tmp_path):
    path = tmp_path / "名册.xlsx"
    header = ["姓名", "性别", "流出地", "入党时间", "转正时间"]
    rows = [header, ["张三", "男", "西湖区", "2006.7", "2005.7"], [None, "女", "南昌", "2006.7", None]]
    path.write_bytes(xlsx(BookSheet("甲村", rows), BookSheet("乙村", [header])))
    out = StringIO()
    with suppress(SystemExit):
        call_command("import_survey", path, "--within", NANCHANG, stdout=out, stderr=StringIO())
    said = out.getvalue().splitlines()
    assert {"工作表: 甲村", "其他工作表（未读取）: 乙村", "性别: 本系统不保存此项，仅在有身份证号时与之核对。"} <= set(
        said
    )
    assert said[-2:] == [
        "2\t退回\t转正时间: 转正日期早于入党日期，请核对。",
        "3\t退回\t姓名: 此项不能为空。; 流出地: “南昌”对应多个地方，请写明是哪一个。",
    ]


def test_without_apply_nothing_is_written(file):
    run(file, "--within", NANCHANG)
    assert (Member.objects.count(), Upload.objects.count()) == (0, 0)


def test_apply_and_undo(file):
    run(file, "--within", NANCHANG, "--apply")
    assert [member.name for member in Member.objects.all()] == ["张三"]
    out = StringIO()
    call_command("undo_import", str(Upload.objects.get().pk), stdout=out)
    assert Member.objects.count() == 0


def test_a_large_file_is_waited_for(tmp_path, monkeypatch):
    """Read in parts, with duplicates over the whole of it: the command goes on until everybody is entered, and nobody twice."""
    monkeypatch.setattr(actions, "SMALL", 5)
    monkeypatch.setattr(reading_in, "PART", 4)
    lines = [f"张{chr(0x4E00 + at)},138001380{10 + at},西湖区,2014.{at % 9 + 1},,," for at in range(30)]
    again = [line.replace(f"138001380{10 + at}", "") for at, line in enumerate(lines)]
    path = tmp_path / "list.csv"
    path.write_bytes(make_csv(*lines, *lines[::3], *again[1::3]))
    plan, status = run(path, "--within", NANCHANG, "--apply")
    assert (status, plan["totals"]["new"], plan["totals"]["duplicate"]) == (3, 30, 20)
    upload = Upload.objects.get()
    assert (upload.state, upload.totals, Member.objects.count()) == ("applied", plan["totals"], 30)


def test_the_plan_of_a_large_file_lies_on_disk(tmp_path, monkeypatch):
    """Judged in blocks, told from a file without a name, records with line breaks and duplicates of long ago included."""
    monkeypatch.setattr(dry_run, "_IN_MEMORY", 100)
    monkeypatch.setattr(dry_run, "BLOCK", 3)
    lines = [
        f'张{chr(0x4E00 + at)},138001380{10 + at},西湖区,2014.{at % 9 + 1},"丰台区\n东铁匠营",,' for at in range(20)
    ]
    path = tmp_path / "list.csv"
    path.write_bytes(make_csv(*lines, lines[1], lines[1].replace("13800138011", ""), ",,,,,,"))
    plan, _status = run(path, "--within", NANCHANG)
    assert (plan["totals"]["new"], plan["totals"]["duplicate"], len(plan["rows"])) == (20, 2, 24)
    first = next(row["line"] for row in plan["rows"] if row.get("values", {}).get("name") == "张丁")
    assert [(row["of"], len(row["faults"])) for row in plan["rows"] if row["verdict"] == "duplicate"] == [
        (first, 0),
        (first, 1),
    ]
    applied, _status = run(path, "--within", NANCHANG, "--apply")
    assert applied == plan


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "empty"), (b"%PDF-1.7\n", "PDF"), ("甲,乙\n1,2\n".encode(), "heading")]
)
def test_an_unusable_file_is_one_line_and_status_2(tmp_path, content, words):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with translation.override("en"), pytest.raises(CommandError) as raised:
        call_command("import_survey", str(path))
    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)
    assert words in str(raised.value)


def test_by_somebody_only_within_his_rights(file):
    make_user("nanchang", role="prefecture_officer", place=NANCHANG)
    make_member(name="张三", origin=ZHANGGONG, phone="13800138005")
    plan, _status = run(file, "--by", "nanchang")
    assert plan["rows"][3]["verdict"] == "refused"
    assert "章贡" not in json.dumps(plan, ensure_ascii=False)
    with pytest.raises(CommandError) as raised:
        call_command("import_survey", str(file), "--by", "nanchang", "--within", "360700")
    assert raised.value.returncode == 2


HEADER = "姓名,联系电话,流出地,从事职业"


@pytest.fixture
def slipped(tmp_path):
    """A file that says of everybody something else than is known."""
    path = tmp_path / "again.csv"
    lines = [f"{name},1380013800{n},西湖区," for n, name in enumerate(("张三", "李四", "王五"), start=1)]
    apply(make_upload(make_csv(*(f"{line}厨师" for line in lines), header=HEADER)))
    path.write_bytes(make_csv(*(f"{line}保安" for line in lines), header=HEADER))
    return path


def occupations() -> set[str]:
    return set(Member.objects.values_list("occupation", flat=True))


def test_a_script_is_told_of_an_alarm_and_stopped_where_it_wishes_so(slipped):
    said = StringIO()
    with pytest.raises(CommandError, match="Nothing was written") as raised, translation.override("en"):
        call_command("import_survey", str(slipped), "--apply", "--unless-alarming", "--yes", stderr=said)
    assert (raised.value.returncode, occupations()) == (4, {"厨师"})
    assert list(Upload.objects.order_by("pk").values_list("state", flat=True)) == ["applied", "discarded"]
    assert "would replace one field (Occupation)" in said.getvalue()

    said = StringIO()
    call_command("import_survey", str(slipped), "--apply", stdout=StringIO(), stderr=said)
    assert occupations() == {"保安"}
    assert "从事职业" in said.getvalue()


@pytest.mark.parametrize(("answer", "written"), [("n", "厨师"), ("", "厨师"), ("y", "保安")])
def test_who_sits_at_a_terminal_is_asked(slipped, answer, written, monkeypatch):
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    with os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with suppress(CommandError):
            call_command("import_survey", str(slipped), "--apply", stdout=StringIO(), stderr=StringIO())
    os.close(keyboard)
    assert occupations() == {written}


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--collected-on", "2016-02-30"), "Not a day up to today (YYYY-MM-DD): 2016-02-30"),
        (("--within", "999999"), "Not the code of a division: 999999"),
        (("--within", "0"), "Not the code of a division: 0"),
        (("--within", "360103001"), "Not the code of a division: 360103001"),
        (("--branch", "360103077"), "There is no branch 360103077 here today."),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_status_2(file, option, words):
    with translation.override("en"), pytest.raises(CommandError) as raised:
        run(file, *option, "--apply")
    assert (raised.value.returncode, str(raised.value)) == (2, words)
    assert not Upload.objects.exists()


def test_a_branch_out_of_reach_does_not_exist(file):
    branch = make_branch(county=ZHANGGONG)
    officer = make_user(role="prefecture_officer", place=NANCHANG)
    assert run(file, "--branch", branch.pk)[1] == 3
    with translation.override("en"), pytest.raises(CommandError, match=f"There is no branch {branch.pk} here today."):
        run(file, "--branch", branch.pk, "--by", officer.username)


def test_who_stops_it_while_it_is_applied_is_told_what_stays(file, monkeypatch):
    def stopped(**_said: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("members.surveys.actions.apply", stopped)
    said = StringIO()
    with translation.override("en"), pytest.raises(KeyboardInterrupt):
        call_command("import_survey", str(file), "--apply", stderr=said)
    assert said.getvalue().endswith(f"Stopped; what was written stays, as survey file {Upload.objects.get().pk}.\n")
