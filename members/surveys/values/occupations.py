"""What somebody does: the words as written, and a category where the words decide it (工作岗位, an excerpt of the national list)."""

import re
from collections.abc import Sequence

from members.roll.names import simplified
from members.surveys.values.faults import Fault, Parsed, refused
from members.surveys.values.free_text import parse_words
from members.surveys.values.text import Cell, plain

# The first that fits: 退休教师 is retired, 建筑公司老板 an entrepreneur. What nothing fits keeps its words and has no category.
_WORDS = [
    ("worker", r"务工经商|农民工"),  # 外出务工经商人员 is one post of the national list
    ("retired", r"退休|离休|内退"),
    ("student", r"学生|在读|研究生|读书|求学|留学|上学|读研|读博"),
    ("unemployed", r"待业|无业|失业|未就业|待安置|家务(?!农)|带(?:小?孩|孙|娃)|照看|照顾(?:家|老人|小?孩|孙)|随迁|^在家$|[无没]有?工作"),
    ("entrepreneur", r"老板|董事长|总裁|总经理|企业主|法人|创业|企业家|企业负责人|公司负责人|办厂"),
    ("self_employed", r"个体|开.{0,3}(?:店|馆|超市)|(?<!外)卖(?!场)|经商|生意|商户|小吃|餐馆|门店|店主|摆摊|批发|零售"),
    ("public_service", r"公务员|事业单位|事业编|机关|教师|医生|护士|(?<![伍役员业])军人|警察|民警|公办|国家干部"),
    ("community", r"社区工作|网格员|居委会"),
    ("farmer", r"农牧渔|务农|种植|养殖|农民$"),
    ("freelance", r"自由职业|灵活就业|网约车|滴滴|主播|作家|兼职"),
    ("worker", r"务工|打工|工人|建筑|装[修潢]|电焊|油漆|搬运|[木电焊瓦水泥普技民]工|工勤|.匠|(?<![员职社义加化军])工$"),
    ("worker", r"保安|保洁|家政|保姆|[月儿]嫂|快递|外卖|骑手|司机|厨师|服务员|理发|美发|裁缝|环卫|清洁"),
    ("enterprise", r"公司|企业|[国央私民外]企|职员|员工|经理|销售|工程师|会计|文员|程序员|技术员|设计|白领|主管|律师|IT|管理|专业技术"),
]  # fmt: skip
_LONGEST = 120  # characters; what the registry's column holds
_PATTERNS = [(category, re.compile(words, re.IGNORECASE)) for category, words in _WORDS]


def parse_occupation(cell: Cell) -> Parsed:
    """``{"category": "worker", "text": "建筑工人"}``; the category is "" where the words do not decide."""
    parsed = parse_words(cell, limit=_LONGEST)
    return occupation_of([parsed.value]) if isinstance(parsed.value, str) else parsed


def occupation_of(texts: Sequence[str], faults: tuple[Fault, ...] = ()) -> Parsed:
    """What somebody does, said in one text or in several; refused where it is more than the registry keeps."""
    text = "、".join(dict.fromkeys(texts))
    if len(text) > _LONGEST:
        return refused("too_long", limit=str(_LONGEST))
    return Parsed({"category": category_of(simplified(plain(text))), "text": text}, faults)


def category_of(words: str) -> str:
    """The category these words (in simplified characters) decide, or ""."""
    return next((category for category, pattern in _PATTERNS if pattern.search(words)), "")
