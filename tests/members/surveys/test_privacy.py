"""An identity number in a survey file recognises a member and is kept nowhere: whatever is tried, no table, file, log or export has it."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from members.models import Member, Upload
from members.roll.identity import check_digit
from members.surveys import vault
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, make_csv

pytestmark = pytest.mark.django_db

BODY = "99999919800101001"
NUMBER = BODY + check_digit(BODY)
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
SPELLED = [
    NUMBER,
    NUMBER[:-1] + "9",  # damaged
    f"身份证{NUMBER}",
    f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
    f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}",
    f"{NUMBER[:6]}\u200b{NUMBER[6:]}",
    f"\u202d{NUMBER}\u202c",
    f"{NUMBER[:6]}　{NUMBER[6:]}",
    WIDE,
    NUMBER[:6] + NUMBER[8:17],  # as before 1999
]
HEADER = [
    "姓名",
    "身份证号",
    "联系电话",
    "流出地",
    "外出时间",
    "务工地址",
    "从事职业",
    "党费收缴情况",
    "备注",
    "活动证号",
]
_MARKS = re.compile("[\\s\u200b\u202d\u202c\u3000\\-－\"',]")


def told(text: str) -> list[str]:
    """Identity numbers that the text tells, however they are spelled: the day of birth among further digits."""
    seen = re.sub(r"\\\\?u(200b|202[cd]|3000)", "", text)
    plain = _MARKS.sub("", seen).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    return re.findall(r"999999(?:19)?800101\d*", plain)


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


@pytest.fixture
def everywhere(caplog, tmp_path, monkeypatch):
    """What is looked through: tables, the data directory, temporary files, the log."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def texts() -> Iterator[tuple[str, str]]:
        for model in apps.get_models():
            yield model._meta.label, str(list(model._default_manager.values()))
        for folder in (Path(settings.DATA_DIR) / "surveys", tmp_path):
            for path in filter(Path.is_file, folder.rglob("*")):
                yield str(path), path.read_bytes().decode("utf-8", errors="replace")
        yield "log", "\n".join(record.getMessage() for record in caplog.records if "sql" not in record.__dict__)

    return texts


def assert_told_nowhere(texts: Iterator[tuple[str, str]]) -> None:
    assert {where: found for where, text in texts if (found := told(text))} == {}


def rows() -> list[list[str]]:
    """The number in its own column and in every other, in every spelling; and in lines that are no data."""
    clean = ["张三", NUMBER, "13800138001", "西湖区", "2014.3", "北京市丰台区", "厨师", "已交", "", ""]
    lines = [clean]
    for at in range(1, len(HEADER)):
        for n, spelled in enumerate(SPELLED):
            line = [f"李{chr(0x4E00 + at * 20 + n)}", "", "", "西湖区", "", "", "", "", "", ""]
            line[at] = spelled
            lines.append(line)
    return [*lines, [f"王五{NUMBER}", *[""] * 9], ["合计", NUMBER, *[""] * 8], [f"填表人：{NUMBER}", *[""] * 9]]


def as_csv() -> bytes:
    title = [[f"流动党员摸底表 {NUMBER}", *[""] * 9], [*HEADER, NUMBER]]
    return "\r\n".join(",".join(cells) for cells in [*title, *rows(), []]).encode("gb18030")


def as_workbook() -> bytes:
    book = Workbook()
    book.active.title = f"名册{NUMBER}"[:31]
    for cells in [[*HEADER, NUMBER], *rows()]:
        book.active.append(cells)
    book.create_sheet(f"另一表{NUMBER}"[:31])
    book.active["B3"] = int(NUMBER)  # as a number: the last digits are lost
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(clerk, name: str, content: bytes) -> Upload:
    fields = {"place": NANCHANG, "channel": "county", "collected_on": timezone.localdate().isoformat(), "branch": ""}
    assert clerk.post(reverse("surveys:new"), {"file": SimpleUploadedFile(name, content)} | fields).status_code == 302
    return Upload.objects.latest("pk")


@pytest.mark.parametrize(("name", "content"), [(f"摸底{NUMBER}.csv", as_csv), (f"{NUMBER}.xlsx", as_workbook)])
def test_from_upload_to_undo(clerk, everywhere, django_capture_on_commit_callbacks, name, content):
    with django_capture_on_commit_callbacks(execute=True):
        upload = sent(clerk, name, content())
    assert Upload.objects.get(pk=upload.pk).rows.content().count() > 90
    assert_told_nowhere(everywhere())
    pages = ["", "?verdict=skipped", "?verdict=refused", "reading/", "questions/", "doubtful/", "lines/3/"]
    for page in pages:
        assert told(clerk.get(f"{upload.get_absolute_url()}{page}").content.decode()) == [], page

    workbook = clerk.get(reverse("surveys:error_workbook", args=[upload.pk]))
    cells = [cell for row in load_workbook(io.BytesIO(workbook.getvalue())).active.values for cell in row]
    assert told("\n".join(map(str, cells)) + workbook["Content-Disposition"]) == []

    clerk.post(reverse("surveys:questions", args=[upload.pk]), {"proposals": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(reverse("surveys:apply", args=[upload.pk]))
    with pytest.raises(FileNotFoundError), vault.unsealed(upload.pk):
        pass
    assert Member.objects.get(name="张三").identity_digest
    assert_told_nowhere(everywhere())

    clerk.post(reverse("surveys:undo", args=[upload.pk]))
    assert_told_nowhere(everywhere())


@pytest.mark.parametrize("spelled", SPELLED)
def test_typed_into_a_cell_or_a_returned_workbook(clerk, everywhere, spelled):
    upload = sent(clerk, "摸底表.csv", make_csv("张三,1380013,西湖区,", header="姓名,联系电话,流出地,身份证号"))
    for position in (1, 2, 4):
        clerk.post(reverse("surveys:line", args=[upload.pk, 2]), {"cell_1": "张三", f"cell_{position}": spelled})
    file = io.BytesIO(clerk.get(reverse("surveys:error_workbook", args=[upload.pk])).getvalue())
    book = load_workbook(file)
    for column in "ABCD":
        book.active[f"{column}2"] = spelled
    returned = io.BytesIO()
    book.save(returned)
    clerk.post(
        reverse("surveys:take_workbook", args=[upload.pk]),
        {"file": SimpleUploadedFile("更正.xlsx", returned.getvalue())},
    )
    assert "corrected" in upload.rows.get(line=2).details
    assert_told_nowhere(everywhere())


def test_of_a_file_that_cannot_be_used_nothing_stays(clerk, everywhere):
    for content in (
        NUMBER.encode(),
        f"甲,乙\n{NUMBER},1".encode(),
        as_workbook()[:3000],
        b"PK\x03\x04" + NUMBER.encode(),
    ):
        fields = {
            "place": NANCHANG,
            "channel": "county",
            "collected_on": timezone.localdate().isoformat(),
            "branch": "",
        }
        page = clerk.post(reverse("surveys:new"), {"file": SimpleUploadedFile("a.csv", content)} | fields)
        assert told(page.content.decode()) == []
    assert_told_nowhere(everywhere())


def test_the_command_prints_none(tmp_path):
    file = tmp_path / "摸底表.csv"
    file.write_bytes(as_csv())
    for option in ("--json", "--apply"):
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit):
            call_command("import_survey", str(file), "--within", "360100", option, stdout=out, stderr=err)
        assert told(out.getvalue() + err.getvalue()) == []
