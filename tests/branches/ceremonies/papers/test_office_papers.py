"""The papers of the office: every figure is counted from rows, and each sheet holds what people look for on it."""

import datetime

import pytest
from django.urls import reverse

from branches.ceremonies import actions
from branches.ceremonies.papers.kinds import PAPERS
from branches.models import Plaque
from registry.history.models import Deed
from tests.branches.ceremonies.papers.reading import files_of, reader_of, size_of, text_of, words_of
from tests.factories.ceremonies import make_ceremony, make_guest, make_held_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(report):
    """The ceremony of the founding report, with two guests."""
    ceremony = make_held_ceremony(branches=report)
    make_guest(ceremony, name="章文远", title="南昌市委组织部副部长", position=1)
    make_guest(ceremony, name="欧阳若愚", title="丰台区东铁匠营街道工委书记", position=2)
    return ceremony


def paper(client, ceremony, key, **asked):
    return reader_of(client.get(reverse("ceremonies:print", args=[ceremony.pk, key]), asked))


def test_the_figures_of_the_report_add_up_from_rows(committee, held):
    new, consolidated, total = held.plaques.figures()
    assert (new, consolidated, total) == (63, 51, 114)

    for key in ("report", "programme", "running_sheet"):
        said = text_of(paper(committee, held, key))
        for figure in ("63", "51", "114"):
            assert figure in said, (key, figure)
    said = text_of(paper(committee, held, "report"))
    assert "63新成立授牌" in said
    assert "51巩固提升授牌" in said
    assert "114合计" in said


def test_the_sums_of_the_places_are_those_of_their_rows(committee, held):
    said = text_of(paper(committee, held, "report"))
    for prefecture, name in ((3601, "南昌市"), (3607, "赣州市"), (3611, "上饶市")):
        theirs = held.plaques.filter(branch__code__range=(prefecture * 100_000, prefecture * 100_000 + 99_999))
        new, consolidated, total = theirs.figures()
        assert f"{name}{new}{consolidated}{total}" in said


def test_a_figure_follows_its_row(committee, held):
    """A plaque taken out of the list behind the back of the papers is gone from every sum: nothing is printed from memory."""
    draft = make_ceremony(branches=[make_branch(origin="new"), make_branch(origin="consolidated")])
    assert "新授1个，巩固1个，共2个" in text_of(paper(committee, draft, "programme"))
    Plaque.objects.filter(ceremony=draft, branch__origin="new").delete()
    assert "新授0个，巩固1个，共1个" in text_of(paper(committee, draft, "programme"))


def test_the_report_is_one_page_with_facts_guests_numbers_and_digest(committee, held):
    head = Deed.objects.order_by("-pk").first().digest
    pdf = paper(committee, held, "report")
    said = text_of(pdf)

    assert len(pdf.pages) == 1
    assert size_of(pdf.pages[0].mediabox) == (210, 297)
    assert "2016年12月6日09:30" in said
    assert "北京市丰台区东铁匠营横一条8号院，江西大厦三楼会议室" in said
    assert "章文远（南昌市委组织部副部长）、欧阳若愚（丰台区东铁匠营街道工委书记）。" in said
    assert "授予牌匾114块，编号自赣京流〔2016〕001号至赣京流〔2016〕114号。" in said
    assert head in said


def test_the_report_stays_one_page_with_many_guests_and_places(committee):
    places = [360103, 360202, 360302, 360402, 360502, 360602, 360722, 360802, 360902, 361003, 361104]
    ceremony = make_held_ceremony(branches=[make_branch(county=place) for place in places])
    for number in range(60):
        make_guest(ceremony, name=f"来宾{number}", title="江西省驻北京机构党委委员兼省驻京办副主任", position=number)

    pdf = paper(committee, ceremony, "report")

    assert len(pdf.pages) == 1
    assert "来宾59（" in text_of(pdf)


def test_the_programme_names_everybody_and_every_branch_in_its_order(committee, held):
    pdf = paper(committee, held, "programme")
    said = text_of(pdf)

    assert "宣读《关于同意成立流动党组织的通知》" in said
    assert "主持章文清" in said
    for position, plaque in enumerate(held.plaques.select_related("branch").in_running_order(), start=1):
        assert f"{position}{plaque.branch.short_name}" in said
    numbered = [words_of(page)[-3:] for page in pdf.pages]
    assert numbered == [f"—{n}—" for n in range(1, len(pdf.pages) + 1)]


@pytest.mark.parametrize("key", ["running_sheet", "handover", "sign_in"])
def test_each_sheet_has_a_line_for_each_plaque_and_its_head_on_every_page(committee, held, key):
    pdf = paper(committee, held, key)

    assert len(pdf.pages) > 1
    assert all("序号" in words_of(page) for page in pdf.pages)
    said = text_of(pdf)
    for plaque in held.plaques.select_related("branch"):
        assert (plaque.wording if key == "handover" else plaque.branch.short_name) in said
        assert key == "sign_in" or plaque.number in said


