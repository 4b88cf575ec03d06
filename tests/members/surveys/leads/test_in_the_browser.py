"""Leads in a real browser: filtered, many ticked at once, entered, erased in two steps; by keyboard, and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from members.models import Lead, Member
from tests.browsing import faults, sign_in
from tests.members.surveys.leads.test_leads import LI, ZHANG, from_chamber, officer

WANG = "王五,13800138009,西湖区,2014.3,,,"


@pytest.mark.django_db(transaction=True)
def test_some_are_entered_and_the_others_erased(page: Page, live_server):
    officer()
    from_chamber(ZHANG, LI, WANG)
    sign_in(page, live_server.url, "nanchang")
    page.get_by_role("link", name=re.compile("摸底文件")).click()
    page.get_by_role("link", name="线索").click()
    assert faults(page) == []

    page.get_by_label("县（市、区）").select_option(label="南昌市西湖区")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("checkbox", name="全选").press("Space")
    page.get_by_role("button", name="已核实：登记入册").press("Enter")
    expect(page.get_by_text("已登记入册 2 人。")).to_be_visible()
    expect(page.get_by_text("没有符合条件的线索")).to_be_visible()
    assert Member.objects.count() == 2

    page.get_by_role("link", name="清除条件").click()
    page.get_by_role("checkbox", name="勾选 李四").press("Space")
    page.get_by_text("删除", exact=True).press("Enter")
    expect(page.get_by_text("删除后无法恢复。")).to_be_visible()
    assert Lead.objects.count() == 1
    page.get_by_role("button", name="删除所勾选的线索").press("Enter")
    expect(page.get_by_text("暂无线索")).to_be_visible()
    assert (Lead.objects.count(), Member.objects.count()) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_the_list_fits_a_phone(page: Page, live_server):
    officer()
    from_chamber(ZHANG, LI)
    sign_in(page, live_server.url, "nanchang")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/surveys/leads/")
    page.get_by_role("checkbox", name="全选").click()
    expect(page.get_by_role("checkbox", name=re.compile("勾选 "), checked=True)).to_have_count(2)
    page.get_by_text("删除", exact=True).click()
    assert faults(page) == []
