"""The ceremony of the founding report from the plan to the closing, by hand: once on the pages, once wholly in the admin."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from branches.models import Ceremony, PlaqueStage, Stage
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.ceremonies.test_browser import card
from tests.browsing import faults, sign_in
from tests.factories.accounts import make_user
from tests.factories.ceremonies import HELD_ON, make_ceremony, make_held_ceremony
from tests.factories.organisation import make_branch

WHOLE = (63, 51, 114)


@pytest.fixture
def site(live_server, report) -> str:
    make_user(role="province_administrator")
    return live_server.url


def counts(page: Page) -> list[str]:
    return page.locator(".slide:visible .counts dd").all_inner_texts()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def more(page: Page, name: str) -> None:
    page.locator("summary", has_text="更多").click()
    page.get_by_role("link", name=name).click()


def test_the_report_on_the_pages(page: Page, site, context):
    sign_in(page, site)
    page.goto(site + reverse("ceremonies:plan"))
    page.get_by_label("名称").fill("江西省驻北京机构流动党支部集中授牌仪式")
    page.get_by_label("所属地区").select_option("360000")
    page.get_by_label("授牌人").fill("邹怀谷（书记）")
    page.get_by_label("出席嘉宾").fill("邹怀谷，书记\n饶静之，省委组织部组织处")
    press(page, "拟定并选择支部")
    press(page, "全部 114 个（新建 63 + 巩固 51）")
    expect(page.get_by_text("授牌仪式尚未确定日期。")).to_be_visible()
    page.get_by_role("link", name="确认就绪").click()
    expect(page.get_by_role("button", name="确认就绪")).to_have_count(0)  # what is missing cannot be set aside

    ceremony = Ceremony.objects.get()
    page.goto(site + ceremony.get_absolute_url())
    more(page, "修改日期、会场和嘉宾")
    page.get_by_label("日期", exact=True).fill(HELD_ON.isoformat())
    page.get_by_label("会场").fill("江西大厦三楼会议室")
    press(page, "保存")
    more(page, "顺序与牌匾文字")
    rows = page.locator("[data-arrange] tbody tr")
    expect(rows).to_have_count(114)  # a click waits for the next page to begin, not for its last row
    last = rows.last
    name = last.get_attribute("data-name")
    last.get_by_role("button").focus()
    page.keyboard.press("Home")
    page.get_by_label(f"{name}的授牌人").fill("饶静之")
    press(page, "保存名单")
    page.get_by_role("link", name="确认就绪").click()
    press(page, "确认就绪")
    page.get_by_role("link", name="全部授牌").click()
    press(page, "授予 114 块牌匾")
    expect(page.get_by_text("授牌完成：新建 63 + 巩固 51 = 共 114 块牌匾。")).to_be_visible()

    page.get_by_role("link", name="会场大屏").click()
    page.wait_for_load_state()
    expect(page.locator(".slide:visible")).to_have_count(1)
    assert counts(page) == ["63", "51", "114"]
    context.set_offline(True)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide:visible h2")).to_have_text(name)
    expect(page.locator(".slide:visible")).to_contain_text("授牌人 饶静之")
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.evaluate("location.reload()")
    assert asked.value.type == "beforeunload"
    expect(page.locator(".slide:visible h2")).to_have_text(name)
    for _ in range(113):
        page.keyboard.press("ArrowRight")
    assert counts(page) == ["63 / 63", "51 / 51", "114 / 114"]
    context.set_offline(False)

    page.goto(site + reverse("ceremonies:live", args=[ceremony.pk]))
    page.get_by_role("button", name=f"{name}：交付").click()
    expect(card(page, name)).to_have_attribute("data-state", "done")
    expect(card(page, name).locator("[data-said]")).to_be_empty()
    page.goto(site + reverse("ceremonies:attendance", args=[ceremony.pk]))
    page.get_by_label("扫码或输入").fill("G1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("邹怀谷 书记已签到。")).to_be_visible()
    page.goto(site + ceremony.get_absolute_url())
    page.get_by_role("link", name="办结").click()
    press(page, "其余全部已交付")
    press(page, "办结授牌仪式")

    expect(page.get_by_text("仪式已办结。")).to_be_visible()
    expect(page.locator("dl.figures dd")).to_have_text([re.compile(rf"^\s*{figure}\b") for figure in WHOLE])
    is_whole(Ceremony.objects.get())


def test_the_report_wholly_in_the_admin(page: Page, site):
    sign_in(page, site)
    content = page.locator("#content")
    page.goto(site + reverse("admin:branches_ceremony_add"))
    page.get_by_label("名称").fill("江西省驻北京机构流动党支部集中授牌仪式")
    page.get_by_label("所属地区").select_option("360000")
    page.locator("[name=held_on]").fill(HELD_ON.isoformat())
    page.locator("[name=venue]").fill("江西大厦三楼会议室")
    page.locator("[name=guests-0-name]").fill("邹怀谷")
    page.locator("[name=guests-0-title]").fill("书记")
    page.get_by_role("button", name="保存并继续编辑").click()
    change = page.url
    content.get_by_role("link", name="选择待授牌支部").click()
    content.get_by_role("button", name="全部 114").click()
    expect(content.locator("[name=plaques-113-wording]")).to_be_visible()
    page.locator("[name=plaques-113-position]").fill("1")
    page.locator("[name=plaques-0-handed_over_by]").fill("饶静之")
    page.get_by_role("button", name="保存并继续编辑").click()

    ceremony = Ceremony.objects.get()
    choose(page, site, ceremony, "prepare_selected")
    expect(page.get_by_text("已准备就绪。")).to_be_visible()
    choose(page, site, ceremony, "award_selected")
    content.get_by_role("button", name="全部授牌").click()
    expect(page.get_by_text("授牌完成：新建 63 + 巩固 51 = 共 114 块牌匾。")).to_be_visible()

    page.goto(change)
    content.get_by_role("button", name="打印文书").click()
    with page.expect_download() as waiting:
        content.get_by_role("row", name=re.compile("议程")).get_by_role("link", name="PDF").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    page.goto(change)
    content.locator(".object-tools").get_by_role("link", name="办结").click()
    content.get_by_role("button", name="其余全部已交付").click()
    content.get_by_role("button", name="办结授牌仪式").click()

    expect(page.get_by_text("仪式已办结。")).to_be_visible()
    assert page.url == change
    expect(content.locator(".ceremony-sum strong")).to_have_text([str(figure) for figure in WHOLE])
    is_whole(Ceremony.objects.get())


def choose(page: Page, site: str, ceremony: Ceremony, action: str) -> None:
    page.goto(site + reverse("admin:branches_ceremony_changelist"))
    page.locator(f"[name=_selected_action][value='{ceremony.pk}']").check()
    page.get_by_label("动作").select_option(action)
    page.get_by_role("button", name="执行").click()


def is_whole(ceremony: Ceremony) -> None:
    """Closed, with every number of the year once, every plaque handed over that day, and a deed for each step."""
    assert (ceremony.state, ceremony.plaques.figures()) == ("closed", WHOLE)
    assert sorted(ceremony.plaques.values_list("serial", flat=True)) == list(range(1, WHOLE[2] + 1))
    assert PlaqueStage.objects.filter(stage=Stage.HANDED_OVER, since=HELD_ON, taken_back_at=None).count() == WHOLE[2]
    assert ceremony.plaques.filter(handed_over_by="饶静之").count() == 1
    steps = {
        Verb.CEREMONY_PLANNED,
        Verb.BRANCHES_LISTED,
        Verb.LIST_ARRANGED,
        Verb.CEREMONY_PREPARED,
        Verb.CEREMONY_HELD,
    }
    assert steps | {Verb.CEREMONY_CLOSED} <= set(Deed.objects.values_list("verb", flat=True))


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_the_pages_of_the_admin_are_accessible_and_no_wider_than_the_window(browser, live_server, theme, width):
    make_user(role="province_administrator")
    draft = make_ceremony(branches=[make_branch(), make_branch()])
    held = make_held_ceremony(branches=[make_branch()])
    make_branch()
    pages = [reverse(f"admin:branches_{name}") for name in ("ceremony_changelist", "ceremony_add", "plaque_changelist")]
    pages += [reverse(f"admin:branches_{name}_import") for name in ("plaque", "branch")]
    pages += [
        reverse(f"admin:branches_ceremony_{name}", args=[draft.pk])
        for name in ("change", "choose", "prepare", "cancel")
    ]
    pages += [reverse(f"admin:branches_ceremony_{name}", args=[held.pk]) for name in ("change", "close", "correct")]
    context = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 844}, locale="zh-CN", bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, live_server.url)
    found = {}
    for address in pages:
        page.goto(live_server.url + address)
        found[address] = faults(page)
    page.goto(live_server.url + pages[3])
    page.set_input_files("[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": "编号\n甲".encode()})
    page.get_by_role("button", name="预检").click()
    expect(page.get_by_text("没有此牌匾。")).to_be_visible()
    found["a file with faults"] = faults(page)
    context.close()

    assert {address: said for address, said in found.items() if said} == {}
