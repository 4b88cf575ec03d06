"""A branch in a browser: founded against a warning, led, corrected and dissolved; every form accessible on the way."""

import datetime

import pytest
from playwright.sync_api import Browser, expect

from branches.models import Branch
from tests.branches.organisation.people import make_officer
from tests.browsing import faults, sign_in
from tests.factories.organisation import make_branch, make_cover, make_office_term


@pytest.fixture
def site(live_server):
    return live_server.url


def test_a_branch_from_its_founding_to_its_end(page, site):
    sign_in(page, site, make_officer(360100).username)
    page.goto(f"{site}/branches/")
    page.get_by_role("link", name="组建支部").first.click()
    page.get_by_label("所属地区").select_option(label="西湖区")
    page.get_by_role("button", name="生成建议名称").click()
    expect(page.get_by_label("简称")).to_have_value("南昌市西湖区驻京流动党支部")
    page.get_by_label("组建方式").select_option(label="单独建")
    page.get_by_label("成立日期").fill("2026-10-08")
    page.get_by_label("成立时正式党员数").fill("2")
    page.get_by_label("批准单位", exact=True).fill("中共南昌市西湖区委")
    page.get_by_label("批准单位层级").select_option(label="县（市、区）")
    page.get_by_label("批准日期").fill("2026-09-20")
    page.get_by_label("批准文号").first.fill("西组〔2026〕12号")
    page.get_by_role("button", name="组建", exact=True).click()
    expect(page.get_by_role("region", name="不符之处")).to_contain_text("正式党员3名以上")
    page.get_by_label("理由").fill("商会集中，先行组建")
    page.get_by_label("同意文件的文号").fill("赣京党〔2026〕8号")
    page.get_by_role("button", name="组建", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("南昌市西湖区驻京流动党支部")

    page.get_by_role("link", name="录入任职").click()
    page.get_by_label("职务").select_option(label="书记")
    page.get_by_label("姓名").fill("章书平")
    page.get_by_label("批准文号").fill("西组〔2026〕13号")
    page.get_by_label("任职日期").fill("2026-10-08")
    page.get_by_role("button", name="录入").click()
    expect(page.locator(".officers")).to_contain_text("章书平")

    page.locator("main summary", has_text="修改").click()
    page.get_by_role("link", name="撤销").click()
    page.get_by_label("理由").fill("正式党员不足三名")
    page.get_by_label("终止日期").fill("2026-11-20")
    page.get_by_label("决定文号").fill("西组〔2026〕20号")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".notice", has_text="已于2026年11月20日撤销")).to_be_visible()

    assert Branch.objects.get().dissolved_on == datetime.date(2026, 11, 20)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_every_form_is_accessible(browser: Browser, site, theme, width):
    branch = make_branch(prefecture=360100, founding="jointly")
    cover, term = make_cover(branch, 360102), make_office_term(branch)
    gone = make_branch(county=360103, dissolved_on=datetime.date(2026, 1, 1))
    context = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 844}, locale="zh-CN", bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, site, make_officer(360100).username)
    forms = ["correct", "rename", "move", "counties", "offices", "merge", "dissolve"]
    parts = [f"counties/{cover.pk}/end", f"offices/{term.pk}/end"]
    addresses = ["found", f"{gone.pk}/reinstate", *(f"{branch.pk}/{form}" for form in [*forms, *parts])]

    found = {}
    for address in addresses:
        page.goto(f"{site}/branches/{address}/")
        found[address] = faults(page)
    context.close()

    assert {address: said for address, said in found.items() if said} == {}
