"""The day in a browser: the hall screen by keyboard, tablets that lose the network, the running order, the sign-in list."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from branches.ceremonies import actions
from branches.models import Ceremony, PlaqueStage, SignIn, Stage
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.browsing import faults, sign_in
from tests.factories.accounts import make_user
from tests.factories.ceremonies import hand_over, make_ceremony, make_guest, make_held_ceremony, make_photo
from tests.factories.organisation import make_branch

NAMES = ["滕王阁驻京流动党支部", "北站驻京流动党支部", "章江驻京流动党支部"]


def branches() -> list:
    """In the order of the roll call: 北站 (new), 滕王阁 (consolidated), 章江 (new)."""
    return [make_branch(name=name, origin="consolidated" if name.startswith("滕") else "new") for name in NAMES]


@pytest.fixture
def site(live_server) -> str:
    make_user(role="province_administrator")
    return live_server.url


@pytest.fixture
def held(site) -> Ceremony:
    ceremony = make_held_ceremony(branches=branches())
    make_guest(ceremony)
    return ceremony


def address(name: str, *args: object) -> str:
    return reverse(f"ceremonies:{name}", args=args)


def card(page: Page, name: str):
    return page.locator(".hand", has_text=name)


def test_the_hall_screen_goes_by_keyboard_and_presenter_also_without_a_network(page: Page, site, held, context):
    sign_in(page, site)
    page.goto(site + address("hall", held.pk))
    slide = page.locator(".slide:visible")
    expect(slide).to_have_count(1)
    expect(slide).to_contain_text("驻京流动党组织集中授牌仪式")
    context.set_offline(True)

    def shows(key: str, name: str, counts: list[str]) -> None:
        page.keyboard.press(key)
        expect(page.locator(".slide:visible h2")).to_have_text(name)
        assert page.locator(".slide:visible .counts dd").all_inner_texts() == counts

    shows("PageDown", "北站驻京流动党支部", ["1 / 2", "0 / 1", "1 / 3"])
    shows("ArrowRight", "滕王阁驻京流动党支部", ["1 / 2", "1 / 1", "2 / 3"])
    shows("PageUp", "北站驻京流动党支部", ["1 / 2", "0 / 1", "1 / 3"])
    shows(" ", "滕王阁驻京流动党支部", ["1 / 2", "1 / 1", "2 / 3"])
    shows("ArrowDown", "章江驻京流动党支部", ["2 / 2", "1 / 1", "3 / 3"])
    shows("ArrowDown", "授牌完毕", ["2", "1", "3"])
    shows("ArrowDown", "授牌完毕", ["2", "1", "3"])
    shows("Home", held.title, ["2", "1", "3"])
    shows("End", "授牌完毕", ["2", "1", "3"])
    page.locator(".slide:visible").get_by_role("link", name="上一个").click()
    expect(page.locator(".slide:visible h2")).to_have_text("章江驻京流动党支部")
    page.keyboard.press("Home")
    page.mouse.click(600, 300)
    expect(page.locator(".slide:visible h2")).to_have_text("北站驻京流动党支部")


def test_the_hall_screen_counts_the_rows_of_the_founding_report(page: Page, site, report):
    ceremony = make_held_ceremony(branches=report)
    sign_in(page, site)
    page.goto(site + address("hall", ceremony.pk))
    assert page.locator(".slide:visible .counts dd").all_inner_texts() == ["63", "51", "114"]

    for _ in range(114):
        page.keyboard.press("PageDown")

    assert page.locator(".slide:visible .counts dd").all_inner_texts() == ["63 / 63", "51 / 51", "114 / 114"]


def test_a_tablet_notes_what_is_handed_over_also_while_the_network_is_gone(
    page: Page, site, held, context: BrowserContext
):
    sign_in(page, site)
    page.goto(site + address("live", held.pk))
    expect(page.get_by_text("已连接")).to_be_visible()
    page.get_by_role("button", name="北站驻京流动党支部：交付").click()
    expect(card(page, "北站")).to_have_attribute("data-state", "done")

    context.set_offline(True)
    page.get_by_role("button", name="滕王阁驻京流动党支部：交付").click()
    expect(card(page, "滕王阁")).to_have_attribute("data-state", "waiting")
    expect(card(page, "滕王阁")).to_contain_text("尚未发送")
    expect(page.locator("[data-done]")).to_have_text("2")
    assert PlaqueStage.objects.count() == 1
    context.set_offline(False)
    expect(card(page, "滕王阁")).to_have_attribute("data-state", "done")
    assert PlaqueStage.objects.filter(taken_back_at=None).count() == 2

    card(page, "北站").get_by_role("button", name="撤回").click()
    expect(card(page, "北站")).to_have_attribute("data-state", "left")
    expect(card(page, "北站").locator("[data-said]")).to_be_empty()  # the server has confirmed it
    expect(page.locator("[data-done]")).to_have_text("1")
    assert list(
        PlaqueStage.objects.filter(taken_back_at=None).values_list("plaque__branch__short_name", flat=True)
    ) == ["滕王阁驻京流动党支部"]
    assert Deed.objects.first().verb == Verb.PLAQUE_TAKEN_BACK


def test_what_was_touched_before_the_tablet_went_off_is_sent_when_the_page_is_opened_again(
    page: Page, site, held, context: BrowserContext
):
    sign_in(page, site)
    page.goto(site + address("live", held.pk))
    context.set_offline(True)
    page.get_by_role("button", name="章江驻京流动党支部：交付").click()
    expect(card(page, "章江")).to_have_attribute("data-state", "waiting")
    page.goto("about:blank")
    context.set_offline(False)

    page.goto(site + address("live", held.pk))

    expect(card(page, "章江")).to_have_attribute("data-state", "done")
    assert PlaqueStage.objects.filter(stage=Stage.HANDED_OVER).count() == 1


def test_one_tablet_sees_what_another_noted_and_is_told_who_was_first(page: Page, site, held):
    sign_in(page, site)
    page.goto(site + address("live", held.pk))
    first, second, _third = held.plaques.in_running_order()
    news = re.compile(re.escape(address("live_state", held.pk)))
    page.route(news, lambda route: route.abort())  # it does not hear of it before it is touched
    hand_over(first)

    page.get_by_role("button", name="北站驻京流动党支部：交付").click()
    expect(card(page, "北站")).to_contain_text("该牌匾已交付。")
    expect(card(page, "北站")).to_have_attribute("data-state", "done")

    page.unroute(news)
    hand_over(second)
    expect(card(page, "滕王阁")).to_have_attribute("data-state", "done")
    page.get_by_label("仅看未交付").check()
    expect(page.locator(".hand:visible")).to_have_count(1)
    page.get_by_label("仅看未交付").uncheck()
    page.get_by_label("查找").fill("2")
    expect(page.locator(".hand:visible")).to_have_count(1)
    expect(page.locator(".hand:visible")).to_contain_text("滕王阁")


def test_the_running_order_is_changed_by_keyboard_by_dragging_and_by_numbers(page: Page, site):
    ceremony = make_ceremony(branches=branches())
    sign_in(page, site)
    page.goto(site + address("arrange", ceremony.pk))
    rows = page.locator("[data-arrange] tbody tr")

    def order() -> list[str]:
        return [row[:2] for row in rows.evaluate_all("rows => rows.map(row => row.dataset.name)")]

    handle = page.get_by_role("button", name=re.compile("移动章江"))
    handle.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert order() == ["章江", "北站", "滕王"]
    expect(handle).to_be_focused()
    expect(page.locator("[data-arrange-said]")).to_have_text("章江驻京流动党支部：第 1 位，共 3 位")

    box = page.get_by_role("button", name=re.compile("移动滕王阁")).bounding_box()
    target = rows.first.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, target["y"] + 30, steps=8)
    page.mouse.move(box["x"] + 10, target["y"] + 3, steps=4)
    page.mouse.up()
    assert order() == ["滕王", "章江", "北站"]

    rows.filter(has_text="北站").get_by_role("spinbutton").fill("2")
    page.keyboard.press("Tab")
    assert order() == ["滕王", "北站", "章江"]
    page.get_by_role("button", name="保存名单").click()
    expect(page.get_by_text("名单已修改")).to_be_visible()
    names = ceremony.plaques.in_running_order().values_list("branch__short_name", flat=True)
    assert [name[:2] for name in names] == ["滕王", "北站", "章江"]


def test_a_scanner_types_and_the_box_waits_for_the_next(page: Page, site, held):
    sign_in(page, site)
    page.goto(site + address("attendance", held.pk))
    box = page.get_by_label("扫码或输入")

    for typed, said in [("1", "北站驻京流动党支部已签到。"), ("G1", "章文远 南昌市委组织部副部长已签到。")]:
        expect(box).to_be_focused()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_text(said)).to_be_visible()

    assert SignIn.objects.count() == 2
    page.get_by_role("button", name="章江驻京流动党支部：签到").click()
    expect(page.locator("tr", has_text="章江").get_by_text("1 人")).to_be_visible()


def test_from_the_award_to_the_closing_by_hand(page: Page, site):
    ceremony = actions.prepare(ceremony=make_ceremony(branches=branches()), by=None)
    sign_in(page, site)
    page.goto(site + ceremony.get_absolute_url())
    page.get_by_role("link", name="全部授牌").click()
    page.get_by_role("button", name="授予 3 块牌匾").click()
    page.get_by_role("link", name="现场登记").click()
    page.get_by_role("button", name="北站驻京流动党支部：交付").click()
    expect(card(page, "北站")).to_have_attribute("data-state", "done")

    page.goto(site + ceremony.get_absolute_url())
    page.get_by_role("link", name="办结").click()
    expect(page.get_by_text("3 块牌匾中已交付 1 块。")).to_be_visible()
    page.get_by_label("滕王阁驻京流动党支部：未交付的原因").fill("支部无人到场")
    page.get_by_label("章江驻京流动党支部：已交付").check()
    page.get_by_role("main").get_by_role("button", name="办结授牌仪式").click()

    expect(page.get_by_text("仪式已办结。")).to_be_visible()
    ceremony.refresh_from_db()
    assert ceremony.state == "closed"
    assert ceremony.plaques.still_to_hand_over().get().not_handed_over == "支部无人到场"


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390), ("light", 820)])
def test_every_page_of_the_day_is_accessible(browser, site, held, theme, width):
    draft = make_ceremony(branches=branches()[:2])
    first = held.plaques.in_running_order().first()
    hand_over(first)
    make_photo(first)
    pages = [
        address(name, held.pk) for name in ("detail", "live", "hall", "attendance", "boards", "close", "preparation")
    ]
    pages += [f"{address('hall', held.pk)}#n1", address("calendar") + "?month=2016-12", address("list")]
    pages += [address(name, draft.pk) for name in ("arrange", "preparation", "live")]
    pages += [address(name, first.pk) for name in ("plaque", "note", "take_back", "describe", "add_photo")]
    context = browser.new_context(
        color_scheme=theme,
        viewport={"width": width, "height": 844},
        locale="zh-CN",
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    sign_in(page, site)
    found = {}
    for each in pages:
        page.goto(site + each)
        found[each] = faults(page)
    context.close()

    assert {each: said for each, said in found.items() if said} == {}


def test_no_page_of_the_day_asks_for_what_the_content_policy_refuses(page: Page, site, held):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else said.append(request.url))
    sign_in(page, site)
    for name in ("live", "hall", "attendance", "boards", "close", "preparation"):
        page.goto(site + address(name, held.pk))
    page.goto(site + address("calendar"))

    assert said == []
