"""Columns of where somebody is now, and of somebody else."""

import pytest

from members.surveys.reading.columns import columns_of
from members.surveys.reading.header_rows import Heading
from members.surveys.reading.header_words import Meaning
from members.surveys.reading.headings import meaning_of


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("在京街道", Meaning("work_address", "township")),
        ("在京所在社区", Meaning("work_address", "village")),
        ("现所在区", Meaning("work_address", "county")),
        ("所在社区", None),
        ("现区县", Meaning("work_address", "county")),
        ("在京家庭住址", Meaning("work_address", "residence")),
        ("现家庭住址", Meaning("origin", "home")),
        ("北京详细地址", Meaning("work_address", "residence")),
        ("北京联系电话", Meaning("contact", "phone")),
        ("在京支部名称", Meaning("branch")),
        ("目前所属党支部", Meaning("branch")),
        ("现组织关系所在支部", Meaning("home_org")),
        ("北京市", None),
    ],
)
def test_what_is_said_of_where_he_is_now_is_not_where_he_comes_from(heading, meaning):
    assert meaning_of(heading) == meaning


@pytest.mark.parametrize(
    ("headings", "phones"),
    [
        (["家庭电话", "紧急联系人", "紧急联系人电话", "手机"], [0, 3]),
        (["家庭电话", "紧急联系人", "手机"], [0]),
        (["村支部书记", "书记电话", "联系电话"], [2]),
    ],
)
def test_behind_the_phone_of_somebody_else_stands_his_own(headings, phones):
    columns = columns_of([Heading("姓名"), *map(Heading, headings)])
    assert [column.position - 2 for column in columns if column.field == "contact"] == phones
