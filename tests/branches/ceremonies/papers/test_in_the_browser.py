"""Printing in a browser: found on the ceremony's page, chosen, downloaded; and the certificate's code followed."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from branches.ceremonies.papers.confirmation import token_of
from branches.models import Ceremony
from registry.jobs.running import take_turn
from tests.branches.ceremonies.papers.reading import size_of
from tests.browsing import faults, sign_in
from tests.factories.accounts import make_user
from tests.factories.ceremonies import make_held_ceremony
from tests.factories.organisation import make_branch


@pytest.fixture
def held(live_server) -> Ceremony:
    make_user(role="province_administrator")
    return make_held_ceremony(branches=[make_branch(name="西湖区驻京流动党支部"), make_branch(county=360722)])


def test_the_artwork_is_chosen_and_downloaded(page, live_server, held, tmp_path):
    sign_in(page, live_server.url)
    page.goto(live_server.url + held.get_absolute_url())
    papers = page.locator("#papers")
    papers.get_by_label("尺寸").select_option(label="600 × 800 mm")
    papers.get_by_label("牌面").select_option(label="红底金字")
    with page.expect_download() as waiting:
        papers.get_by_role("form", name="牌匾制作稿").get_by_role("button", name="PDF").click()

    assert waiting.value.suggested_filename.startswith("驻京流动党组织集中授牌仪式-牌匾制作稿-")
    waiting.value.save_as(tmp_path / "artwork.pdf")
    assert [size_of(p.trimbox) for p in PdfReader(Path(tmp_path / "artwork.pdf")).pages] == [(600, 800)] * 2


def test_a_size_of_ones_own_is_asked_for_on_a_page(page, live_server, held):
    sign_in(page, live_server.url)
    page.goto(live_server.url + held.get_absolute_url())
    papers = page.locator("#papers")
    papers.get_by_label("尺寸").select_option(label="其他尺寸")
    papers.get_by_role("form", name="牌匾制作稿").get_by_role("button", name="PDF").click()
    page.get_by_label("宽（毫米）").fill("99")
    page.get_by_label("高（毫米）").fill("2000")
    page.get_by_role("button", name="打印").click()
    expect(page.get_by_text(re.compile(r"于\s*100\b"))).to_be_visible()
    page.get_by_label("宽（毫米）").fill("350")
    with page.expect_download():
        page.get_by_role("button", name="打印").click()


def test_a_long_print_is_left_found_again_and_fetched(page, live_server, held, tmp_path, settings, monkeypatch):
    """The page is left while a worker sets the papers; it is found on the ceremony's page, and so is its file."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("branches.ceremonies.papers.actions.SMALL", 1)
    sign_in(page, live_server.url)
    page.goto(live_server.url + held.get_absolute_url())
    papers = page.locator("#papers")
    papers.get_by_role("form", name="授牌证书").get_by_role("button", name="每份一个文件").click()
    expect(page.get_by_text("0 / 2")).to_be_visible()
    assert faults(page) == []

    page.goto(live_server.url + held.get_absolute_url())
    expect(papers.get_by_text("正在打印，0 / 2")).to_be_visible()
    while take_turn():
        pass
    expect(papers.get_by_text("可以下载")).to_be_visible()
    papers.get_by_role("link", name="授牌证书").click()
    assert faults(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载文件").click()

    waiting.value.save_as(tmp_path / "certificates.zip")
    assert len(zipfile.ZipFile(tmp_path / "certificates.zip").namelist()) == 2


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_the_pages_are_accessible(browser, live_server, held, theme, width):
    context = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 844}, locale="zh-CN", bypass_csp=True
    )
    page = context.new_page()
    plaque = held.plaques.first()
    found = {}
    for address in (f"/Q/{token_of(plaque)}", "/Q/1-AAAAAAAAAAAAAAAA"):
        page.goto(live_server.url + address)
        found[address] = faults(page)
    sign_in(page, live_server.url)
    for address in (
        held.get_absolute_url(),
        plaque.get_absolute_url(),
        f"/ceremonies/{held.pk}/papers/artwork/?size=other",
        f"/ceremonies/{held.pk}/papers/artwork/?size=other&width=1",
    ):
        page.goto(live_server.url + address)
        found[address] = faults(page)
    context.close()

    assert {address: said for address, said in found.items() if said} == {}


def test_the_code_is_followed_without_an_account_and_in_both_languages(page, live_server, held):
    plaque = held.plaques.in_running_order().first()
    page.goto(f"{live_server.url}/Q/{token_of(plaque)}")
    expect(page.get_by_text("核验属实")).to_be_visible()
    expect(page.get_by_text(plaque.number)).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Genuine: this plaque is entered in the registry and in use.")).to_be_visible()
    expect(page.get_by_text(plaque.wording)).to_be_visible()
