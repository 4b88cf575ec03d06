"""``print_papers`` and ``erase_prints``: the same papers from the shell, and what cannot be printed said in one line."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from branches.ceremonies import actions
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.ceremonies.papers.reading import size_of, text_of
from tests.factories.accounts import NANCHANG, make_user
from tests.factories.ceremonies import make_ceremony, make_guest, make_held_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outside(settings):
    settings.REGISTRY_PUBLIC_URL = "https://registry.example.cn"


def printed(*arguments: object) -> tuple[str, str, int]:
    """What it said, what it told beside it, and its exit status."""
    out, beside = io.StringIO(), io.StringIO()
    try:
        call_command("print_papers", *map(str, arguments), stdout=out, stderr=beside)
    except SystemExit as end:
        return out.getvalue().strip(), beside.getvalue(), int(end.code or 0)
    return out.getvalue().strip(), beside.getvalue(), 0


def refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as error:
        call_command("print_papers", *map(str, arguments), stdout=io.StringIO(), stderr=io.StringIO())
    assert error.value.returncode == 2
    return str(error.value)


def test_a_paper_into_a_file(tmp_path):
    ceremony = make_held_ceremony(branches=[make_branch(name="西湖甲"), make_branch(name="西湖乙")])
    path = tmp_path / "certificates.pdf"

    said, beside, status = printed(ceremony.pk, "certificates", "--save", path)

    assert (said, beside.strip(), status) == (str(path), "2 / 2", 0)
    pdf = PdfReader(path)
    assert len(pdf.pages) == 2
    assert list(tmp_path.iterdir()) == [path]
    deed = Deed.objects.latest("pk")
    assert (deed.verb, deed.by, deed.after["paper"]) == (Verb.PAPERS_PRINTED, None, "授牌证书")


def test_into_a_folder_it_is_called_as_on_the_page(tmp_path):
    branch = make_branch()
    ceremony = make_held_ceremony(branches=[branch], title="授牌仪式")
    said, _beside, _status = printed(ceremony.pk, "all", "--each", "--save", tmp_path)
    [path] = tmp_path.iterdir()
    assert said == str(path)
    assert path.name.startswith("授牌仪式-全套文书-")
    names = zipfile.ZipFile(path).namelist()
    assert len(names) == len(set(names))
    assert {f"{kind} 001 {branch.short_name}.pdf" for kind in ("牌匾制作稿", "授牌证书")} < set(names)


def test_boards_of_a_size_and_style(tmp_path):
    ceremony = make_held_ceremony(branches=[make_branch()])
    path = tmp_path / "boards.pdf"
    printed(ceremony.pk, "artwork", "--size", "350x2000", "--style", "red", "--save", path)
    assert size_of(PdfReader(path).pages[0].trimbox) == (350, 2000)


def test_within_the_rights_of_a_user(tmp_path):
    ceremony = make_held_ceremony(branches=[make_branch(name="西湖甲"), make_branch(county=360722, name="信丰甲")])
    make_user("nanchang", role="prefecture_officer", place=NANCHANG)
    path = tmp_path / "running.pdf"

    printed(ceremony.pk, "running_sheet", "--by", "nanchang", "--save", path)

    assert "西湖甲" in text_of(PdfReader(path))
    assert "信丰甲" not in text_of(PdfReader(path))
    assert Deed.objects.latest("pk").by_name == "Nanchang"
    elsewhere = make_held_ceremony(branches=[make_branch(county=360722)], division_code=360700)
    assert str(elsewhere.pk) in refused(elsewhere.pk, "report", "--by", "nanchang")


def test_characters_without_a_font_are_named_and_told_by_the_exit_status(tmp_path):
    ceremony = make_held_ceremony(branches=[make_branch(name="𰻞𰻞支部"), make_branch(name="㛃䶮𬀩𠮷支部")])
    make_guest(ceremony, name="𰻝某")

    _said, beside, status = printed(ceremony.pk, "programme", "--save", tmp_path)

    assert status == 3
    assert "REGISTRY_FONT_DIRS" in beside
    assert "  1 𰻞𰻞支部: 𰻞 (U+30EDE)" in beside.splitlines()
    assert "  𰻝某: 𰻝 (U+30EDD)" in beside.splitlines()
    assert "㛃" not in beside


def test_what_cannot_be_printed_is_said(tmp_path, settings):
    held = make_held_ceremony(branches=[make_branch()])
    empty = make_ceremony()
    cancelled = actions.cancel(ceremony=make_ceremony(branches=[make_branch()]), reason="改期", by=None)
    assert "999999" in refused(999_999, "report")
    assert str(cancelled.pk) in refused(cancelled.pk, "report")
    assert "没有可打印的内容" in refused(empty.pk, "certificates", "--save", tmp_path)
    assert "100" in refused(held.pk, "artwork", "--size", "50x700")
    assert refused(held.pk, "artwork", "--size", "wide")
    assert "nobody" in refused(held.pk, "report", "--by", "nobody")
    assert str(tmp_path / "no" / "x.pdf") in refused(held.pk, "report", "--save", tmp_path / "no" / "x.pdf")
    (tmp_path / "file").touch()
    assert str(tmp_path / "file" / "x.pdf") in refused(held.pk, "report", "--save", tmp_path / "file" / "x.pdf")
    (tmp_path / "file").unlink()
    settings.REGISTRY_PUBLIC_URL = ""
    assert "REGISTRY_PUBLIC_URL" in refused(held.pk, "certificates", "--save", tmp_path)
    assert list(tmp_path.iterdir()) == []
