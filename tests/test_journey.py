"""A newcomer's first ten minutes, in a real browser: from a survey file to plaques awarded and coverage read."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.demo.accounts import PASSWORD
from registry.history.chain import broken_deeds
from tests.browsing import faults, sign_in

DEMO = Path(__file__).parent.parent / "demo"


@pytest.fixture
def site(live_server):
    """The demo, with fewer members."""
    call_command("load_demo", members=300, verbosity=0)
    return live_server.url


def menu(page: Page, entry: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=entry, exact=True).click()


def upload_the_survey(page: Page) -> None:
    menu(page, "摸底")
    page.get_by_role("link", name="上传文件").first.click()
    page.get_by_label("文件").set_input_files(DEMO / "nanchang-survey.csv")
    page.get_by_label("所属地区").select_option(label="南昌市")
    page.get_by_label("渠道").select_option(label="设区市")
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nanchang-survey.csv")
    assert faults(page) == []


def look_at_what_waits(page: Page) -> None:
    page.get_by_label("结论").select_option("refused")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".fault", has_text="对应多个地方")).to_be_visible()
    expect(page.locator(".fault", has_text="本系统只登记党员").first).to_be_visible()


def apply_it_and_open_a_member(page: Page) -> str:
    page.get_by_role("button", name=re.compile(r"写入 \d+ 行")).click()
    expect(page.get_by_text("已写入。", exact=True)).to_be_visible()
    page.get_by_label("结论").select_option("new")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name=re.compile(r"^M\d{6}$")).first.click()
    expect(page.get_by_role("heading", name="六个掌握")).to_be_visible()
    assert faults(page) == []
    return page.get_by_role("heading", level=1).inner_text()


def award_plaques_in_the_admin(page: Page) -> None:
    menu(page, "管理")
    page.get_by_role("link", name="授牌仪式", exact=True).first.click()
    page.get_by_role("link", name="江西省驻北京机构新建流动党支部授牌仪式").click()
    page.get_by_label("日期").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="保存并继续编辑").click()
    page.get_by_role("link", name="选择待授牌支部").click()
    page.get_by_role("button", name=re.compile(r"全部 \d+ 个")).click()
    page.get_by_role("link", name="确认就绪").click()
    page.get_by_role("button", name="确认就绪").click()
    page.get_by_role("link", name="全部授牌").click()
    page.get_by_role("button", name=re.compile(r"授予 \d+ 块牌匾")).click()
    expect(page.locator(".messagelist")).to_contain_text("8")
    page.get_by_role("link", name="在站点上查看").click()
    expect(page.get_by_text(re.compile("赣京流〔")).first).to_be_visible()


def read_the_coverage(page: Page, site: str) -> None:
    page.goto(site)
    menu(page, "覆盖")
    for full in ("南昌市", "上饶市", "宜春市", "抚州市", "吉安市", "萍乡市"):
        expect(page.get_by_role("row", name=re.compile(full))).to_contain_text("全覆盖")
    for gap in ("景德镇市", "九江市", "新余市", "鹰潭市", "赣州市"):
        expect(page.get_by_role("row", name=re.compile(gap))).to_contain_text("未覆盖")
    assert faults(page) == []


@pytest.mark.django_db(transaction=True)
def test_the_first_ten_minutes(page: Page, site: str):
    """Sign in, upload the GB18030 file, preview, apply, open a member, award plaques in the admin, read coverage."""
    sign_in(page, site, "province", PASSWORD)
    upload_the_survey(page)
    look_at_what_waits(page)
    name = apply_it_and_open_a_member(page)
    assert re.search(r"[\u4e00-\u9fff]{2,}", name)
    award_plaques_in_the_admin(page)
    read_the_coverage(page, site)
    call_command("reconcile", verbosity=0)
    assert list(broken_deeds()) == []


@pytest.mark.django_db(transaction=True)
def test_an_officer_of_nanchang_meets_nothing_of_ganzhou(page: Page, site: str):
    sign_in(page, site, "nanchang", PASSWORD)
    for entry in ("党员", "支部", "授牌", "覆盖"):
        menu(page, entry)
        expect(page.get_by_role("main")).not_to_contain_text("赣州")
    page.get_by_role("search").get_by_role("searchbox").first.fill("赣州")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("没有")
