"""Columns that offices, forms on telephones and programs name in their own way, and places in several columns."""

from tests.members.surveys.corpus.cases import Case, data, day, dues, lines, phone, skipped

_PHONE = phone("13800138005")
_ZHANG = {"name": "张三", "origin": "南昌县", "contact": _PHONE}

CASES = [
    Case(
        "answers_to_questions",
        lines(
            "序号,提交答卷时间,来源,来自IP,1、您的姓名：,2、您的手机号码是？,3、请填写您的户籍所在地,4、您的来京时间（年月）,5、您在京的工作单位,6、您的党费缴纳情况：",
            "1,2016/11/24 10:03:22,微信,10.0.0.1,张三,13800138005,南昌县,2014.5,某公司,已交",
        ),
        "an online questionnaire: headings are questions; when it was handed in is not when somebody left",
        {"header_line": 1},
        [
            ("序号", None),
            ("提交答卷时间", None),
            ("来源", None),
            ("来自IP", None),
            ("1、您的姓名：", "name"),
            ("2、您的手机号码是？", "contact"),
            ("3、请填写您的户籍所在地", "origin"),
            ("4、您的来京时间（年月）", "left_on"),
            ("5、您在京的工作单位", "employer"),
            ("6、您的党费缴纳情况：", "dues"),
        ],
        [
            *skipped("header", 1),
            data(2, **_ZHANG, left_on=day("2014-05"), employer="某公司", dues=dues("paid")),
        ],
    ),
    Case(
        "places_in_parts_by_their_headings",
        lines(
            "姓名,籍贯,流出地省,流出地市,流出地县（市、区）,流出地乡镇,务工地-区县,务工地-街道,务工地详细地址,联系电话",
            "张三,吉安县,江西省,南昌市,西湖区,桃源街道,丰台区,东铁匠营街道,横一条8号院,13800138005",
        ),
        "two places in parts, without groups above them; 籍贯 is another meaning of the origin",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("籍贯", None),
            ("流出地省", "origin"),
            ("流出地市", "origin"),
            ("流出地县（市、区）", "origin"),
            ("流出地乡镇", "origin"),
            ("务工地-区县", "work_address"),
            ("务工地-街道", "work_address"),
            ("务工地详细地址", "work_address"),
            ("联系电话", "contact"),
        ],
        [
            *skipped("header", 1),
            data(
                2,
                name="张三",
                origin="江西省南昌市西湖区桃源街道",
                work_address="丰台区东铁匠营街道横一条8号院",
                contact=_PHONE,
            ),
        ],
    ),
    Case(
        "native_place_beside_the_county",
        lines("县（市、区）,姓名,籍贯,,联系电话", ",,市,县,", "南昌县,张三,吉安市,吉安县,13800138005"),
        "a county of the list itself, and 籍贯 in parts, which is another county",
        {"header_line": 1},
        [
            ("县（市、区）", "origin"),
            ("姓名", "name"),
            ("籍贯/市", None),
            ("籍贯/县", None),
            ("联系电话", "contact"),
        ],
        [*skipped("header", 1, 2), data(3, **_ZHANG)],
    ),
    Case(
        "family_below_a_group",
        lines(
            "姓名,流出地,手机,家庭成员,,,,性别,",
            ",,,姓名,关系,电话,工作单位,男,女",
            "张三,南昌县,13800138005,李四,妻子,13900139005,某厂,√,",
        ),
        "the phone and the employer of a wife are not the member's; a group divided by its answers",
        {"header_line": 1},
        [
            ("姓名", "name"),
            ("流出地", "origin"),
            ("手机", "contact"),
            ("家庭成员/姓名", None),
            ("家庭成员/关系", None),
            ("家庭成员/电话", None),
            ("家庭成员/工作单位", None),
            ("性别/男", None),
            ("性别/女", None),
        ],
        [*skipped("header", 1, 2), data(3, **_ZHANG)],
    ),
    Case(
        "explained_headings",
        lines(
            "说明：请填写姓名,流出地,外出时间,联系电话四项",
            "姓名,流出地：指组织关系所在的县（市、区）,外出时间及地点,「联系电话」",
            "张三,南昌县,2014年5月到北京,13800138005",
        ),
        "instructions above and within the headings; a day together with a place is neither",
        {"header_line": 2},
        [
            ("姓名", "name"),
            ("流出地：指组织关系所在的县（市、区）", "origin"),
            ("外出时间及地点", None),
            ("「联系电话」", "contact"),
        ],
        [*skipped("title", 1), *skipped("header", 2), data(3, **_ZHANG)],
    ),
    Case(
        "other_lists_side_by_side",
        lines("姓名,流出地,联系电话,,姓名,外出时间,手机", "张三,南昌县,13800138005,,李四,2014.6,13800138006"),
        "two lists beside each other under different headings",
        unusable="side_by_side",
    ),
    Case(
        "instructions_alone",
        lines("填表说明", "1.姓名与身份证一致。", "2.外出时间填写到月。"),
        "a sentence about names is no heading",
        unusable="no_header",
    ),
    Case(
        "band_that_tells",
        lines(
            "基本情况,,,外出情况,,,党费,",
            "序号,姓名,户籍地,外出时间,外出地点,,缴纳情况,缴至",
            ",,,,省,详细地址,,",
            "1,张三,南昌县,2014.5,北京市,丰台区横一条,已交,2016.6",
        ),
        "a row above the heading without which some of it would mean nothing",
        {"header_line": 1},
        [
            ("基本情况/序号", None),
            ("基本情况/姓名", "name"),
            ("基本情况/户籍地", "origin"),
            ("外出情况/外出时间", "left_on"),
            ("外出地点/省", "work_address"),
            ("外出地点/详细地址", "work_address"),
            ("党费/缴纳情况", "dues"),
            ("党费/缴至", "dues"),
        ],
        [
            *skipped("header", 1, 2, 3),
            data(
                4,
                name="张三",
                origin="南昌县",
                left_on=day("2014-05"),
                work_address="北京市丰台区横一条",
                dues=dues("paid", "2016-06"),
            ),
        ],
    ),
]
