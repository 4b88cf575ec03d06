"""What is a person's name and what is none. How one is spelled and compared: ``members.roll.names``."""

import re
from contextlib import suppress
from typing import Final

from members.roll.names import HAN, display_name
from members.surveys.values.blanks import BLANK_WORDS, parse_blank
from members.surveys.values.faults import ERROR, Parsed, refused, taken
from members.surveys.values.standing import NOT_A_MEMBER, is_gone, is_no_member
from members.surveys.values.text import Cell, is_damaged, kind_of, plain, text_of, visible

_BRACKETS = re.compile(r"[(\[【〔{（［〈<《「](.*?)[)\]】〕}）］〉>》」]")
_HAN_NAME = re.compile(rf"[{HAN}]{{2,10}}|[{HAN}]+(?:·[{HAN}]+)+")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ'’.\-]+(?: [A-Za-zÀ-ɏ'’.\-]+)+")

_LONGEST = 60
_WHOLE = re.compile(rf"[{HAN}]{{2,4}}")
_BROKEN_NAME = 4  # characters, at most: 欧阳 and below it 修明
# 张书记, 李女士: how a chat group calls somebody; of his name only the surname is known.
_TITLES = (
    "先生|女士|小姐|太太|老师|师傅|书记|支书|村长|会长|老板|经理|主任|大姐|大哥|阿姨|大爷|大妈|大叔|大伯|大婶|大娘|叔叔|伯伯|爷爷|奶奶"
    "|医生|大夫|律师|教授|校长|局长|处长|科长|镇长|乡长|县长|队长|组长|厂长|院长"
)
_HONORIFIC = re.compile(rf"(?<=..) ?(?:同志|(?:副|总|村|支部|党支部)*(?:{_TITLES}|董事长))$")
# 书记万里, 组长：邵四才: the office goes before the name.
_OFFICE_FIRST = re.compile(rf"^(?:(?:党?支部)?(?:副?(?:书记|主任|会长|村长|组长|经理)|支书)[: ]?)+(?=[{HAN}]{{2}})")
RELATIVES: Final = (
    "妻子|丈夫|爱人|老婆|老公|媳妇|家属|家人|儿子|女儿|父亲|母亲|父母|哥哥|弟弟|姐姐|妹妹|子女|亲属|亲戚|亲友|邻居"
)
_FORM_WORDS = """
姓名 名字 人名 合计 小计 总计 共计 累计 同上 其他 其它 群众 党员 书记 副书记 委员 测试 示例 样例 例子 样表 匿名 无名 无名氏 某某 待补 空缺
本页小计 以下空白 此页无正文 本页无正文 以下无正文 未完待续
"""
# What stands in other columns, where one has slipped: headings, and the values that are told apart from names by nothing else.
_COLUMN_WORDS = """
序号 编号 性别 民族 年龄 学历 电话 手机 备注 职业 籍贯 流出地 人员类别 联系电话 联系方式 外出时间 入党时间
男性 女性 农民 工人 学生 教师 司机 保安 厨师 已故 已亡 去世 已去世 死亡 已死亡 转出 已转出 已转走 除名 作废 删除 重复 新增
汉族 回族 满族 畲族 壮族 苗族 瑶族 彝族 藏族 侗族 土家族 蒙古族 维吾尔族 正式 预备 正式党员 预备党员 中共党员 流动党员
本科 大专 中专 高中 初中 小学 研究生 外出 务工 打工 经商 务农 个体 个体户 待业 退休 已交 未交 已缴 未缴 正常 失联 在外 返乡
江西 江西省 江西人 北京 北京市 联系人 联络人 负责人 经办人 审核人 填表人 填报人 制表人 介绍人 联络员 户主 村名 单位
零报告 此页无内容 本页无内容 以下无内容
"""
_OF_OTHER_COLUMNS = frozenset(_COLUMN_WORDS.split())
_NOT_NAMES = frozenset(_FORM_WORDS.split()) | _OF_OTHER_COLUMNS
_BEHIND_NAMES = _NOT_NAMES | {"男", "女"}
# What a list's other cells end in: a text of some length that ends so is a place, a body or a sentence, not a person.
_ENDINGS = re.compile(
    r"(?<=....)[镇乡村]$|(?<=..)(?:[县市区]|街道|社区|村委会|居委会|委员会|公司|商会|协会|集团|学校|办事处|情况|如下|人员)$"
    # 张三妻子, 张三夫妇: somebody else than who has the name, or two.
    rf"|(?<=..)(?:夫妇|夫妻|一家|全家|{RELATIVES}|之[子女妻夫父母])$|^.(?:{_TITLES}|董事长|总)$"
    r"|(?<=.)等人$|名单$|名册$|台[账帐]$|(?:登记|汇总|统计|情况|调查|采集|信息)表$|^[第一二三四五六七八九十]+组$|小组$"
)
_FORM_PARTS = "合计 小计 总计 填表 填报 审核 制表 支部 党委 党员"
_SIGNERS = "联系人 联络人 联络员 负责人 经办人 介绍人 审批人 复核人 登记人"  # 联系人李四 may be whose list it is
_INSIDE = re.compile(rf"{'|'.join(_FORM_PARTS.split())}|^(?:{'|'.join(_SIGNERS.split())})|[、,，/;；]|^共.*[人名]$|某$")
_MASKED = re.compile(r"[*＊?？×XＸ某□○●■_]+$|〇〇$|[*＊?？□■●]")

