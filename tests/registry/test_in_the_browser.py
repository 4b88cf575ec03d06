"""Every kind of page in a browser: accessible in both themes and widths, and nothing that the content policy refuses."""

import pytest
from playwright.sync_api import expect

from tests.browsing import faults, sign_in
from tests.factories.accounts import JIANGXI, XIHU, make_grant, make_user
from tests.factories.organisation import make_branch

PAGES = [
    "/",
    "/members/",
    "/branches/",
    "/branches/360103001/",
    "/surveys/",
    "/ceremonies/",
    "/coverage/",
    "/history/",
    "/account/",
    "/account/password/",
    "/account/2fa/",
    "/admin/",
    "/admin/registry/user/",
    "/admin/registry/grant/add/",
    "/nothing/here/",
]


@pytest.fixture
def site(live_server):
    make_user(role="province_administrator", place=JIANGXI)
    make_grant(make_user("humin", name="胡敏"), "county_officer", XIHU)
    make_branch(serial=1)
    return live_server.url


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_every_page_is_accessible(browser, site, theme, width):
    context = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 844}, locale="zh-CN", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{site}/account/login/")
    found = {"/account/login/": faults(page)}
    sign_in(page, site)
    for address in PAGES:
        page.goto(site + address)
        found[address] = faults(page)
    context.close()

    assert {address: said for address, said in found.items() if said} == {}


def test_no_page_asks_for_what_the_content_policy_refuses(page, site):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else said.append(request.url))

    sign_in(page, site)
    for address in PAGES[:-1]:
        page.goto(site + address)

    assert said == []


def test_a_slash_leads_to_the_search_and_escape_closes_a_menu(page, site):
    sign_in(page, site)

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()

    menu = page.locator("summary", has_text="Wanli")
    menu.click()
    expect(page.get_by_role("link", name="我的账号")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="我的账号")).to_be_hidden()
    expect(menu).to_be_focused()


def test_everything_works_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, site)

    page.locator("summary", has_text="Wanli").click()
    page.get_by_role("link", name="我的账号").click()
    expect(page.get_by_role("heading", name="我的角色")).to_be_visible()
    page.locator("main").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="My roles")).to_be_visible()
    page.locator("summary", has_text="Wanli").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()
