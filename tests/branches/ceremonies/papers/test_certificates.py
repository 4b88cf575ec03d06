"""Certificates: one for each branch, with what approved it, its number, its day, and a code."""

import pytest
from django.urls import reverse

from branches.ceremonies import actions
from branches.ceremonies.papers.confirmation import link_of
from branches.models import Plaque
from tests.branches.ceremonies.papers.reading import files_of, fonts_of, reader_of, size_of, text_of, words_of
from tests.factories.ceremonies import HELD_ON, TODAY, make_ceremony, make_held_ceremony, make_plaque
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


def certificates(client, ceremony, **asked):
    return client.get(reverse("ceremonies:print", args=[ceremony.pk, "certificates"]), asked)


def test_what_a_certificate_says(committee):
    branch = make_branch(
        plaque_name="安义县北京流动党总支",
        kind="general_branch",
        approved_by="中共安义县委组织部",
        approval_document_no="安组〔2016〕7号",
    )
    pdf = reader_of(certificates(committee, make_held_ceremony(branches=[branch])))

    assert size_of(pdf.pages[0].mediabox) == (297, 210)
    said = text_of(pdf)
    assert said.startswith("授牌证书赣京流〔2016〕001号安义县北京流动党总支：")
    assert (
        "经中共安义县委组织部批准（安组〔2016〕7号），现授予你总支牌匾一块，编号赣京流〔2016〕001号，自2016年12月6日起使用。特发此证。"
        in said
    )
    assert "江西省驻北京机构党委二〇一六年十二月六日" in said


@pytest.mark.parametrize("longer", range(5, 9))
def test_a_day_is_never_broken_into_lines(committee, longer):
    """Wherever in its line the day comes to stand."""
    branch = make_branch(approved_by="某" * longer + "中共安义县委组织部", approval_document_no="安组〔2016〕7号")
    page = reader_of(certificates(committee, make_held_ceremony(branches=[branch]))).pages[0]

    assert "自2016年12月6日" in page.extract_text()


def test_every_name_character_up_to_the_general_standard_table_is_text(committee):
    pdf = reader_of(certificates(committee, make_held_ceremony(branches=[make_branch(plaque_name="㛃䶮𬀩支部")])))

    assert "㛃䶮𬀩支部：" in text_of(pdf)
    assert all(font["/FontName"][7:].startswith("+NotoSerifSC") for font in fonts_of(pdf))


def test_a_rare_name_is_text_in_an_embedded_font_too(committee):
    """One each of the extensions B, C, D, E, F: borrowed, and drawn as strong as the bold around them."""
    pdf = reader_of(certificates(committee, make_held_ceremony(branches=[make_branch(plaque_name="𠮷𪜀𫝀𫠠𬺰支部")])))

    assert "𠮷𪜀𫝀𫠠𬺰支部：" in text_of(pdf)
    borrowed = [font for font in fonts_of(pdf) if "HanaMin" in font["/FontName"]]
    assert borrowed
    assert all("/FontFile2" in font or "/FontFile3" in font for font in borrowed)
    assert b"2 Tr" in pdf.pages[0].get_contents().get_data()  # filled and stroked


def test_a_branch_whose_approval_is_not_entered_is_not_given_one(committee):
    plaque = make_plaque(make_branch(approved_by="", approval_document_no="京组〔2016〕2号"))
    address = reverse("ceremonies:print_plaque", args=[plaque.pk, "certificates"])
    assert "根据京组〔2016〕2号，现授予你支部牌匾一块" in text_of(reader_of(committee.get(address)))


def test_a_replacement_says_so(committee):
    old = make_plaque()
    new = actions.replace_plaque(
        plaque=old, wording="南昌市西湖区驻京流动党支部", awarded_on=TODAY, reason="褪色", today=TODAY, by=None
    )
    pdf = reader_of(committee.get(reverse("ceremonies:print_plaque", args=[new.pk, "certificates"])))

    assert "现为你支部换发牌匾一块，编号赣京流〔2016〕002号，自2016年12月7日起使用" in text_of(pdf)


