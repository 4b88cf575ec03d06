"""Files that mean harm: formulas, pages, scripts, paths, entities, links to elsewhere. They do nothing, here and in what goes out again."""

import csv
import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.models import Member, Upload
from members.surveys.reading import UnusableFile, read
from members.surveys.values.messages import message_of
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import ZHANGGONG, make_member
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload
from tests.members.surveys.corpus.books import BookSheet, xlsx, zipped

pytestmark = pytest.mark.django_db

HEADER = ["姓名", "流出地", "外出时间", "联系电话", "工作单位"]
SCRIPT = "<script>alert(1)</script>"
FORMULAS = [
    "=cmd|' /C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("http://x","y")',
]


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def send(client, name: str, content: bytes, **fields: object):
    day = timezone.localdate().isoformat()
    said = {"place": NANCHANG, "channel": "county", "collected_on": day, "branch": ""} | fields
    return client.post(reverse("surveys:new"), {"file": SimpleUploadedFile(name, content)} | said)


def test_scripts_in_cells_headings_sheets_and_file_names_are_text_on_every_page(clerk):
    book = xlsx(
        BookSheet(
            "名册",
            [
                [*HEADER, SCRIPT, f"备注{SCRIPT}"],
                ["张三", "西湖区", "2014.5", "13800138005", SCRIPT, SCRIPT, SCRIPT],
                [f"李四{SCRIPT}", SCRIPT, SCRIPT, SCRIPT, "", "", ""],
                ["王五", '西湖区"><img src=x onerror=alert(1)>', "2014.5", "13800138006", "", SCRIPT, ""],
            ],
        )
    )
    assert send(clerk, f"摸底{SCRIPT}.xlsx", book).status_code == 302
    upload = Upload.objects.get()
    pages = ["", "?verdict=refused", "?verdict=skipped", "reading/", "questions/", "doubtful/", "lines/3/", "lines/4/"]
    for page in pages:
        told = clerk.get(f"{upload.get_absolute_url()}{page}").content.decode()
        assert "alert(1)</script>" not in told, page
        assert "<img src=x" not in told, page
    clerk.post(reverse("surveys:apply", args=[upload.pk]))
    member = Member.objects.get(name="张三")
    assert member.employer == SCRIPT
    for address in (
        member.get_absolute_url(),
        reverse("members:list"),
        reverse("surveys:list"),
        upload.get_absolute_url(),
    ):
        assert "alert(1)</script>" not in clerk.get(address).content.decode(), address


def test_formulas_go_out_as_text_in_the_workbook_of_waiting_lines_and_in_every_export(clerk):
    rows = [["张三", "火星", "2014.5", 13_800_138_000 + at, text] for at, text in enumerate(FORMULAS)]
    taken = [
        [f"李{chr(0x4E00 + at)}", "西湖区", "2014.5", 13_900_138_000 + at, text] for at, text in enumerate(FORMULAS)
    ]
    upload = make_upload(xlsx(BookSheet("名册", [[*HEADER, "=1+1"], *rows, *taken])))
    apply(upload)
    waiting = clerk.get(reverse("surveys:error_workbook", args=[upload.pk])).getvalue()
    exports = [clerk.get(reverse("members:export"), {"kind": "xlsx"}).getvalue(), waiting]
    for content in exports:
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert not any(
                b"<f>" in package.read(name) for name in package.namelist() if name.startswith("xl/worksheets")
            )
    text = clerk.get(reverse("members:export"), {"kind": "csv"}).getvalue().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert len(cells) > 50
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))] == []


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/passwd.csv",
        "..\\..\\boot.csv",
        "/etc/cron.d/x.csv",
        "a" * 250 + ".csv",
        "名" * 200 + ".csv",
        "con.csv",
        ".csv",
    ],
)
def test_the_name_of_a_file_leads_nowhere(clerk, name):
    response = send(clerk, name, make_csv("张三,13800138005,西湖区,2014.3,,,"))
    assert response.status_code in (200, 302)
    for upload in Upload.objects.all():
        assert not {"/", "\\"} & set(upload.file_name)
        assert len(upload.file_name) <= 255
        assert clerk.get(upload.get_absolute_url()).status_code == 200


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    + b"]>"
)
BOOK = xlsx(BookSheet("名册", [HEADER, ["张三", "南昌县", "2014.5", "13800138005", "某公司"]]))


