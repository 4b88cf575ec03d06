"""The roll in a browser: accessible in both themes and widths, and a clerk's way from a search to a corrected member."""

import pytest
from playwright.sync_api import Page, expect

from members.models import Member
from registry.history.models import Deed
from tests.browsing import faults, sign_in
from tests.factories.organisation import make_branch, make_office_term
from tests.factories.roll import make_member, make_officer, make_other_value


@pytest.fixture
def site(live_server):
    make_officer("prefecture_officer", 360100, name="章书平")
    branch = make_branch(name="西湖区驻京流动党支部")
    make_branch(name="东湖区驻京流动党支部", county=360102)
    member = make_member(
        name="章文清",
        branch=branch,
        phone="13800138005",
        formal_branch="西湖区朝阳洲街道党支部",
        knowns={"occupation": {"text": "厨师", "category": ""}, "work_address": None},
    )
    make_other_value(member, "occupation", {"text": "司机", "category": ""})
    make_office_term(branch, holder=member)
    make_member(name="章文远", fields={"kind": "probationary", "reach": "lost"})
    return live_server.url


@pytest.fixture
def member(site):
    return Member.objects.get(name="章文清")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_every_page_is_accessible(browser, site, member, theme, width):
    here = f"/members/{member.number}/"
    idle = f"/members/{Member.objects.get(name='章文远').number}/"
    addresses = ["/members/", "/members/?q=nobody", "/members/admit/", "/members/pending/", "/members/export/in-clear/"]
    addresses += [here, idle, *(here + step for step in ("correct/", "transfer/", "depart/", "home/")), f"{idle}join/"]
    addresses += [f"{idle}transfer/"]
    context = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 844}, locale="zh-CN", bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, site, "prefecture_officer-360100")
    found = {}
    for address in addresses:
        page.goto(site + address)
        if page.get_by_text("更多", exact=True).count():
            page.get_by_text("更多", exact=True).click()
        found[address] = faults(page)
    context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_from_a_search_to_a_corrected_member(page: Page, site, member):
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    sign_in(page, site, "prefecture_officer-360100")

    page.keyboard.press("/")
    page.keyboard.type("zwq")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="章文清").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("章文清")
    expect(page.locator("main")).not_to_contain_text("13800138005")
    page.get_by_role("button", name="显示").click()
    expect(page.get_by_role("status")).to_contain_text("13800138005")

    page.get_by_role("button", name="改用此项").click()
    expect(page.locator(".known", has_text="从事职业")).to_contain_text("司机")

    page.get_by_role("link", name="更正").click()
    page.get_by_label("流出县（市、区）").select_option(label="东湖区")
    page.get_by_label("外出时间").fill("2014年3月")
    expect(page.locator("#townships option").first).to_be_attached()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".known", has_text="外出时间")).to_contain_text("2014年3月")
    expect(page.locator(".deeds")).to_contain_text("2014年3月")

    assert refused == []
    verbs = list(Deed.objects.about(member).values_list("verb", flat=True)[:3])
    assert verbs == ["member.corrected", "member.corrected", "member.contact_revealed"]


def test_without_javascript_everything_goes(browser, site, member):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, site, "prefecture_officer-360100")
    page.goto(f"{site}/members/{member.number}/")
    page.get_by_role("button", name="显示").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("联系方式")
    expect(page.get_by_text("13800138005")).to_be_visible()

    page.goto(f"{site}/members/pending/")
    page.get_by_role("checkbox", name="勾选 章文清").check()
    page.get_by_role("button", name="确认所勾选的党员").click()
    expect(page.get_by_text("已确认 1 名党员。")).to_be_visible()
    context.close()