def test_all_in_one_file_or_one_file_each(committee, report):
    ceremony = make_held_ceremony(branches=report)
    plaques = list(ceremony.plaques.in_running_order())

    pdf = reader_of(certificates(committee, ceremony))
    files = files_of(certificates(committee, ceremony, binding="each"))

    assert [p.number in words_of(page) for p, page in zip(plaques, pdf.pages, strict=True)] == [True] * 114
    assert [p.number in text_of(files[name]) for p, name in zip(plaques, sorted(files), strict=True)] == [True] * 114


def test_a_plaque_that_is_gone_gets_no_certificate(committee):
    branches = [make_branch(), make_branch()]
    ceremony = make_held_ceremony(branches=branches)
    lost = ceremony.plaques.in_running_order().first()
    actions.end_plaque(plaque=lost, state="lost", ended_on=HELD_ON, reason="遗失", today=TODAY, by=None)

    pdf = reader_of(certificates(committee, ceremony))

    assert len(pdf.pages) == 1
    assert lost.number not in text_of(pdf)


def test_before_the_award_it_is_a_proof_without_number_and_code(committee):
    pdf = reader_of(certificates(committee, make_ceremony(branches=[make_branch()])))

    assert "样张" in text_of(pdf)
    assert "编号于授牌时确定" in text_of(pdf)
    assert "扫码核验" not in text_of(pdf)


def test_a_long_name_becomes_smaller_and_takes_two_lines(committee):
    name = "江西省南昌市西湖区青云谱区东湖区青山湖区新建区进贤县安义县北京建筑装饰行业联合流动党支部委员会"
    pdf = reader_of(certificates(committee, make_held_ceremony(branches=[make_branch(plaque_name=name)])))

    assert len(pdf.pages) == 1
    assert f"{name}：" in text_of(pdf)


def test_the_code_leads_to_the_site_as_it_is_seen_from_outside(committee, settings):
    plaque = Plaque.objects.get(pk=make_plaque().pk)

    assert link_of(plaque, "https://registry.example.cn").startswith(f"HTTPS://REGISTRY.EXAMPLE.CN/Q/{plaque.pk}-")
    assert link_of(plaque, "https://example.cn/Registry/").startswith(f"HTTPS://EXAMPLE.CN/Registry/Q/{plaque.pk}-")
    for address, expected in (
        ("", "HTTP://TESTSERVER/Q/"),
        ("https://outside.example.cn", "HTTPS://OUTSIDE.EXAMPLE.CN/Q/"),
    ):
        settings.REGISTRY_PUBLIC_URL = address
        pdf = reader_of(committee.get(reverse("ceremonies:print_plaque", args=[plaque.pk, "certificates"])))
        assert expected in alternative_texts(pdf)


def alternative_texts(pdf) -> str:
    """What a screen reader says of the pictures."""
    found = []
    for number in range(1, len(pdf.xref[0]) + 1):
        thing = pdf.get_object(number)
        if hasattr(thing, "get") and "/Alt" in thing:
            found.append(str(thing["/Alt"]))
    return " ".join(found)


def test_more_than_a_volume_comes_in_volumes(committee, monkeypatch):
    monkeypatch.setattr("branches.ceremonies.papers.orders.VOLUME", 2)
    ceremony = make_held_ceremony(branches=[make_branch() for _number in range(5)])

    files = files_of(certificates(committee, ceremony))

    assert [(name, len(pdf.pages)) for name, pdf in files.items()] == [
        ("授牌证书-1.pdf", 2),
        ("授牌证书-2.pdf", 2),
        ("授牌证书-3.pdf", 1),
    ]
    assert [
        p.number in text_of(files[f"授牌证书-{n // 2 + 1}.pdf"])
        for n, p in enumerate(ceremony.plaques.in_running_order())
    ] == [True] * 5
    assert len(files_of(certificates(committee, ceremony, binding="each"))) == 5