def repacked(**changes) -> bytes:
    """The workbook with parts changed: the part's file name -> (before, after)."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        for part, (before, after) in changes.items():
            if name.endswith(f"{part}.xml"):
                assert before in parts[name]
                parts[name] = parts[name].replace(before, after)
    return zipped(parts)


@pytest.mark.parametrize(
    "content",
    [
        repacked(sheet1=(b"<worksheet", ENTITY + b"<worksheet")),
        repacked(sheet1=("某公司".encode(), b"&e;")),
        repacked(styles=(b"<styleSheet", LAUGHS + b"<styleSheet")),
        repacked(workbook=(b"<sheets>", b"<sheets>&j;")),
    ],
    ids=["entity", "undeclared", "laughs in styles", "undeclared in the book"],
)
def test_entities_reach_no_file_and_no_end(content):
    with suppress(UnusableFile):
        rows = [row.cells for row in read(content, name="file").rows()]
        assert "root:" not in str(rows)
        assert len(str(rows)) < 1000


def test_whoever_sends_people_of_another_prefecture_learns_only_that_there_is_one_and_whom_to_ask(clerk):
    """In the page, its pages, the workbook, the export, the plan as JSON and the history."""
    stranger = make_member(
        name="张三", origin=ZHANGGONG, phone="13800138005", fields={"employer": "赣州某秘密公司", "note": "赣州的备注"}
    )
    content = make_csv("张三,13800138005,,2014.3,,,", "李四,13800138006,西湖区,,,,")
    assert send(clerk, "摸底.csv", content).status_code == 302
    upload = Upload.objects.get()
    row = upload.rows.get(line=2)
    assert (row.verdict, row.member, row.candidates) == ("refused", None, [])
    told = [
        clerk.get(f"{upload.get_absolute_url()}{page}").content.decode()
        for page in ("", "?verdict=refused", "lines/2/", "doubtful/")
    ]
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(reverse("surveys:error_workbook", args=[upload.pk])).getvalue()))
    told.append(str([cell for line in book.active.values for cell in line]))
    clerk.post(reverse("surveys:apply", args=[upload.pk]))
    told.append(clerk.get(reverse("members:export"), {"kind": "csv"}).getvalue().decode())
    told += [
        clerk.get(upload.get_absolute_url()).content.decode(),
        clerk.get(reverse("members:list"), {"q": "张三"}).content.decode(),
    ]
    for secret in (stranger.number, "赣州某秘密公司", "赣州的备注", "章贡"):
        assert [secret for text in told if secret in text] == []
    stranger.refresh_from_db()
    assert (stranger.version, stranger.left_on) == (1, None)
    assert all(message_of("registered_elsewhere", {}) in text for text in (told[1], told[4]))


def test_no_upload_of_another_place_is_there():
    upload = make_upload(make_csv("张三,13800138005,西湖区,2014.3,,,", "李四,13800138006,火星,,,,"))
    stranger = signed_in(make_user("ganzhou", role="prefecture_officer", place=360700))
    for name in ("detail", "reading", "error_workbook", "questions", "doubtful"):
        assert stranger.get(reverse(f"surveys:{name}", args=[upload.pk])).status_code == 404, name
    for name in (
        "apply",
        "discard",
        "undo",
        "apply_rest",
        "take_workbook",
        "forget_columns",
        "reading",
        "questions",
        "doubtful",
    ):
        assert stranger.post(reverse(f"surveys:{name}", args=[upload.pk])).status_code == 404, name
    assert stranger.get(reverse("surveys:line", args=[upload.pk, 3])).status_code == 404
    upload.refresh_from_db()
    assert (upload.state, Member.objects.count()) == ("planned", 0)


def test_a_waiting_workbook_of_another_upload_changes_nothing(clerk):
    mine = make_upload(make_csv("李四,13800138006,火星,,,,"))
    other = make_upload(make_csv("王五,13800138007,火星,,,,"))
    theirs = clerk.get(reverse("surveys:error_workbook", args=[other.pk])).getvalue()
    response = clerk.post(
        reverse("surveys:take_workbook", args=[mine.pk]), {"file": SimpleUploadedFile("x.xlsx", theirs)}
    )
    assert response.status_code in (200, 302)
    assert [row.cells[0] for row in mine.rows.filter(line=2)] == ["李四"]


def test_more_than_a_file_may_weigh_is_refused_in_one_sentence(clerk, settings, monkeypatch):
    from members.surveys.reading import reader

    monkeypatch.setattr(reader, "MOST_BYTES", 1000)
    monkeypatch.setattr(reader.read, "__kwdefaults__", reader.read.__kwdefaults__ | {"most_bytes": 1000})
    page = send(clerk, "large.csv", make_csv(*["张三,13800138005,西湖区,2014.3,,,"] * 100))
    assert page.status_code == 200
    assert len(page.context["form"].errors["file"]) == 1
    assert Upload.objects.count() == 0