def test_the_hand_over_sheet_says_how_many_and_who_signs(committee, held):
    said = text_of(paper(committee, held, "handover"))
    assert "以上牌匾共114块" in said
    assert "移交人：" in said
    assert "监交人：" in said


def test_name_cards_stand_for_each_person_once(committee):
    ceremony = make_ceremony(branches=[make_branch(), make_branch()], presiding="章文清（省驻京办主任）")
    make_guest(ceremony, name="章文远", title="副部长")
    for plaque in ceremony.plaques.all():
        Plaque.objects.filter(pk=plaque.pk).update(received_by="司马长风")

    pdf = paper(committee, ceremony, "name_cards")
    files = files_of(committee.get(reverse("ceremonies:print", args=[ceremony.pk, "name_cards"]), {"binding": "each"}))

    people = ["章文清", "章文远", "司马长风", "司马长风"]
    assert [words_of(page).startswith(name) for name, page in zip(people, pdf.pages, strict=True)] == [True] * 4
    assert "省驻京办主任" in words_of(pdf.pages[0])
    assert words_of(pdf.pages[1]).count("章文远") == 2  # both faces of the tent
    assert len(files) == 4


def test_who_hands_over_stands_on_the_running_sheet_and_has_a_card(committee):
    ceremony = make_ceremony(branches=[make_branch(), make_branch()], presiding="", handing_over="程远帆（党委副书记）")
    first = ceremony.plaques.in_running_order().first()
    Plaque.objects.filter(pk=first.pk).update(handed_over_by="司马长风")

    sheet = text_of(paper(committee, ceremony, "running_sheet"))
    cards = paper(committee, ceremony, "name_cards")

    assert sheet.count("司马长风") == 1
    assert sheet.count("程远帆") == 1
    assert "党委副书记" not in sheet
    assert words_of(cards.pages[0]).startswith("程远帆")
    assert "党委副书记" in words_of(cards.pages[0])
    assert "颁牌程远帆（党委副书记）" in text_of(paper(committee, ceremony, "programme"))


def test_a_long_title_keeps_inside_its_card(committee):
    ceremony = make_ceremony(branches=[make_branch()], presiding="")
    make_guest(
        ceremony, name="章文远", title="江西省驻北京机构党委委员、江西省人民政府驻北京办事处副主任兼经济联络处处长"
    )
    places = []
    page = paper(committee, ceremony, "name_cards").pages[0]
    page.extract_text(
        visitor_text=lambda text, cm, tm, _f, _s: places.append(cm[4] + cm[0] * tm[4]) if "江西省" in text else None
    )
    assert places
    assert min(places) > 11 * 72 / 25.4  # the frame stands 11 mm from the edge of the sheet


def test_one_page_needs_no_number(committee):
    pdf = paper(committee, make_ceremony(branches=[make_branch()]), "handover")
    assert len(pdf.pages) == 1
    assert "—1—" not in text_of(pdf)


def test_what_is_not_entered_is_left_out(committee):
    ceremony = make_ceremony(
        branches=[make_branch()],
        held_on=None,
        starts_at=None,
        venue="",
        address="",
        host="",
        presiding="",
        document_read_out="",
    )
    said = text_of(paper(committee, ceremony, "report"))
    assert "日期待定" in said
    for label in ("地点", "主办", "主持", "出席来宾"):
        assert label not in said


def test_a_county_is_called_as_on_the_day(committee):
    """上饶县 became 广信区 in 2019."""
    then = make_held_ceremony(branches=[make_branch(county=361121)], held_on=datetime.date(2016, 12, 6))
    assert "上饶市上饶县" in text_of(paper(committee, then, "running_sheet"))


def test_everything_in_one_go(committee, held):
    files = files_of(committee.get(reverse("ceremonies:print", args=[held.pk, "all"])))

    assert sorted(files) == sorted(f"{kind.written}.pdf" for kind in PAPERS.values())
    assert len(files["授牌证书.pdf"].pages) == 114
    assert size_of(files["牌匾制作稿.pdf"].pages[0].trimbox) == (600, 400)


def test_a_cancelled_ceremony_has_no_papers(committee):
    ceremony = actions.cancel(ceremony=make_ceremony(branches=[make_branch()]), reason="改期", by=None)
    for key in [*PAPERS, "all"]:
        assert committee.get(reverse("ceremonies:print", args=[ceremony.pk, key])).status_code == 404
    assert committee.get(ceremony.get_absolute_url()).context["papers"] is None


def test_nothing_to_print_is_said(committee):
    empty = make_ceremony()
    page = committee.get(reverse("ceremonies:print", args=[empty.pk, "certificates"]))
    assert page.status_code == 422
    assert "没有可打印的内容" in page.content.decode()
