"""A clerk's way through a dirty file, in a real browser: mapping, values, doubts, a cell, apply, the workbook, the rest, taking back."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from members.models import Member, Upload
from registry.history.chain import broken_deeds
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.roll import make_member
from tests.factories.surveys import NANCHANG, make_csv

HEADER = "姓名,联系电话,流出地,外出时间,说明,党费收缴情况,工作单位"
ROWS = [
    "张三,13800138005,西湖区,2014.3,服装批发,照旧,",  # a column and a value to explain
    "李四,1380013,西湖区,2015.5,厨师,已交,",  # a cell to correct on the page
    "王五,,西湖区,2014.5,保安,已交,江西大厦",  # perhaps the member of this name
    "赵六,138,南昌县,2016.2,司机,已交,",  # to be corrected in the workbook
]


@pytest.fixture
def clerk():
    make_member(name="王五", fields={"employer": "江西大厦"})
    return make_user("nanchang", role="prefecture_officer", place=NANCHANG)


def expect_accessible(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["target"]) for v in violations] == []


def sign_in_and_upload(page: Page, site: str, content: bytes) -> None:
    page.goto(site)
    page.get_by_label("用户名").fill("nanchang")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("navigation").get_by_role("link", name="摸底", exact=True).click()
    page.get_by_role("link", name="上传文件").first.click()
    page.get_by_label("文件").set_input_files({"name": "摸底表.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("所属地区").select_option(label="南昌市")
    page.get_by_label("渠道").select_option(label="设区市")
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("摸底表.csv")


def set_the_columns_right(page: Page) -> None:
    page.locator("summary", has_text="识别结果").click()
    page.get_by_role("link", name="改正").click()
    page.get_by_label("说明").select_option("occupation")
    page.get_by_role("button", name="重新读取").click()
    expect(page.get_by_text("服装批发")).to_be_visible()


def explain_the_values(page: Page) -> None:
    page.get_by_role("link", name="释义无法识别的填写值").click()
    expect_accessible(page)
    page.get_by_role("group", name="照旧").get_by_label("已交").check()
    page.get_by_role("button", name="保存释义").click()
    expect(page.get_by_text("没有需要释义的填写值")).to_be_visible()
    page.get_by_role("link", name="返回文件").click()


def decide_the_doubt(page: Page) -> None:
    page.get_by_role("link", name=re.compile("判定 1 行疑似")).click()
    expect(page.get_by_text("一致").first).to_be_visible()
    expect_accessible(page)
    page.get_by_label("就是该党员").check()
    page.get_by_role("button", name="保存选择").first.click()
    expect(page.get_by_text("已判定：同一人 1 行")).to_be_visible()
    page.get_by_role("navigation", name="当前位置").get_by_role("link", name="摸底表.csv").click()


def correct_a_cell_in_its_row(page: Page) -> None:
    page.get_by_role("link", name="更正第 3 行").click()
    row = page.locator("#line-3")
    row.get_by_label("联系电话").fill("13800138006")
    expect_accessible(page)
    row.get_by_role("button", name="更正").click()
    expect(row.locator(".state")).to_have_text("新增")
    expect(row.locator("del")).to_have_text("1380013")
    expect(page.locator("#totals").get_by_role("link", name="2", exact=True)).to_be_visible()


def apply(page: Page, lines: int) -> None:
    page.get_by_role("button", name=f"写入 {lines} 行").click()
    expect(page.get_by_text("已写入。", exact=True)).to_be_visible(timeout=20_000)


def correct_the_rest_in_the_workbook(page: Page, folder: Path) -> None:
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("下载 1 行待处理数据")).click()
    path = folder / "待更正.xlsx"
    downloading.value.save_as(path)
    workbook = load_workbook(path)
    assert "位数不足" in workbook.active["B2"].comment.text
    workbook.active["B2"] = "13800138008"
    workbook.save(path)
    page.get_by_role("link", name="上传更正后的表格").click()
    expect_accessible(page)
    page.get_by_label("更正后的表格").set_input_files(path)
    page.get_by_role("button", name="上传并重新判定").click()
    expect(page.get_by_text(re.compile("已更正并重新判定 1 行"))).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_dirty_file_from_upload_to_the_last_line_and_back(page: Page, live_server, clerk, tmp_path):
    content = make_csv(*ROWS, header=HEADER)
    sign_in_and_upload(page, live_server.url, content)
    set_the_columns_right(page)
    explain_the_values(page)
    decide_the_doubt(page)
    correct_a_cell_in_its_row(page)
    apply(page, 3)
    correct_the_rest_in_the_workbook(page, tmp_path)
    apply(page, 1)
    assert sorted(Member.objects.values_list("name", flat=True)) == ["张三", "李四", "王五", "赵六"]
    assert Member.objects.get(name="张三").occupation == "服装批发"

    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text(re.compile("已撤回")).first).to_be_visible()
    assert list(Member.objects.values_list("name", flat=True)) == ["王五"]
    assert (Upload.objects.get().state, list(broken_deeds())) == ("undone", [])


@pytest.mark.django_db(transaction=True)
def test_the_second_file_asks_nothing_that_was_answered(page: Page, live_server, clerk):
    content = make_csv(*ROWS, header=HEADER)
    sign_in_and_upload(page, live_server.url, content)
    set_the_columns_right(page)
    explain_the_values(page)
    decide_the_doubt(page)
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="摸底", exact=True).click()
    page.get_by_role("link", name="上传文件").first.click()
    page.get_by_label("文件").set_input_files({"name": "第二次.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("所属地区").select_option(label="南昌市")
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_text("沿用文件 摸底表.csv 的设置")).to_be_visible()
    assert Upload.objects.first().totals["doubtful"] == 0
    page.get_by_role("link", name="释义无法识别的填写值").click()
    expect(page.get_by_text("没有需要释义的填写值")).to_be_visible()