_COMMON = re.compile(rf"(?![老党])[\u4e00-\u9fff]{{2,3}}(?<![县市区组])(?<!{_TITLES}|名单|名册)")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "涂饶揭邬辛晏詹章柯喻游幸敖帅占练缪施洪凌祝葛殷俞温翁庄聂柳甘阮严尧桂巫倪翟骆管"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻譚廖鄒鍾陸錢湯賀賴龔"
)
_AND = re.compile("[ 和与及]")
_GLUED = re.compile(r"([\u4e00-\u9fff])[\u4e00-\u9fff]{2}([\u4e00-\u9fff])[\u4e00-\u9fff]{2}")
_BETWEEN = re.compile(rf"[{HAN}] ?{_BRACKETS.pattern} ?[{HAN}]")  # 张三(夫)李四(妻)
_ALSO_CALLED = re.compile(rf"(?<=[{HAN}]{{2}})[ ,，、;；]*((?:曾用名|又名|原名|别名|小名)[:： ]*[{HAN}]+)$")
_NUMBERED = re.compile(rf"^(?:[(（]?\d{{1,4}}[ .、．)）]|[①-⒛㈠-㈩]|[一二三四五六七八九十]{{1,3}}、) ?(?=[{HAN}])")
_MARKED = "·.。、,，*※★☆▲△●◆◇■✓✔☑√:：'\"“”‘’()（） "  # before a name; behind it some of them mask a character
# What GB18030 makes of the first two bytes of Chinese in UTF-8; nearly all of them rare characters.
_BEGIN_MISREAD = frozenset(
    character
    for first in range(0xE4, 0xEA)
    for second in range(0x80, 0xC0)
    for character in bytes([first, second]).decode("gb18030", "ignore")
)
_IN_FORMS = frozenset(f"{_FORM_WORDS}{_FORM_PARTS}人名某")


def parse_name(cell: Cell) -> Parsed:
    """The name as it is shown; refused where it is empty, masked, damaged or not a person's."""
    if _is_ordinary(cell) and cell[0] not in _BEGIN_MISREAD:
        return Parsed(cell)
    written = visible(text_of(cell))
    blank = parse_blank(plain(written))
    if blank is not None:
        return refused("missing") if blank.value is None or not blank.faults else _as_errors(blank)
    if is_damaged(written) or _is_misread(written):
        return refused("damaged_text")
    name, note = _without_notes(written)
    are_two = _are_two(name) or _in_lines(text_of(cell)) or _BETWEEN.search(written) is not None
    name = display_name(name)
    if kind_of(cell) != "text" or are_two or not _is_name(name):
        return refused("not_a_name", text=written)
    if not note:
        return Parsed(name)
    if is_no_member(note):
        return refused(NOT_A_MEMBER, text=written)
    if is_gone(note):
        return _as_errors(taken(name, "perhaps_gone", text=note))
    return taken(name, "name_with_note", text=note)


