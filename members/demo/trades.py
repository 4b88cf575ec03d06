"""What people of each county are known for in Beijing: occupations, employers, and where such work is done."""

from typing import NamedTuple


class Trade(NamedTuple):
    """``occupations``: (text, category); ``places``: (code of the Beijing district, address)."""

    occupations: tuple[tuple[str, str], ...]
    employers: tuple[str, ...]
    places: tuple[tuple[int, str], ...]


# Categories as surveys know them (members.surveys.values.occupations).
_WORKER = "worker"
_SHOPKEEPER = "self_employed"
_MANAGER = "entrepreneur"
_SKILLED = "enterprise"
_FREE = "freelance"
_RETIRED = "retired"
_POSTED = "public_service"

# Streets and markets are real, house numbers invented.
_SOUTH_CENTRE = (110106, "丰台区大红门街道")
_MATERIALS = (110105, "朝阳区十里河建材市场")
_FARM_MARKET = (110106, "丰台区新发地批发市场")
_XIHONGMEN = (110115, "大兴区西红门镇")
_ZHONGGUANCUN = (110108, "海淀区中关村大街")
_HUILONGGUAN = (110114, "昌平区回龙观街道")
_SONGJIAZHUANG = (110106, "丰台区东铁匠营街道宋家庄")
_TONGZHOU = (110112, "通州区马驹桥镇")
_SHUNYI = (110113, "顺义区天竺镇")
_WANGJING = (110105, "朝阳区望京街道")
_LIULIQIAO = (110106, "丰台区六里桥")
_YIZHUANG = (110115, "大兴区亦庄镇")
_MAJIAPU = (110106, "丰台区马家堡西路")
_FANGSHAN = (110111, "房山区良乡镇")
_GULOU = (110102, "西城区德胜门外大街")
_DONGCHENG = (110101, "东城区崇文门外大街")

