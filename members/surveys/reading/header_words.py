"""The headings offices use, and the field each means. Simplified, without spaces and brackets.

A sense keeps apart what one field must not mix: four meanings of origin, the present and the former occupation, parts of a place.
Within a field the sense named first is the better one.
"""

from typing import Final, NamedTuple

FIELDS: Final = (
    "name", "member_no", "id_number", "kind", "joined_on", "confirmed_on", "home_org", "origin", "left_on", "work_address", "employer",
    "occupation", "contact", "dues", "card_no", "branch", "note",
)  # fmt: skip

DATE_FIELDS: Final = ("joined_on", "confirmed_on", "left_on")

REMARK: Final = "remark"
"""The sense of a column that is read for what it says of who it stands with (``values.standing``), and not kept."""


COMPARED: Final = ("sex", "born")
"""Senses of columns that are not kept either, but compared with the identity number."""


class Meaning(NamedTuple):
    """What a heading means: a field and a sense of it. ``field`` None: known, and not kept here.

    ``whole``: of a part of a place, the sense of the place that it is a part of, where the heading says so (籍贯 / 县).
    ``option``: of a column that is ticked, the value it stands for (人员类别 / 正式).
    """

    field: str | None
    sense: str = ""
    whole: str = ""
    option: str = ""


# The senses of ``values.joining.PLACE_PARTS``.
_PLACE_PARTS = {
    "province": "省 省份 省(自治区、直辖市) 所在省",
    "prefecture": "市 设区市 地市 地级市 所属市 所在市 市(州) 市州 地区 设区的市",
    "county": "县 县市区 所属县市区 县(市、区) 区县 县区 市县区 县市 所属县区 所属县 所在县 所在县市区 区 县级 县名 county",
    "township": "乡 乡镇 镇 乡镇场 镇场 乡镇街道 乡(镇、街道) 乡(镇) 镇街 街道 所属乡镇 所在乡镇 乡镇名称",
    "village": "村 村社区 村组 镇村 村(社区) 社区 村委会 行政村 所在行政村 村名 村居 所在村 村(居) 自然村",
}

