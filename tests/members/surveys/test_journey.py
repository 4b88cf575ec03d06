"""A clerk's way through a dirty file, in a real browser: mapping, values, doubts, a cell, apply, the workbook, the rest, taking back."""

import datetime
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from members.models import Member, Upload
from members.roll import actions as roll
from members.surveys import actions as surveys
from members.surveys.works import applying, reading_in, undoing
from registry.history.chain import broken_deeds
from registry.jobs.running import take_turn
from tests.browsing import faults, sign_in
from tests.factories.accounts import make_user
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


def sign_in_and_upload(page: Page, site: str, content: bytes) -> None:
    sign_in(page, site, "nanchang")
    page.get_by_role("navigation").get_by_role("link", name="摸底", exact=True).click()
    page.get_by_role("link", name="上传文件").first.click()
    page.get_by_label("文件").set_input_files({"name": "摸底表.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("所属地区").select_option(label="南昌市")
    page.get_by_label("渠道").select_option(label="设区市")
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("摸底表.csv")


def set_the_columns_right(page: Page) -> None:
    page.locator("summary", has_text="识别结果").click()
    page.get_by_role("link", name="更正识别结果").click()
    page.get_by_label("说明").select_option("occupation")
    page.get_by_role("button", name="重新读取").click()
    expect(page.get_by_text("服装批发")).to_be_visible()


def explain_the_values(page: Page) -> None:
    page.get_by_role("link", name="说明无法识别的填写内容").click()
    assert faults(page) == []
    page.get_by_role("group", name="照旧").get_by_label("已交").check()
    page.get_by_role("button", name="保存说明").first.click()
    expect(page.get_by_text("没有需要说明的填写内容")).to_be_visible()
    page.get_by_role("link", name="返回文件").click()


def decide_the_doubt(page: Page) -> None:
    page.get_by_role("link", name=re.compile("判定 1 行存疑")).click()
    expect(page.get_by_text("一致").first).to_be_visible()
    assert faults(page) == []
    page.get_by_label("就是该党员").check()
    page.get_by_role("button", name="保存选择").first.click()
    expect(page.get_by_text("已判定：同一人 1 行")).to_be_visible()
    page.get_by_role("navigation", name="当前位置").get_by_role("link", name="摸底表.csv").click()


def correct_a_cell_in_its_row(page: Page) -> None:
    page.get_by_role("link", name="更正第 3 行").click()
    row = page.locator("#line-3")
    row.get_by_label("联系电话").fill("13800138006")
    assert faults(page) == []
    row.get_by_role("button", name="更正").click()
    expect(row.locator(".state")).to_have_text("新增")
    expect(row.locator("del")).to_have_text("1380013")
    expect(page.locator("#totals").get_by_role("link", name="2", exact=True)).to_be_visible()


def apply(page: Page, lines: int) -> None:
    page.get_by_role("button", name=f"写入 {lines} 行").click()
    expect(page.get_by_text("已写入。", exact=True)).to_be_visible()


def take_back(page: Page) -> None:
    """First it is said what happens."""
    page.get_by_role("link", name="撤回").click()
    page.get_by_role("button", name="撤回").click()


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
    assert faults(page) == []
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

    take_back(page)
    expect(page.get_by_text(re.compile("已撤回")).first).to_be_visible()
    assert list(Member.objects.values_list("name", flat=True)) == ["王五"]
    assert (Upload.objects.get().state, list(broken_deeds())) == ("undone", [])


@pytest.mark.django_db(transaction=True)
def test_a_line_is_corrected_by_keyboard_and_nobody_leaves_unsent_words_unasked(page: Page, live_server, clerk):
    sign_in_and_upload(page, live_server.url, make_csv(*ROWS, header=HEADER))
    page.get_by_role("link", name="更正第 3 行").press("Enter")
    number = page.locator("#line-3").get_by_label("联系电话")
    expect(number).to_be_focused()  # the cell with the fault

    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    number.fill("13800138006")
    page.evaluate("location.assign('/members/')")
    expect(number).to_have_value("13800138006")
    assert asked == ["beforeunload"]

    number.press("Enter")
    expect(page.get_by_role("link", name="更正第 3 行")).to_be_focused()
    page.goto(f"{live_server.url}/members/")
    assert asked == ["beforeunload"]


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
    page.get_by_role("link", name="查看已作的说明").click()
    expect(page.get_by_text("没有需要说明的填写内容")).to_be_visible()


def work() -> None:
    """As a worker does, until nothing is left to do."""
    while take_turn():
        pass


@pytest.fixture
def small_parts(monkeypatch):
    """Ten lines are many."""
    monkeypatch.setattr(surveys, "SMALL", 10)
    for room in (reading_in, applying, undoing):
        monkeypatch.setattr(room, "PART", 10)


def leave_and_come_back(page: Page) -> None:
    address = page.url
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="首页", exact=True).click()
    expect(page.locator(".job")).to_have_count(0)
    page.goto(address)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_parts")
def test_a_large_file_goes_on_while_nobody_looks_and_is_taken_back_but_for_what_was_changed(page, live_server, clerk):
    people = [f"{chr(0x4E00 + n)}小{chr(0x5F00 + n)},138001{n:05d},西湖区,2014.3,厨师,已交," for n in range(40)]
    sign_in_and_upload(page, live_server.url, make_csv(*people, header=HEADER.replace("说明", "从事职业")))
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("尚未写入任何党员数据")).to_be_visible()
    assert faults(page) == []
    work()
    page.get_by_role("button", name="写入 40 行").click()

    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("button", name="继续")).to_be_visible()
    expect(page.get_by_text("已暂停，点“继续”后接着处理")).to_be_visible()
    work()
    assert Member.objects.count() == 1
    leave_and_come_back(page)
    page.get_by_role("button", name="继续").click()
    take_turn()
    done = Member.objects.count() - 1
    assert 0 < done < 40
    expect(page.get_by_role("progressbar")).to_have_attribute("value", str(done))
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_text("文件已写入一部分")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name=f"写入 {40 - done} 行").click()
    work()
    expect(page.get_by_text(re.compile("已于 .* 写入"))).to_be_visible()
    assert Member.objects.count() == 41

    changed = Member.objects.get(name=people[7].split(",")[0])
    roll.correct(
        member=changed,
        changes={"note": "来过"},
        version=changed.version,
        by=None,
        today=datetime.date(2026, 11, 24),
    )
    take_back(page)
    work()
    expect(page.get_by_role("link", name=f"{changed.number} {changed.name}")).to_be_visible()
    assert set(Member.objects.values_list("name", flat=True)) == {"王五", changed.name}
    assert list(broken_deeds()) == []


