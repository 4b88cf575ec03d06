"""``coverage``: the object scripts rely on, the table people read, and what cannot be answered."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories.coverage import make_joint, make_own

pytestmark = pytest.mark.django_db


def printed(capsys, *arguments: str) -> str:
    call_command("coverage", *arguments)
    return capsys.readouterr().out


def test_the_object_of_the_contract(capsys):
    make_own(360502)
    make_joint(360600, [360603])
    found = json.loads(printed(capsys, "--on", "2026-11-24", "--json"))
    assert list(found) == ["on", "within", "counties", "covered", "covered_own", "prefectures"]
    assert [found[key] for key in list(found)[:5]] == ["2026-11-24", 360000, 100, 2, 1]
    assert [p for p in found["prefectures"] if p["code"] in (360500, 360600)] == [
        {
            "code": 360500,
            "name": "新余市",
            "counties": 2,
            "covered": 1,
            "covered_own": 1,
            "full": False,
            "gaps": [{"code": 360521, "name": "分宜县"}],
        },
        {
            "code": 360600,
            "name": "鹰潭市",
            "counties": 3,
            "covered": 1,
            "covered_own": 0,
            "full": False,
            "gaps": [{"code": 360602, "name": "月湖区"}, {"code": 360681, "name": "贵溪市"}],
        },
    ]


def test_within_a_prefecture_nothing_of_another_is_printed(capsys):
    make_own(360103)
    make_own(360702)
    found = json.loads(printed(capsys, "--within", "360100", "--json"))
    assert (found["within"], found["counties"], found["covered"]) == (360100, 9, 1)
    assert [p["name"] for p in found["prefectures"]] == ["南昌市"]


def test_names_are_those_of_the_day(capsys):
    make_own(361121)
    found = json.loads(printed(capsys, "--on", "2016-12-06", "--within", "361104", "--json"))
    assert (found["counties"], found["covered"]) == (1, 1)
    without = json.loads(printed(capsys, "--on", "2016-12-06", "--within", "361100", "--json"))
    assert "广丰区" in [gap["name"] for gap in without["prefectures"][0]["gaps"]]


def test_the_table_for_people(capsys):
    make_own(360502)
    with translation.override("en"):
        lines = printed(capsys, "--on", "2026-11-24", "--within", "360500").splitlines()
    assert lines == [
        "One county, one branch, as of 2026-11-24",
        "",
        "Prefecture  Counties  Covered  Of its own  In full  Not covered",
        "新余市      2         1        1                    分宜县",
        "All         2         1        1",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--on", "2016-02-30"],
        ["--on", "yesterday"],
        ["--within", "360199"],
        ["--within", "nanchang"],
        ["--within", "360103001"],
    ],
)
def test_what_cannot_be_answered_ends_with_two(arguments):
    with pytest.raises(CommandError) as refused:
        call_command("coverage", *arguments)
    assert refused.value.returncode == 2


def test_a_refusal_is_one_line_on_stderr_and_nothing_on_stdout():
    run = subprocess.run(
        [sys.executable, "manage.py", "coverage", "--on", "2016-02-30"], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (2, "", 1)
    assert "2016-02-30" in run.stderr
