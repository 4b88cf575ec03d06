"""The page behind the code: open to everybody, and it tells of the plaque and of nobody."""

import pytest
from django.urls import reverse

from branches.ceremonies import actions
from branches.ceremonies.papers.confirmation import plaque_of, token_of
from branches.models import Plaque
from members.models import Member
from tests.factories.accounts import make_user, signed_in
from tests.factories.ceremonies import TODAY, make_ceremony, make_guest, make_held_ceremony, make_plaque
from tests.factories.organisation import make_branch, make_office_term
from tests.factories.roll import make_member

pytestmark = pytest.mark.django_db


def address(plaque: Plaque) -> str:
    return reverse("confirm", args=[token_of(plaque)])


def facts(response) -> list[str]:
    import re

    return [
        re.sub(r"<[^>]+>|\s+", " ", dd).strip()
        for dd in re.findall(r"<dd[^>]*>(.*?)</dd>", response.content.decode(), re.S)
    ]


def test_it_confirms_number_name_and_day(client):
    page = client.get(address(make_plaque()), headers={"accept-language": "zh-CN"})

    assert page.status_code == 200
    assert facts(page) == ["赣京流〔2016〕001号", "南昌市西湖区驻京流动党支部", "2016年12月6日"]
    assert "核验属实" in page.content.decode()


def test_it_speaks_the_language_of_who_scans(client):
    page = client.get(address(make_plaque()), headers={"accept-language": "en-GB"})

    assert "Genuine: this plaque is entered in the registry and in use." in page.content.decode()
    assert 'lang="en"' in page.content.decode()


@pytest.mark.parametrize(("state", "word"), [("returned", "已交回"), ("lost", "遗失")])
def test_a_plaque_that_is_gone_is_no_longer_in_use(client, state, word):
    plaque = make_plaque()
    actions.end_plaque(plaque=plaque, state=state, ended_on=TODAY, reason="搬迁", today=TODAY, by=None)

    page = client.get(address(plaque))

    said = page.content.decode()
    assert "该牌匾已停止使用" in said
    assert "核验属实" not in said
    assert facts(page)[-1] == "2016年12月7日"
    assert "搬迁" not in said  # the reason is the office's own


def test_a_replaced_one_does_not_lead_to_its_successor(client):
    old = make_plaque()
    new = actions.replace_plaque(
        plaque=old, wording="南昌市西湖区北京流动党支部", awarded_on=TODAY, reason="更名", today=TODAY, by=None
    )

    said = client.get(address(old)).content.decode()

    assert "该牌匾已停止使用" in said
    assert new.number not in said
    assert new.wording not in said


def test_it_tells_nothing_about_people(client):
    branch = make_branch(name="西湖区驻京流动党支部")
    make_member(name="欧阳若愚", origin=360103, branch=branch, phone="13800138005")
    make_office_term(branch, holder_name="诸葛明理")
    ceremony = make_held_ceremony(branches=[branch], presiding="章文清", title="不公开的仪式名称")
    make_guest(ceremony, name="章文远", title="部长")
    plaque = ceremony.plaques.get()
    actions.correct_receipt(plaque=plaque, received_by="司马长风", reason="补记", by=None)

    for visitor in (client, signed_in(make_user("committee", role="province_administrator"))):
        said = visitor.get(address(plaque)).content.decode()
        for secret in (
            "欧阳若愚",
            "13800138005",
            "诸葛明理",
            "章文清",
            "章文远",
            "司马长风",
            "不公开的仪式名称",
            str(branch.code),
        ):
            assert secret not in said, secret
    assert Member.objects.count() == 1


def test_it_is_the_same_page_for_who_is_signed_in_and_who_is_not(client):
    plaque = make_plaque()
    inside = signed_in(make_user("ganzhou", role="prefecture_officer", place=360700))

    assert facts(inside.get(address(plaque))) == facts(client.get(address(plaque)))
    assert plaque.get_absolute_url() not in inside.get(address(plaque)).content.decode()


def test_an_address_cannot_be_guessed_from_another(client, django_assert_num_queries):
    first, second = make_plaque(), make_plaque(make_branch())
    key, seal = token_of(first).split("-")
    wrong = [
        f"{second.pk}-{seal}",
        f"{key}-{'A' * 16}",
        f"0{key}-{seal}",
        f"{key}-{seal[:-1]}",
        f"{key}-{seal}A",
        key,
        first.number,
        "9" * 30 + "-" + seal,
        "x" * 2000,
        "%00",
    ]
    for token in wrong:
        with django_assert_num_queries(
            0
        ):  # refused before anything is looked up: nothing to learn from how long it takes
            page = client.get(reverse("confirm", args=[token]))
        assert page.status_code == 404, token
        assert facts(page) == [], token


def test_small_letters_are_read_too(client):
    plaque = make_plaque()
    assert client.get(address(plaque).replace(token_of(plaque), token_of(plaque).lower())).status_code == 200


def test_a_plaque_that_was_never_awarded_is_not_confirmed(client):
    planned = make_ceremony(branches=[make_branch()]).plaques.get()

    assert plaque_of(token_of(planned)) is None
    assert client.get(address(planned)).status_code == 404


def test_another_installation_has_other_addresses(settings):
    plaque = make_plaque()
    token = token_of(plaque)
    settings.DIGEST_KEY = "another key"
    assert token_of(plaque) != token
    assert plaque_of(token) is None


def test_it_is_only_read_and_neither_kept_nor_listed(client):
    plaque = make_plaque()

    page = client.get(address(plaque))

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(address(plaque)).status_code == 405