def _as_errors(parsed: Parsed) -> Parsed:
    return Parsed(parsed.value, tuple(fault._replace(level=ERROR) for fault in parsed.faults))


def _is_misread(text: str) -> bool:
    """寮犱笁: 张三 in UTF-8, read as GB18030, as happens to single lines of files that were put together from several."""
    if text[0] not in _BEGIN_MISREAD:
        return False
    with suppress(UnicodeError):
        return bool(_HAN_NAME.fullmatch(text.encode("gb18030").decode("utf-8")))
    return False


def _are_two(text: str) -> bool:
    """张三 李四, 张三丰和李四光, 王小明李小红: two names, each with a surname of its own. 买买提 吐尔逊 and 欧阳 修 are one."""
    each = _AND.split(text)
    if len(each) > 1 and all(2 <= len(name) <= 3 and name[0] in _SURNAMES for name in each):
        return True
    glued = _GLUED.fullmatch(text)
    return glued is not None and _SURNAMES.issuperset(glued.groups())


def _in_lines(text: str) -> bool:
    """Two names below each other in a cell, not one that a narrow column broke: 张三丰, 李四光."""
    lines = [line for line in map(visible, text.splitlines()) if line]
    return len(lines) > 1 and all(map(_WHOLE.fullmatch, lines)) and len("".join(lines)) > _BROKEN_NAME


def _is_nickname(name: str) -> bool:
    """老王, 小李: again only the surname is known."""
    return len(name) == 2 and name[0] in "老小" and name[1] in _SURNAMES


def _is_ordinary(cell: Cell) -> bool:
    """Two or three common characters, none of which stands in any word that is no name: nine names in ten, told at once."""
    return (
        isinstance(cell, str)
        and _COMMON.fullmatch(cell) is not None
        and _IN_FORMS.isdisjoint(cell)
        and cell not in _NOT_NAMES
        and cell not in BLANK_WORDS
    )


def _without_notes(text: str) -> tuple[str, str]:
    """李四（预备） -> 李四 and the note 预备; 李四同志 -> 李四 and 同志; 李四 女 -> 李四 and 女; 1、李四 -> 李四; 书记李四 -> 李四."""
    text = _NUMBERED.sub("", text)
    notes = _BRACKETS.findall(text)
    name = visible(_BRACKETS.sub("", text)).lstrip(_MARKED).rstrip("·.。、,，*※★☆✓✔☑√:：'\"“”‘’()（）\\|;；-—!！ ")
    if office := _OFFICE_FIRST.match(plain(name)):
        notes.append(office.group().rstrip(": "))
        name = name[office.end() :]
    if also := _ALSO_CALLED.search(name):
        notes.append(also.group(1))
        name = name[: also.start()]
    own, _, last = name.rpartition(" ")
    if len(own) > 1 and last in _BEHIND_NAMES:
        notes.append(last)
        name = own
    honorific = _HONORIFIC.search(name)
    if honorific and len(name.replace(" ", "")) <= 6:
        notes.append(honorific.group().strip())
        name = name[: honorific.start()]
    return name, "、".join(note for note in notes if note)


def _is_name(name: str) -> bool:
    """Two to ten Chinese characters, or parts with middle dots, or a Latin name of two words at least; and no word of a form."""
    key = plain(name)
    if len(name) > _LONGEST or key in _NOT_NAMES or _MASKED.search(name) or _is_nickname(name):
        return False
    if _LATIN_NAME.fullmatch(key):
        return True
    if not _HAN_NAME.fullmatch(name):
        return False
    return not (_INSIDE.search(name) or _ENDINGS.search(name))
