"""What every journey in a browser does: sign in, and look whether a page is in order."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories.accounts import PASSWORD


def sign_in(page: Page, site: str, username: str = "wanli", password: str = PASSWORD) -> None:
    page.goto(f"{site}/account/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("navigation", name="主菜单")).to_be_visible()


def faults(page: Page) -> list[str]:
    """What axe finds, and a page wider than its window; once all of the page is there, which a click does not wait for."""
    page.wait_for_load_state()
    violations = Axe().run(page).response["violations"]
    said = [f"{fault['id']}: {node['html'][:100]}" for fault in violations for node in fault["nodes"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return said + (["wider than the window"] if too_wide else [])
