"""Plaque artwork: a maker lays a ruler on it."""

import pytest
from django.urls import reverse

from branches.ceremonies import actions
from branches.models import Plaque
from tests.branches.ceremonies.papers.reading import (
    files_of,
    fonts_of,
    margin_between,
    reader_of,
    size_of,
    text_of,
    words_of,
)
from tests.factories.ceremonies import (
    HELD_ON,
    TODAY,
    make_ceremony,
    make_held_ceremony,
    make_plaque,
    make_prepared_ceremony,
)
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


def artwork(client, ceremony, **asked):
    return client.get(reverse("ceremonies:print", args=[ceremony.pk, "artwork"]), asked)


@pytest.mark.parametrize(
    ("asked", "trim"),
    [
        ({}, (600, 400)),
        ({"size": "400x600"}, (400, 600)),
        ({"size": "800x600"}, (800, 600)),
        ({"size": "600x800", "style": "red"}, (600, 800)),
        ({"size": "other", "width": 350, "height": 2000}, (350, 2000)),
        ({"size": "other", "width": 100, "height": 100}, (100, 100)),
    ],
)
def test_the_board_is_true_to_size_with_bleed_and_room_for_marks(committee, asked, trim):
    pdf = reader_of(artwork(committee, make_held_ceremony(branches=[make_branch()]), **asked))

    page = pdf.pages[0]
    assert size_of(page.trimbox) == trim
    assert margin_between(page.bleedbox, page.trimbox) == {3.0}
    assert margin_between(page.mediabox, page.trimbox) == {16.0}
    assert page.get("/UserUnit", 1) == 1


def test_each_board_has_the_size_that_was_noted_of_its_plaque(committee):
    ceremony = make_held_ceremony(branches=[make_branch(), make_branch(), make_branch()])
    wide, tall, _unknown = ceremony.plaques.in_running_order()
    Plaque.objects.filter(pk=wide.pk).update(width_mm=800, height_mm=600)
    Plaque.objects.filter(pk=tall.pk).update(width_mm=350, height_mm=1800)

    noted = reader_of(artwork(committee, ceremony))
    asked = reader_of(artwork(committee, ceremony, size="400x600"))

    assert [size_of(page.trimbox) for page in noted.pages] == [(800, 600), (350, 1800), (600, 400)]
    assert [size_of(page.trimbox) for page in asked.pages] == [(400, 600)] * 3
    assert {side for page in noted.pages for side in margin_between(page.bleedbox, page.trimbox)} == {3.0}


def test_the_wording_is_text_in_an_embedded_subset(committee):
    branch = make_branch(plaque_name="㛃䶮𬀩驻京流动党支部")
    pdf = reader_of(artwork(committee, make_held_ceremony(branches=[branch])))

    assert "㛃䶮𬀩驻京流动党支部" in text_of(pdf)
    fonts = list(fonts_of(pdf))
    assert fonts
    for font in fonts:
        assert font["/FontName"][7:] in ("+NotoSerifSC-Regular", "+NotoSerifSC-Bold")
        assert "/FontFile2" in font or "/FontFile3" in font


def test_a_board_beside_a_door_has_one_character_under_the_other(committee):
    ceremony = make_held_ceremony(branches=[make_branch(plaque_name="安义县北京流动党总支")])
    page = reader_of(artwork(committee, ceremony, size="other", width=300, height=1800)).pages[0]

    lines = [line.strip() for line in page.extract_text().splitlines()]
    assert [line for line in lines if line in set("安义县北京流动党总支")] == list("安义县北京流动党总支")


def test_a_draft_is_stamped_a_prepared_one_warns_in_the_margin_an_awarded_one_is_final(committee):
    draft = reader_of(artwork(committee, make_ceremony(branches=[make_branch()])))
    prepared = reader_of(artwork(committee, make_prepared_ceremony(branches=[make_branch()])))
    held = reader_of(artwork(committee, make_held_ceremony(branches=[make_branch()])))

    assert "不得据此制作" in text_of(draft)
    assert text_of(draft).count("样稿") == 2  # in the margin and across the board
    assert "授牌时定稿，制作前请与主办方核对" in text_of(prepared)
    assert text_of(prepared).count("样稿") == 1
    assert "文字已于2016年12月6日授牌时定稿" in text_of(held)
    assert "样稿" not in text_of(held)


def test_one_page_for_each_plaque_in_use_or_one_file_each(committee, report):
    ceremony = make_held_ceremony(branches=report)
    wordings = list(ceremony.plaques.in_running_order().values_list("wording", flat=True))

    pdf = reader_of(artwork(committee, ceremony))
    files = files_of(artwork(committee, ceremony, binding="each"))

    assert [wording in words_of(page) for wording, page in zip(wordings, pdf.pages, strict=True)] == [True] * 114
    assert len(files) == 114
    assert sorted(files)[0].startswith("001 ")
    assert {len(one.pages) for one in files.values()} == {1}
    assert {size_of(one.pages[0].trimbox) for one in files.values()} == {(600, 400)}


def test_a_long_name_keeps_inside_the_board(committee):
    """Its lines are shorter and its type smaller; nothing is cut off and nothing runs over the frame."""
    longest = "江西省南昌市西湖区青云谱区东湖区青山湖区新建区进贤县安义县" * 4
    ceremony = make_held_ceremony(branches=[make_branch(plaque_name=longest[:120])])
    page = reader_of(artwork(committee, ceremony)).pages[0]

    assert longest[:120] in words_of(page)
    places = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: (
            places.append((text, cm[4] + cm[0] * tm[4])) if "区" in text else None
        )
    )
    trim = page.trimbox
    assert all(trim.left < x < trim.right for _text, x in places)


@pytest.mark.parametrize(
    "asked",
    [
        {"size": "other", "width": ""},
        {"size": "other", "width": 99, "height": 400},
        {"size": "other", "width": 600, "height": 3001},
        {"size": "600x401"},
        {"style": "#panic()"},
    ],
)
def test_a_size_that_cannot_be_made_is_asked_for_again(committee, asked):
    page = artwork(committee, make_held_ceremony(branches=[make_branch()]), **asked)

    assert page.status_code == 422
    assert page.context["form"].errors


def test_another_size_is_asked_for_before_anything_is_printed(committee):
    page = artwork(committee, make_held_ceremony(branches=[make_branch()]), size="other")

    assert page.status_code == 200
    assert not page.context["form"].errors
    assert 'name="width"' in page.content.decode()


def test_a_single_plaque_is_printed_by_itself_while_it_is_in_use(committee):
    plaque = make_plaque()
    address = reverse("ceremonies:print_plaque", args=[plaque.pk, "artwork"])

    assert plaque.wording in text_of(reader_of(committee.get(address)))
    assert committee.get(reverse("ceremonies:print_plaque", args=[plaque.pk, "programme"])).status_code == 404

    actions.end_plaque(plaque=plaque, state="lost", ended_on=HELD_ON, reason="搬迁遗失", today=TODAY, by=None)
    assert committee.get(address).status_code == 404
