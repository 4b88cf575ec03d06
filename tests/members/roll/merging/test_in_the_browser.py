"""Two records become one in a real browser, at a desk and on a phone, in both languages."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from members.models import Member
from tests.browsing import faults, sign_in
from tests.factories.organisation import make_branch
from tests.factories.roll import make_member, make_officer

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def two(live_server):
    """Two records of one person that contradict each other, one of them in a branch."""
    make_officer("prefecture_officer", 360100, name="章书平")
    cook, driver = ({"text": text, "category": ""} for text in ("厨师", "司机"))
    one = make_member(phone="13800138005", knowns={"occupation": cook}, fields={"employer": "甲公司", "note": "甲"})
    other = make_member(
        phone="13800138005",
        knowns={"occupation": driver},
        fields={"note": "乙"},
        branch=make_branch(),
        formal_branch="乙村党支部",
    )
    return one, other


@pytest.mark.django_db(transaction=True)
def test_found_compared_joined_and_taken_back(page: Page, live_server, two: tuple[Member, Member]):
    one, other = two
    sign_in(page, live_server.url, "prefecture_officer-360100")
    page.get_by_role("navigation").get_by_role("link", name="党员", exact=True).click()
    page.get_by_role("link", name="疑似重复").click()
    assert faults(page) == []
    page.get_by_role("link", name="对照").first.click()
    expect(page.get_by_text(f"保留 {one.number}")).to_be_visible()
    page.get_by_role("radio", name="从事职业").nth(1).check()
    assert faults(page) == []
    page.get_by_role("button", name="是同一人，合并").click()
    expect(page.get_by_text(f"{other.number} 已并入 {one.number}。")).to_be_visible()
    expect(page.get_by_text("司机")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name=other.number).first.click()
    assert faults(page) == []
    page.get_by_role("button", name="撤回合并").click()
    expect(page.get_by_text("已撤回：两条档案都恢复了。")).to_be_visible()
    assert faults(page) == []
    assert Member.objects.persons().count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_fit_and_are_accessible_in_both_languages(page: Page, live_server, two, size: str):
    one, other = two
    sign_in(page, live_server.url, "prefecture_officer-360100")
    page.set_viewport_size(SIZES[size])
    addresses = [
        reverse("members:alike"),
        reverse("members:same_as", args=[one.number]),
        reverse("members:merge", args=[one.number, other.number]),
    ]
    for language in ("zh-hans", "en"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        for address in addresses:
            page.goto(live_server.url + address)
            assert faults(page) == []