TRADES: dict[str, Trade] = {
    "windows": Trade(
        (
            ("铝合金门窗安装", _WORKER),
            ("门窗店店主", _SHOPKEEPER),
            ("铝材销售", _SHOPKEEPER),
            ("门窗厂负责人", _MANAGER),
        ),
        ("赣安门窗经营部", "安义铝材销售中心", "京赣铝业有限公司"),
        (_MATERIALS, _XIHONGMEN, _TONGZHOU, _FANGSHAN),
    ),
    "building": Trade(
        (
            ("泥瓦工", _WORKER),
            ("钢筋工", _WORKER),
            ("建筑劳务队队长", _MANAGER),
            ("施工员", _SKILLED),
            ("项目经理", _MANAGER),
        ),
        ("赣建劳务有限公司", "洪城建筑工程队", "京赣市政工程有限公司"),
        (_TONGZHOU, _YIZHUANG, _FANGSHAN, _SHUNYI, _HUILONGGUAN),
    ),
    "decoration": Trade(
        (
            ("室内装修", _WORKER),
            ("石材加工", _WORKER),
            ("木工", _WORKER),
            ("装饰公司经理", _MANAGER),
            ("油漆工", _WORKER),
        ),
        ("信江装饰工程有限公司", "赣东石材经营部", "匠心装饰工作室"),
        (_MATERIALS, _XIHONGMEN, _HUILONGGUAN, _FANGSHAN),
    ),
    "machines": Trade(
        (("挖掘机驾驶员", _WORKER), ("工程机械租赁", _SHOPKEEPER), ("机械维修", _SKILLED), ("环保设备销售", _SKILLED)),
        ("广丰工程机械租赁站", "萍实环保填料有限公司", "京南机械维修部"),
        (_TONGZHOU, _YIZHUANG, _FANGSHAN, _SHUNYI),
    ),
    "medical": Trade(
        (("医疗器械销售", _SKILLED), ("医疗器械公司经理", _MANAGER), ("仓库管理", _WORKER), ("售后工程师", _SKILLED)),
        ("进贤医械贸易有限公司", "军山湖医疗科技有限公司", "赣康器械经营部"),
        (_LIULIQIAO, _MAJIAPU, _YIZHUANG, _GULOU),
    ),
    "medicine": Trade(
        (("药材批发", _SHOPKEEPER), ("药店店员", _WORKER), ("药品销售代表", _SKILLED), ("中医馆负责人", _MANAGER)),
        ("药都堂药材经营部", "樟帮中药有限公司"),
        (_FARM_MARKET, _GULOU, _MAJIAPU),
    ),
    "catering": Trade(
        (("小吃店店主", _SHOPKEEPER), ("厨师", _WORKER), ("餐厅服务员", _WORKER), ("餐饮公司经理", _MANAGER)),
        ("赣味人家餐厅", "瓦罐煨汤馆", "鄱湖渔家饭庄"),
        (_SONGJIAZHUANG, _WANGJING, _HUILONGGUAN, _ZHONGGUANCUN, _DONGCHENG),
    ),
    "bakery": Trade(
        (("面包店店主", _SHOPKEEPER), ("烘焙师", _SKILLED), ("面包店店员", _WORKER), ("食品厂厂长", _MANAGER)),
        ("资溪麦香面包坊", "大觉山食品有限公司"),
        (_HUILONGGUAN, _WANGJING, _FANGSHAN, _SHUNYI),
    ),
    "fruit": Trade(
        (("水果批发", _SHOPKEEPER), ("蔬菜批发", _SHOPKEEPER), ("市场搬运", _WORKER), ("蜜桔营销", _SHOPKEEPER)),
        ("南丰蜜桔北京营销部", "乐平蔬菜批发部", "赣南脐橙直销店"),
        (_FARM_MARKET, _MAJIAPU, _TONGZHOU),
    ),
    "tea": Trade(
        (("茶叶店店主", _SHOPKEEPER), ("茶艺师", _SKILLED), ("茶叶销售", _WORKER)),
        ("狗牯脑茶庄", "婺绿茶行", "宁红茶业经营部"),
        ((110102, "西城区马连道茶城"), _MAJIAPU, _DONGCHENG),
    ),
    "ceramics": Trade(
        (("陶瓷销售", _SHOPKEEPER), ("陶艺师", _SKILLED), ("瓷器店店员", _WORKER), ("油画装裱", _SKILLED)),
        ("瓷都艺术陶瓷店", "黎川油画工作室"),
        ((110105, "朝阳区高碑店古家具街"), _DONGCHENG, _WANGJING),
    ),
    "furniture": Trade(
        (("家具店店主", _SHOPKEEPER), ("家具安装", _WORKER), ("木工", _WORKER), ("家具厂负责人", _MANAGER)),
        ("南康家具北京展厅", "红木雅居家具店"),
        (_XIHONGMEN, (110105, "朝阳区十八里店乡"), _TONGZHOU),
    ),
    "clothing": Trade(
        (("服装批发", _SHOPKEEPER), ("缝纫工", _WORKER), ("鞋店店主", _SHOPKEEPER), ("制版师", _SKILLED)),
        ("于都制衣经营部", "赣州鞋业批发部", "大红门服装档口"),
        (_SOUTH_CENTRE, _SONGJIAZHUANG, (110102, "西城区动物园批发市场")),
    ),
    "printing": Trade(
        (("图文店店主", _SHOPKEEPER), ("印刷机长", _SKILLED), ("印刷厂工人", _WORKER), ("平面设计", _FREE)),
        ("盱江图文快印", "鄱阳印务有限公司"),
        (_TONGZHOU, _ZHONGGUANCUN, _HUILONGGUAN),
    ),
    "logistics": Trade(
        (("货车司机", _WORKER), ("物流公司经理", _MANAGER), ("快递员", _WORKER), ("汽车配件销售", _SHOPKEEPER)),
        ("高安汽运北京分部", "剑邑物流有限公司", "赣通快运"),
        (_TONGZHOU, _SHUNYI, _FARM_MARKET, _YIZHUANG),
    ),
    "education": Trade(
        (("培训学校教师", _SKILLED), ("书店店主", _SHOPKEEPER), ("图书编辑", _SKILLED), ("教育公司经理", _MANAGER)),
        ("才乡教育咨询有限公司", "临川书店"),
        (_ZHONGGUANCUN, _WANGJING, (110108, "海淀区学院路街道")),
    ),
    "electronics": Trade(
        (("软件工程师", _SKILLED), ("电子产品销售", _SHOPKEEPER), ("网络运维", _SKILLED), ("创业公司负责人", _MANAGER)),
        ("井冈电子科技有限公司", "赣江软件有限公司", "章江网络工作室"),
        (_ZHONGGUANCUN, (110108, "海淀区上地街道"), _WANGJING, _YIZHUANG),
    ),
    "commerce": Trade(
        (
            ("商贸公司经理", _MANAGER),
            ("批发商", _SHOPKEEPER),
            ("销售员", _WORKER),
            ("会计", _SKILLED),
            ("个体经商", _SHOPKEEPER),
        ),
        ("豫章商贸有限公司", "赣商联合贸易公司", "滕王阁工艺品店"),
        (_SOUTH_CENTRE, _DONGCHENG, _GULOU, _WANGJING),
    ),
    "services": Trade(
        (
            ("家政服务", _WORKER),
            ("保安", _WORKER),
            ("出租车司机", _WORKER),
            ("花木养护", _WORKER),
            ("随子女居住", _RETIRED),
        ),
        ("赣嫂家政服务部", "红土地物业公司"),
        (_SONGJIAZHUANG, _HUILONGGUAN, _MAJIAPU, _WANGJING, _GULOU),
    ),
    "office": Trade(
        (("联络处工作人员", _POSTED), ("联络处驾驶员", _WORKER), ("驻京挂职干部", _POSTED)),
        ("驻京联络处",),
        ((110106, "丰台区东铁匠营横一条"), _SONGJIAZHUANG),
    ),
}