_HEADINGS: dict[str, dict[str, str]] = {
    "name": {"": """
        姓名 党员姓名 名字 名称(姓名) 姓名全称 人员姓名 流动党员姓名 流出党员姓名 真实姓名 中文姓名 成员姓名 党员名字 name
        会员姓名 乡友姓名 老乡姓名 群友姓名 fullname membername 姓/名
    """, "surname": "姓 姓氏", "given": "名"},
    "member_no": {
        "": """
            党员编号 登记编号 登记号 系统编号 党员登记号 党员号 memberno membernumber number
        """
    },
    "id_number": {
        "": """
            身份证号 身份证号码 身份证 公民身份证号 公民身份证 身份证编号 身份证件号码 公民身份证号码 公民身份号码 居民身份证号
            居民身份证号码 居民身份证 证件号码 证件号 身份号码 idnumber idno
        """
    },
    "kind": {"": """
        人员类别 党员类型 党员类别 政治面貌 党员身份 党员性质 党员属性 正式预备 正式/预备 正式/预备党员 预备/正式 正式党员/预备党员
        正式或预备 预备或正式 党员种类 人员性质 人员类型 人员分类 人员身份 政治身份 党员分类 kind kindofmember
    """, "whether": "是否党员 是否中共党员 是否为党员 是否为中共党员 是否共产党员 是否系党员 是否系中共党员"},
    "joined_on": {
        "": """
            加入党组织日期 入党日期 入党时间 入党年月 入党年月日 加入党组织时间 加入中国共产党日期 加入中国共产党时间 加入党组织的时间
            何时入党 何年入党 入党年份 入党的时间 何年何月入党 成为预备党员时间 成为预备党员日期 接收为预备党员日期 接收为预备党员时间
            预备党员时间 入党 joinedon joined datejoined dateofjoining
        """
    },
    "confirmed_on": {
        "": """
            转为正式党员日期 转为正式党员时间 转为正式时间 何时转为正式党员 何时转正 按期转正时间 按期转正日期 转正日期 转正时间 转正年月
            转正 成为正式党员日期 成为正式党员时间 confirmedon becameaformalmemberon
        """
    },
    "home_org": {
        "": """
            流出地党组织 流出党组织 流出地党支部 流出党支部 组织关系所在党支部 组织关系所在支部 组织关系所在单位
            组织关系所在党组织 组织关系所在地 组织关系所在 正式组织关系所在支部 组织关系所在单位支部 组织关系 流出组织
            流出组织名称 原所在党支部 原所在支部 原所属党支部 原党支部 原支部 原籍党支部 户籍地党支部 户籍所在地党支部 户籍地党组织
            流出地党委 流出地支部 原党组织 家乡党支部 组织关系所在地党支部 所在村党支部 组织关系所在地党组织 组织关系隶属 党组织关系
            党组织关系所在地 党组织隶属关系 正式组织关系 隶属党组织 村党支部 村支部
            党组织关系所在支部 党组织关系所在党支部 组织关系在哪里 组织关系在何处
        """,
        "branch": """
            所在党支部 所在支部 所属党支部 所属支部 所在党组织 所属党组织 所在基层党组织 隶属支部 党支部 支部 支部名称 党支部名称
            党组织名称 党组织 formalorganisation formalbranch homeorganisation homebranch homeorg
        """,
        "committee": "所在分党委 分党委 基层党委 所在党委 所属党委 所属基层党委 党委 所在党总支 党总支",
    },
    "origin": {
        "outflow": """
            流出地 流出地址 流出县 流出县市区 流出县区 流出乡镇 流出地所在县 来源县 行政区划 流出地行政区划 流出所在地 来源地
            来自何处 来自何县 流出地点 流出具体地址 placeoforigin origin hometown homecounty homeplace
        """,
        "household": "户籍所在地 户籍地 户籍 户口 原户籍地 户籍所在乡镇 户口所在地 户籍地址 户籍所在 户口地址 户口所在地址 身份证地址",
        "home": "家庭住址 家庭地址 家乡 老家 老家地址 原籍 原籍地址 家庭详细住址 原住址 家庭所在地",
        "native": "籍贯 祖籍 籍贯地 祖籍地 nativeplace",
        **_PLACE_PARTS,
    },
    "left_on": {
        "": """
            外出时间 流出时间 流出日期 外出日期 外出年月 流出年月 外出务工时间 外出流动时间 离乡时间 离家时间 何时外出 何时流出 离赣时间
            离赣日期 离乡日期 离家年月 离开家乡时间 离开本地时间 开始外出时间 外出务工经商时间 外出从业时间 outtime 离开时间 离村时间
            外流时间 流出本地时间 外出打工时间 外出就业时间 外出流动起始时间 流动起始时间 流出起始时间 流动日期 流出 外出务工日期 务工时间
            流动时间 外出起始时间 外出 leftcountyon lefthomeon leftoon lefton dateleft 外出务工起始时间 外出开始时间 流出年份 外出年份
            何时离家 何时外出务工 dateofdeparture departuredate whentheyleft
        """,
        "arrival": """
            来京时间 来京日期 进京时间 进京日期 到京时间 到京年月 来京年月 来京务工时间 进京务工时间 来北京时间 到北京时间 来京 进京 到京
            流入时间 流入日期 何时来京 何时进京 何时到京 来京年份
        """,
    },
    "work_address": {
        "": """
            务工地址 务工地点 务工地 在京务工地址 在京工作地址 工作地址 工作地点 外出务工地点 外出务工地址 务工详细地址 务工所在地
            外出务工所在地 打工地点 打工地址 打工地 工作所在地 单位地址 公司地址 企业地址 工作单位地址 在京工作单位地址 就业地点
            现在何处务工 务工所在省市 外出务工地 workaddress
        """,
        "place": """
            外出地点 流入城市 务工城市 外出城市 外出地址 外出具体地址 外出地 外出地区 外出所在地 流入地区 流入省市 流入地详细地址
            流向地 流入地址 流入地
            流入地点 在京地址 在京住址 流入所在地 外出具体地点 外出流向 流出流向 外出何地 流动地 流动地点 流动地址 流入地详址
            流动去向 外出去向 流向 去向
        """,
        "residence": """
            现居住地 北京地址 现居住地址 现居地址 目前所在地 现所在地 暂住地 暂住地址 暂住址 北京住址 现住址 现在住址 现住地 现居地
            居住地址 居住地 在京居住地址 在京居住地 住址 现住地址 目前住址 常住地 通讯地址 地址 详细地址 具体地址 联系地址 address
        """,
    },
    "employer": {
        "": """
            工作单位 流入单位 就职单位 任职单位 从业单位 现单位 现在单位 在京单位 供职单位 所在公司 流入地单位 务工企业 企业 公司
            单位及职务 务工单位 就业单位 现工作单位 在京工作单位 所在单位 单位名称 工作单位名称 流入单位名称 公司名称 企业名称 用人单位
            工作单位及职务 工作单位和职务 employer company companyname
        """
    },
    "occupation": {
        "": """
            从事职业 职业 职业类别 外出职业 务工职业 从事何种工作 现从事工作 现从事职业 现职业 从事何种职业 从事工作 目前从事职业
            外出从事工作 外出从事职业 外出从事何种工作 外出从业 何种职业 从事何职业 现从事何工作 主要从事工作 从事工作内容 工作内容 经营项目
            从事的职业 所从事职业 occupation job
        """,
        "post": "工作岗位 岗位 从事工作岗位 从业岗位 就业岗位 务工工种 从业类型 现工作岗位 工种 从业情况 从业状况",
        "trade": "外出行业 从事行业 行业 行业类别 所在行业 外出从事行业 所属行业 从业行业 务工行业",
    },
    "contact": {
        "phone": """
            联系方式 联系方法 联系手机号 移动电话号码 外出联系电话 外出联系方式 外出后联系电话 外出后联系方式 通讯号码 联络方式 联络电话
            行动电话 手机号 手机号码 手机 联系电话 电话 电话号码 移动电话 联系手机 手机电话 本人电话 联系电话号码 手机联系方式 通讯方式
            联系号码 contact phone mobile phonenumber telephone mobilephone mobilenumber mobileno phoneno cellphone tel tel.
        """,
        "fixed": """
            固定电话 住宅电话 备用联系方式 备用手机 家庭联系电话 座机 座机号码 宅电 办公电话 家庭电话 固话 备用电话 其他联系方式
            其它联系方式 其他电话 第二联系方式
            otherphones othercontact
        """,
        "wechat": "微信 微信号 微信号码 wechat wechatid",
        "qq": "qq qq号 qq号码",
        "email": "邮箱 电子邮箱 e-mail email 电子邮件",
    },
    "dues": {
        "": """
            党费收缴情况 党费交纳情况 党费缴纳情况 党费缴交情况 党费收缴 党费交纳 党费缴纳 缴纳党费情况 交纳党费情况 党费情况 党费
            交党费情况 交费情况 缴费情况 是否交清党费 是否缴清党费 是否按时交纳党费 是否按时缴纳党费 是否按期交纳党费 是否按期缴纳党费
            交纳党费 缴纳党费 党费是否交纳 党费是否缴纳 是否交纳党费 是否缴纳党费 是否交党费 党费收交情况 党费收交 是否按时足额缴纳党费
            是否按时足额交纳党费 是否足额缴纳党费 是否足额交纳党费 是否按月缴纳党费 是否按月交纳党费 dues partydues
        """,
        "paid_to": """
            党费交至年月 党费缴至年月 党费缴交至年月 党费收缴至 党费交到何时 党费缴到何时 交纳党费至 党费交到几月 党费缴到几月 缴纳党费至
            党费交纳截止日期 党费缴纳截止日期 党费交纳截止年月 党费缴纳截止年月 党费交纳截止 党费缴纳截止 党费交至 党费缴至 党费交纳至
            党费缴纳至 党费缴纳截止时间 党费交纳截止时间 党费缴到 党费交到 党费缴纳到 党费交纳到 党费交至何时 党费缴至何时 党费缴纳至何时
            党费交纳至何时 党费交至何年何月 党费缴至何年何月 党费交至何月 党费缴至何月 duespaidupto duespaidto duespaiduntil
        """,
    },
    "card_no": {
        "": """
            活动证号 流动证号 流动党员活动证号 流动党员活动证编号 流动党员证编号 持证编号 活动证编号 流动党员证号
            流动党员活动证号码 活动证号码
            cardno mobilemembercardno
        """
    },
    "branch": {
        "": """
            流入地党组织 流入党组织 流入地支部 驻京支部 驻京党支部 驻京流动党支部 所在驻京支部 所属驻京流动党支部 在京流动党支部
            所在流动支部 参加的流动党支部 拟编入支部 编入支部 现所在党支部 在京所在支部 在京党支部 在京所在党支部 流入地党支部 流入党支部
            流动党支部 流动党员党支部 在京党组织 流入组织 流入组织名称 现参加组织生活的支部 在京参加组织生活的党支部 现挂靠党支部
            北京党支部 所在流动党支部 在京支部 流动党组织 现所在支部 所属流动党支部 mobilebranch branch
        """
    },
}  # fmt: skip

