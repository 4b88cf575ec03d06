"""What survey files have to say on the first page, and where its figures lead."""

import pytest
from django.urls import reverse

from members.models import Upload
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区,建筑工人,已交"
LI = "李四,13800138006,章贡区,2015.5,,,"


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def card_of(clerk, part: str):
    (card,) = [card for card in clerk.get(reverse("home")).context[part] if card.url == reverse("surveys:list")]
    return card


def test_files_that_wait_and_leads_are_counted_for_who_may_apply_and_confirm_them(clerk):
    make_upload(make_csv(ZHANG))
    make_upload(make_csv(LI), place=360700)
    apply(make_upload(make_csv(ZHANG), channel="chamber"))
    figures = [(str(figure.label), figure.value) for figure in card_of(clerk, "to_do").figures]
    assert figures == [("待写入", 1), ("条线索待核实", 1)]


def test_where_nothing_waits_it_says_so(clerk):
    apply(make_upload(make_csv(ZHANG)))
    make_upload(make_csv(LI), place=360700)
    assert str(card_of(clerk, "done").empty) == "没有待写入的文件，也没有待核实的线索。"


def test_who_may_not_upload_is_told_nothing():
    make_upload(make_csv(ZHANG))
    auditor = signed_in(make_user("auditor", role="auditor", place=360000))
    page = auditor.get(reverse("home"))
    assert not [card for card in page.context["to_do"] + page.context["done"] if card.url == reverse("surveys:list")]


def test_a_figure_leads_to_its_files(clerk):
    waiting, applied = make_upload(make_csv(ZHANG), name="等待.csv"), apply(make_upload(make_csv(LI), name="已写.csv"))
    (figure,) = card_of(clerk, "to_do").figures
    assert [upload for upload, _place in clerk.get(figure.url).context["uploads"]] == [waiting]
    lists = {q: clerk.get(reverse("surveys:list"), {"q": q}) for q in ("已写", "没有")}
    assert [[upload for upload, _place in page.context["uploads"]] for page in lists.values()] == [[applied], []]
    assert "没有符合条件的文件" in lists["没有"].content.decode()
    assert Upload.objects.count() == 2
