"""Whatever a name holds is printed as it is written: data, never source."""

import re

import pytest
from django.urls import reverse

from branches.ceremonies.papers import fonts
from branches.ceremonies.papers.kinds import PAPERS
from branches.ceremonies.papers.press import LAYOUTS, PressError, set_pages
from tests.branches.ceremonies.papers.reading import files_of, reader_of, text_of
from tests.factories.ceremonies import make_ceremony, make_guest, make_held_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db

HOSTILE = [
    '#panic("x")',
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "$ integral $ *粗* _斜_ `raw` <label> @ref [块] \\ // /* */ = 标题",
    '"}, "rows": [{"x": "',
    "\u202e部支党动流\u202c",
    "支部\u0000\u0007\u001b[31m\u2028支部",
    "👩‍👩‍👧😀流动党支部",
    "עברית العربية 支部",
    "赣" * 120,
    "<script>alert(1)</script>",
    "../../../etc/passwd",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_every_paper_is_printed_whatever_the_names_hold(committee, name):
    short = name.replace("\x00", "")[:60]
    branch = make_branch(plaque_name=name.replace("\x00", "")[:120], name=short)
    ceremony = make_held_ceremony(branches=[branch], title=short, host=short, presiding=short)
    make_guest(ceremony, name=short, title=short)

    files = files_of(committee.get(reverse("ceremonies:print", args=[ceremony.pk, "all"])))

    assert len(files) == len(PAPERS)
    shown = re.sub(r"\s", "", fonts.visible(short))
    if not fonts.lacking([shown]):
        assert all(shown in text_of(pdf) for file, pdf in files.items()), name


def test_a_file_is_never_called_as_a_path(committee):
    ceremony = make_held_ceremony(
        branches=[make_branch(name='../..\\a:b*c?"d<e>|f 支部')], title="/etc/passwd\n../授牌"
    )
    response = committee.get(reverse("ceremonies:print", args=[ceremony.pk, "certificates"]), {"binding": "each"})

    [name] = files_of(response)
    assert name == "001 .. .. a b c d e f 支部.pdf"
    assert "/" not in response.headers["Content-Disposition"].replace("utf-8''", "")


def test_no_layout_runs_text_as_source_or_reads_beyond_its_folder():
    for layout in LAYOUTS.glob("*.typ"):
        source = layout.read_text(encoding="utf-8")
        assert not re.search(r"\b(eval|plugin|read|xml|yaml|toml|csv)\(", source), layout.name
        assert set(re.findall(r'#import "([^"]*)"', source)) <= {"house.typ"}, layout.name


def test_a_layout_that_fails_says_why(tmp_path):
    from django.utils import timezone

    with pytest.raises(PressError, match="does not contain key"):
        list(set_pages("programme", [{}], moment=timezone.now()))


def test_what_no_font_holds_is_said_before_it_is_printed(committee, settings, tmp_path):
    """𰻞 stands in none of ours; a font more, in a folder of the installation, would."""
    settings.LANGUAGE_CODE = "en"
    ceremony = make_ceremony(branches=[make_branch(name="𰻞𰻞支部"), make_branch(name="㛃䶮𬀩𠮷支部")])
    make_guest(ceremony, name="𰻝某", title="来宾")

    page = committee.get(ceremony.get_absolute_url())

    assert page.context["papers"].lacking == [("1 𰻞𰻞支部", ["𰻞"]), ("𰻝某", ["𰻝"])]
    said = page.content.decode()
    assert "No font here holds these characters; the papers would show empty boxes in their place." in said
    assert "REGISTRY_FONT_DIRS" in said
    assert "1 𰻞𰻞支部: 𰻞 (U+30EDE)" in said


def test_the_report_promises_an_archive_only_where_its_fonts_suffice(committee):
    for title, promised in (("授牌仪式", True), ("授牌仪式 😀", False)):
        ceremony = make_held_ceremony(branches=[make_branch()], title=title)
        pdf = reader_of(committee.get(reverse("ceremonies:print", args=[ceremony.pk, "report"])))
        metadata = pdf.trailer["/Root"].get("/Metadata")
        assert (b"pdfaid" in metadata.get_object().get_data() if metadata else False) is promised, title