# Known headings of the forms that this registry does not keep, each with why; they help to find the heading line all the same.
_NOT_KEPT: dict[str, str] = {
    "serial": "序号 编号 no no. 顺序号 序 号 行号 serialno",
    "sex": "性别 sex gender",
    "born": "出生日期 出生年月 出生年月日 出生时间 生日 birthdate dateofbirth birthday",
    "not_kept": """
        民族 年龄 学历 学位 文化程度 文化水平 党龄 党龄校正值 新社会阶层类型
        从事专业技术职务 职务 职称 是否农民工 入党类型 转正情况 入党时所在支部 延长预备期时间 是否失联党员 是否为失联党员
        是否失联 失去联系日期 失去联系年月 失去联系时间 失联原因 失联日期 参加组织生活情况 是否参加组织生活
        是否办理活动证 是否办证 流动党员活动证 失联时间
        流动类型 流动范围 外出原因 流出原因 流动原因 流入原因
        婚姻状况 健康状况 毕业院校 专业 特长 是否持证 是否持有流动党员活动证 是否持有活动证
        是否领取活动证 持证情况 发证时间 填报单位 填报时间 月工资收入 收入 月收入 年收入 工资 月工资
        工资收入 宗教信仰 宗教 信仰 家庭成员 家庭情况 家庭人口 照片 相片 血型
        银行卡号 银行账号 开户行 车牌号 党费标准 党费元/月 党费元 党费金额 月交党费 月缴党费 党费缴纳方式 党费缴纳地 党费交纳单位
        月应缴 全年应缴 全年实缴
        党费基数 党费应缴 党费实缴 党费应交 党费实交 党费月缴 党费月交 党费每月
        1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 上半年 下半年
    """,
    REMARK: """
        备注 说明 其他 其它 其他情况 附注 note notes remarks 状态 党籍状态 组织关系状态 联系情况
        回归时间 回归日期 返乡时间 返乡日期 返回时间 返回日期 转出时间 转出日期 去世时间
        是否流动党员 是否为流动党员 是否属流动党员 是否属于流动党员 是否系流动党员 是否流动
        是否转出 是否转出组织关系 组织关系是否转出 组织关系是否已转出 是否返乡 是否已返乡 是否去世 是否已故
    """,
    "former": "原职业 流出前职业 外出前职业 原从事职业 原工作单位 原单位",
    "other_person": """
        联系人 联系人姓名 联系人电话 联系人联系方式 紧急联系人 家属姓名 家属电话 家属联系方式 配偶姓名 父亲姓名 母亲姓名
        介绍人 入党介绍人 介绍人姓名 书记 书记姓名 支部书记 支部书记姓名 党支部书记 书记电话 填报人 填报人姓名 负责人
        负责人电话 流出组织联系人 流入组织联系人 流出组织电话 流入组织电话 固定联系人 联络员 联络员电话 结对联系人
    """,
}  # fmt: skip

