"""A campaign in a real browser: opened, answered with nothing, looked at on a desk and on a phone, in both languages."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.models import Campaign
from tests.browsing import faults, sign_in
from tests.factories.accounts import NANCHANG, make_user
from tests.factories.campaigns import make_campaign, make_file_return, make_nil, unit
from tests.factories.roll import DONGHU, XIHU
from tests.factories.surveys import make_csv, make_upload

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def site(live_server) -> str:
    make_user("nanchang", role="prefecture_officer", place=NANCHANG)
    return live_server.url


@pytest.mark.django_db(transaction=True)
def test_all_counties_are_asked_and_one_has_nobody(page: Page, site: str):
    sign_in(page, site, "nanchang")
    page.get_by_role("navigation").get_by_role("link", name="摸底", exact=True).click()
    page.get_by_role("link", name="摸底任务").click()
    page.get_by_role("link", name="布置摸底任务").first.click()
    page.get_by_label("名称").fill("2026年流动党员摸底")
    page.get_by_label("所属地区").select_option(label="南昌市")
    page.get_by_label("开始日期").fill(timezone.localdate().isoformat())
    page.get_by_label("截止日期").fill(timezone.localdate().isoformat())
    page.get_by_label("县（市、区）").check()
    assert faults(page) == []
    page.get_by_role("button", name="布置任务").click()
    expect(page.get_by_role("row", name="全部单位")).to_contain_text("0 %")
    page.get_by_role("link", name="南昌市西湖区").click()
    page.get_by_role("link", name="零报告").click()
    assert faults(page) == []
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("已记录南昌市西湖区的零报告。")).to_be_visible()
    page.get_by_role("link", name="2026年流动党员摸底").click()
    expect(page.get_by_role("row", name="全部单位")).to_contain_text("11 %")
    page.get_by_role("button", name="记录今日已催报").click()
    expect(page.get_by_text("已记录今日催报 8 个单位。")).to_be_visible()
    assert Campaign.objects.get().asked.filter(reminded_on=None).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_fit_and_are_accessible_in_both_languages(page: Page, site: str, size: str):
    campaign = make_campaign(place=NANCHANG, levels=["prefecture", "county"], title="2026年流动党员摸底")
    make_nil(unit(campaign, XIHU))
    make_file_return(unit(campaign, DONGHU), make_upload(make_csv("张三,13800138005,,,,,")))
    sign_in(page, site, "nanchang")
    page.set_viewport_size(SIZES[size])
    addresses = [
        reverse("surveys:campaigns"),
        campaign.get_absolute_url(),
        unit(campaign, DONGHU).get_absolute_url(),
        reverse("surveys:open_campaign"),
        reverse("surveys:ask", args=[campaign.pk]),
        reverse("surveys:new"),
    ]
    for language in ("zh-hans", "en"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        for address in addresses:
            page.goto(site + address)
            assert faults(page) == []