@pytest.mark.django_db(transaction=True)
def test_in_the_wrong_encoding_then_in_the_right_one_and_a_slipped_column_must_be_meant(page, live_server, clerk):
    people = [f"张{chr(0x4E00 + n)},1380013800{n},西湖区,2014.3,厨师,已交,江西大厦" for n in range(4)]
    header = HEADER.replace("说明", "从事职业")
    sign_in_and_upload(page, live_server.url, make_csv(*people, header=header, encoding="gb18030"))
    page.locator("summary", has_text="识别结果").click()
    expect(page.get_by_text("GB18030")).to_be_visible()
    page.get_by_role("link", name="更正识别结果").click()
    page.get_by_label("编码").select_option("utf-16")
    page.get_by_role("button", name="重新读取").click()
    expect(page.get_by_text(re.compile("没有找到表头|编码的文本"))).to_be_visible()
    page.get_by_label("编码").select_option("gb18030")
    page.get_by_role("button", name="重新读取").click()
    expect(page.get_by_text("文件已重新读取。")).to_be_visible()
    apply(page, 4)

    slipped = [line.replace("厨师", "江西大厦").replace("已交,江西大厦", "已交,厨师") for line in people]
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="摸底", exact=True).click()
    page.get_by_role("link", name="上传文件").first.click()
    content = make_csv(*slipped, header=header, encoding="utf-8")
    page.get_by_label("文件").set_input_files({"name": "错列.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_label("所属地区").select_option(label="南昌市")
    page.get_by_label("渠道").select_option(label="设区市")
    page.get_by_role("button", name="上传并查看").click()
    expect(page.get_by_text("三分之一以上").first).to_be_visible()
    page.get_by_role("button", name="写入 4 行").click()
    assert set(Member.objects.exclude(name="王五").values_list("occupation", flat=True)) == {"厨师"}
    page.get_by_label("确认改动无误").check()
    apply(page, 4)
    assert set(Member.objects.exclude(name="王五").values_list("occupation", flat=True)) == {"江西大厦"}