OTHER_PEOPLE: Final = (
    "联系人",
    "介绍人",
    "家属",
    "配偶",
    "父亲",
    "母亲",
    "子女",
    "书记",
    "填报人",
    "负责人",
    "联络员",
    "审核人",
    "填表人",
    "联络人",
    "帮带人",
    "帮扶人",
    "联系党员",
    "包保干部",
    "包联干部",
    "紧急联系",
    "法人",
    "老板",
    "妻子",
    "丈夫",
    "爱人",
)
"""A heading with one of these speaks of somebody else, whatever follows: 联系人电话 is not the member's phone."""

YES_OR_NO: Final = frozenset({"是", "否", "有", "无", "男", "女"})

_OPTIONS = {
    "kind": "正式 正式党员 预备 预备党员 群众 积极分子 入党积极分子 发展对象",
    "dues": """
        已交 已缴 已交纳 已缴纳 已交党费 已缴党费 未交 未缴 未交纳 未缴纳 未交党费 未缴党费 欠交 欠缴 拖欠 减免 免交 免缴
        交清 缴清 按时交纳 按时缴纳 未按时交纳 未按时缴纳 足额交纳 足额缴纳 未足额交纳 未足额缴纳 正常 正常缴纳 正常交纳 欠费
    """,
    "home_org": "已转 已转出 已转接 转出 未转 未转出 未转接",
    "occupation": "务工 经商 务农 打工 就业 创业 个体 个体经营 自由职业 学习 求学 退休 待业 家政 建筑 餐饮 保安 保洁 物流 快递 其他 其它",
}
OPTIONS: Final = {field: frozenset(words.split()) for field, words in _OPTIONS.items()}
"""Values that are headings themselves where a form is ticked: 正式 | 预备 below 人员类别, 已交 | 未交 below 党费收缴情况."""

RELATIVES: Final = ("家庭成员", "亲属")
"""A group of this heading is about somebody else too; by itself it says what is not kept here."""

MEANINGS: Final[dict[str, Meaning]] = {
    **{word: Meaning(None, reason) for reason, words in _NOT_KEPT.items() for word in words.split()},
    **{
        word.replace("(", "").replace(")", "").replace("、", ""): Meaning(field, sense)
        for field, senses in _HEADINGS.items()
        for sense, words in senses.items()
        for word in words.split()
    },
}
SENSES: Final[dict[str, list[str]]] = {field: list(senses) for field, senses in _HEADINGS.items()}

_DECODED = """
姓名 性别 性別 电话 電話 手机 手機 籍贯 籍貫 职业 職業 地址 党员 黨員 党费 黨費 时间 時間 日期 序号 序號 备注 備註
单位 單位 联系 聯繫 聯絡 支部 身份 外出 流出 务工 務工 身份证 身份證
"""
WORDS_TO_DECODE_BY: Final = tuple(_DECODED.split())
"""Words that show, decoded rightly, that they were: in both scripts."""
