"""Headings mean what the forms say, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.surveys.reading.columns import columns_of
from members.surveys.reading.header_rows import Heading, find_header
from members.surveys.reading.header_words import FIELDS, MEANINGS, Meaning
from members.surveys.reading.headings import meaning_of

# The columns of the forms an office receives (domain 5.1 and 5.2), and the field each fills.
FORMS = {
    "姓名": "name",
    "党员姓名": "name",
    "公民身份证号": "id_number",
    "公民身份号码": "id_number",
    "身份证号(码)": "id_number",
    "人员类别": "kind",
    "党员类型": "kind",
    "政治面貌": "kind",
    "人员性质": "kind",
    "人员类型": "kind",
    "人员身份": "kind",
    "政治身份": "kind",
    "加入党组织日期": "joined_on",
    "入党日期": "joined_on",
    "入党时间": "joined_on",
    "转为正式党员日期": "confirmed_on",
    "转正日期": "confirmed_on",
    "转正时间": "confirmed_on",
    "所在党支部": "home_org",
    "组织关系所在单位": "home_org",
    "组织关系所在支部": "home_org",
    "流出地党组织": "home_org",
    "流出地": "origin",
    "流出地详细地址": "origin",
    "籍贯": "origin",
    "户籍所在地": "origin",
    "家庭住址": "origin",
    "外出时间": "left_on",
    "流出时间": "left_on",
    "流出日期": "left_on",
    "来京时间": "left_on",
    "务工地址": "work_address",
    "外出地点": "work_address",
    "流入地址": "work_address",
    "在京地址": "work_address",
    "现居住地": "work_address",
    "工作单位": "employer",
    "流入单位": "employer",
    "从事职业": "occupation",
    "工作岗位": "occupation",
    "外出行业": "occupation",
    "联系方式": "contact",
    "手机号(码)": "contact",
    "联系电话": "contact",
    "微信": "contact",
    "QQ": "contact",
    "党费收缴情况": "dues",
    "党费交纳情况": "dues",
    "党费交至年月": "dues",
    "活动证号": "card_no",
    "流动证号": "card_no",
    "流入地党组织": "branch",
    "在京所在支部": "branch",
    "原职业": None,
    "序号": None,
    "性别": None,
    "出生日期": None,
    "备注": None,
    "联系人": None,
    "联系人电话": None,
    "是否持证": None,
}

MARKS = [
    "{}", " {} ", "{}：", "*{}", "{}（必填）", "1.{}", "*1.{}", "Q2.{}", "（3）{}", "{}\n", "★{}", "{}(年/月)", "【{}】"
]  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), FORMS.items())
def test_headings_of_the_forms(heading, field):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.field == field


def test_every_heading_means_a_field_there_is():
    assert {meaning.field for meaning in MEANINGS.values()} <= {*FIELDS, None}


@given(
    st.sampled_from([heading for heading in FORMS if "(" not in heading]),
    st.sampled_from(MARKS),
    st.booleans(),
)
def test_notes_and_marks_around_a_heading_change_nothing(heading, form, spaced):
    written = form.format("　".join(heading) if spaced else heading)
    assert meaning_of(written) == meaning_of(heading)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("聯繫電話", "联系电话"), ("黨費收繳情況", "党费收缴情况"), ("務工地址", "务工地址")],
)
def test_both_scripts(traditional, simplified):
    assert meaning_of(traditional) == meaning_of(simplified)


@pytest.mark.parametrize(
    "heading", ["配偶姓名", "父亲姓名", "介绍人姓名", "书记姓名", "家属联系电话", "紧急联系人电话"]
)
def test_other_people_are_other_people(heading):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert (meaning.field, meaning.sense) == (None, "other_person")


def test_a_row_of_people_is_no_heading():
    sample = [(1, ["张三", "男", "群众", "北京"]), (2, ["李四", "女", "党员", "南昌"])]
    assert find_header(sample) is None


def test_a_title_that_speaks_of_names_is_no_heading():
    sample = [(1, ["流动党员姓名、联系电话登记表"]), (2, ["姓名", "电话"]), (3, ["张三", "13800138005"])]
    header = find_header(sample)
    assert header is not None
    assert header.first == 1


def test_people_below_the_heading_do_not_belong_to_it():
    sample = [(1, ["姓名", "电话", "流出地", "备注"]), (2, ["", "无", "北京", ""]), (3, ["张三", "1", "北京", ""])]
    header = find_header(sample)
    assert header is not None
    assert (header.first, header.last) == (0, 0)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("真实姓名", "name"), ("正式/预备", "kind"), ("何年何月入党", "joined_on"), ("何时转正", "confirmed_on")),
        *(("离赣时间", "left_on"), ("来京年月日", "left_on"), ("外出打工时间", "left_on"), ("流出起始时间", "left_on")),
        *(
            ("工作单位地址", "work_address"),
            ("暂住地址", "work_address"),
            ("打工地点", "work_address"),
            ("流向地", "work_address"),
        ),
        *(
            ("流出县（市、区）", "origin"),
            ("所属县（市、区）", "origin"),
            ("村（社区）名称", "origin"),
            ("行政区划", "origin"),
        ),
        *(("就职单位", "employer"), ("单位及职务", "employer"), ("职业类别", "occupation"), ("务工工种", "occupation")),
        *(("联系电话1", "contact"), ("手机2", "contact"), ("电话、微信", "contact"), ("移动电话号码", "contact")),
        *(("是否按时交纳党费", "dues"), ("党费缴纳截止年月", "dues"), ("党费交到何时", "dues")),
        *(("流出地党支部名称", "home_org"), ("党组织关系所在地", "home_org"), ("原所属党支部", "home_org")),
        *(("户籍所在县（必填）", "origin"), ("何种职业", "occupation"), ("外出联系电话", "contact")),
        *(("流动党员证编号", "card_no"), ("驻京流动党支部", "branch"), ("拟编入支部", "branch")),
    ],
)
def test_headings_of_offices(heading, field):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.field == field


@pytest.mark.parametrize(
    "heading", ["宗教信仰", "家庭成员", "月收入", "工资", "照片", "银行卡号", "车牌号", "党费标准", "月交党费"]
)
def test_what_is_none_of_the_registrys_business_is_said_not_to_be_kept(heading):
    assert meaning_of(heading) == Meaning(None, "not_kept")


@pytest.mark.parametrize(
    "heading",
    ["流入地党组织联系方式", "党支部电话", "联络人电话", "紧急联系电话", "包保干部", "填表人电话", "老板电话"],
)
def test_somebody_elses_phone_is_not_the_members(heading):
    assert meaning_of(heading) == Meaning(None, "other_person")


@pytest.mark.parametrize("heading", ["外出情况", "务工情况"])
def test_a_group_alone_means_nothing(heading):
    assert meaning_of(heading) is None


@pytest.mark.parametrize(
    ("headings", "chosen", "named"),
    [
        (["姓", "名", "流出地"], {}, [0, 1]),
        (["姓", "名", "姓名"], {}, [2]),
        (["姓", "流出地", "电话"], {}, []),
        (["名", "流出地", "电话"], {"名": "name"}, [0]),
        (["姓", "名", "姓名"], {"姓": "name"}, [0]),
    ],
)
def test_two_halves_are_a_name_where_there_is_no_whole(headings, chosen, named):
    columns = columns_of([Heading(text) for text in headings], chosen=chosen)
    assert [column.position - 1 for column in columns if column.field == "name"] == named


@pytest.mark.parametrize(
    ("heading", "group", "meaning"),
    [
        ("流出地县（市、区）", "", Meaning("origin", "county", "outflow")),
        ("户籍所在乡镇", "", Meaning("origin", "household")),
        ("户籍-县区", "", Meaning("origin", "county", "household")),
        ("外出流向(省)", "", Meaning("work_address", "province", "place")),
        ("务工地省份", "", Meaning("work_address", "province", "")),
        ("县", "籍贯", Meaning("origin", "county", "native")),
        ("流出地（省、市、县）", "", Meaning("origin", "outflow")),
        ("流入省份", "", Meaning("work_address", "province", "place")),
        ("流出省份", "", None),
        ("工作单位所在市", "", None),
    ],
)
def test_a_part_of_a_place_says_of_which(heading, group, meaning):
    assert meaning_of(heading, group) == meaning


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("您的姓名是？", "name"),
        ("请填写您的手机号码", "contact"),
        ("您在京的居住地址", "work_address"),
        ("您何时来京", "left_on"),
        ("流出地：指组织关系所在的县", "origin"),
        ("『联系电话』", "contact"),
    ],
)
def test_questions_and_explanations(heading, field):
    meaning = meaning_of(heading)
    assert meaning is not None
    assert meaning.field == field


@pytest.mark.parametrize("heading", ["外出时间及地点", "外出时间、原因", "联系电话：0791-86812345"])
def test_what_is_not_the_heading_of_one_thing(heading):
    assert meaning_of(heading) is None


@pytest.mark.parametrize(("heading", "group"), [("电话", "家庭成员"), ("姓名", "联系人"), ("工作单位", "主要亲属")])
def test_a_group_of_other_people(heading, group):
    assert meaning_of(heading, group) == Meaning(None, "other_person")


@pytest.mark.parametrize(
    ("headings", "origins"),
    [
        ([("县", ""), ("籍贯", "")], [0]),
        ([("县", ""), ("户籍所在地", "")], [0, 1]),
        ([("县", "籍贯"), ("流出地", "")], [1]),
        ([("县", "籍贯"), ("县", "户籍地"), ("乡镇", "户籍地")], [1, 2]),
        ([("县", "籍贯"), ("乡镇", "籍贯")], [0, 1]),
    ],
)
def test_parts_of_places_of_one_meaning_alone_are_the_origin(headings, origins):
    columns = columns_of([Heading("姓名"), *(Heading(text, group) for text, group in headings)])
    assert [column.position - 2 for column in columns if column.field == "origin"] == origins


@pytest.mark.parametrize("first", ["填表说明：请填写姓名", "1.姓名与身份证一致", "姓名、电话请填写完整。"])
def test_a_sentence_about_headings_is_none(first):
    sample = [(1, [first]), (2, ["姓名", "电话"]), (3, ["张三", "13800138005"])]
    header = find_header(sample)
    assert header is not None
    assert (header.first, header.last) == (1, 1)


def test_texts_that_divide_their_groups_belong_to_the_heading():
    sample = [(1, ["姓名", "性别", "", "电话"]), (2, ["", "男", "女", ""]), (3, ["张三", "√", "", "13800138005"])]
    header = find_header(sample)
    assert header is not None
    assert (header.first, header.last) == (0, 1)


@pytest.mark.parametrize(
    "heading",
    [
        *("联系方式是否有效", "是否加入微信群", "微信昵称", "用户名", "子女电话", "身份证号后四位", "派出所"),
        *("外出时间是否超过6个月", "外出年限", "预计外出时间", "最近一次返乡时间", "入党地点", "原居住地", "提交人"),
    ],
)
def test_what_only_sounds_like_a_field(heading):
    meaning = meaning_of(heading)
    assert meaning is None or meaning.field is None


@pytest.mark.parametrize(
    ("heading", "group", "meaning"),
    [
        ("正式（√）", "党员类别（打√）", Meaning("kind", option="正式")),
        ("未按时缴纳", "党费缴纳情况", Meaning("dues", option="未按时缴纳")),
        ("是", "是否党员", Meaning("kind", "whether", option="是")),
        ("女", "性别", Meaning(None, "sex", option="女")),
        ("否", "是否返乡", Meaning(None, "remark", option="否")),
        ("标准", "党费缴纳情况", Meaning(None, "not_kept")),
        ("正式", "工作单位", Meaning("employer")),
        ("正式", "", None),
    ],
)
def test_a_value_below_its_heading_is_a_column_that_is_ticked(heading, group, meaning):
    assert meaning_of(heading, group) == meaning


@pytest.mark.parametrize(
    ("headings", "options"),
    [
        (["正式党员（√）", "预备党员（√）", "流出地"], ["正式党员", "预备党员", ""]),
        (["预备党员", "流出地"], ["", ""]),
        (["已交", "未交", "预备党员"], ["已交", "未交", ""]),
    ],
)
def test_two_values_of_one_field_are_headings_without_one_above_them(headings, options):
    columns = columns_of([Heading("姓名"), *map(Heading, headings)])
    assert [column.option for column in columns] == ["", *options]


def test_a_text_is_no_heading_however_it_begins():
    assert meaning_of("姓名") is not None
    assert meaning_of(f"姓名（{'长' * 200}）") is None
    assert meaning_of("时间", "外出" * 200) is None
