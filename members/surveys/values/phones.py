"""Phone numbers and other ways to reach somebody, several in a cell, as clerks and phones leave them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import phonenumbers

from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import ERROR, NONE, UNKNOWN, WARNING, Fault, Parsed, refused, shown, taken
from members.surveys.values.free_text import nothing_but_identity
from members.surveys.values.names import RELATIVES
from members.surveys.values.redaction import MASK, redact
from members.surveys.values.text import Cell, kind_of, plain, text_of
from members.surveys.values.yes_no import only_yes_or_no, yes_or_no

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_POINT_ZERO = re.compile(r"(?<=\d{7})\.0+(?!\d)")  # a number that was stored as one, printed by a program
_SEVERAL_MOBILES = re.compile(r"(?:1[3-9]\d{9}){2,4}")
_FIXED = re.compile(r"(?:010|02\d)\d{8}|0[3-9]\d{2}\d{7,8}|[48]00\d{7}")
_EXTENDED = re.compile(r" *(?:转|分机|ext\.?|#) *(?=\d{1,6}$)", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)\s*(\d{1,6})$", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:\+|00)86|0?86(?=1[3-9]\d{9}$|0\d{9,11}$)")
_ABROAD = re.compile(r"\+(?!86)\d{8,15}|00(?!86)\d{8,15}")
_WHOLE_EXPONENT = re.compile(r"1\.([3-9]\d{9})E\+?10", re.IGNORECASE)  # 1.3800138005E10: nothing of it is lost
_EXPONENT = re.compile(r"[1-9](?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_WITH_EXTENSION = re.compile(r"\(?(0\d{2,3})\)?[ \-]?(\d{7,8})[\-—–](\d{1,6})")
_THOUSANDS = re.compile(r"(?<![\d,])1\d,\d{3},\d{3},\d{3}(?![\d,])")  # 13,800,138,005: a number shown as a sum
# Words that stand where a number should, and say that none reaches him.
_DEAD = "[空销换错]号|[停关]机|停[用服]|暂停服务|欠费|注销|错误|不对|有误|不存在|打?不通|无法(?:接通|联系)|联系不上|无人接听?|不接|失联"
_PHONE_WORDS = "(?:固定)?电话|手机号?码?|电话号?码?|联系(?:方式|电话)|号码|座机|通讯工具"
_NO_PHONE = re.compile(
    rf"(?:暂时?)?(?:[无没]有?|尚无|[不未没]使?用)(?:{_PHONE_WORDS})|(?:{_PHONE_WORDS})[: ]?[无没]有?"
)
_WITHHELD = "保密|(?:拒绝|不愿|不便|不肯|未|不|无法)(?:提供|透露|告知)|拒绝|不公开"
_OF_NOBODY = re.compile(
    r"(?:本人|手机|电话|该?号码?|联系方式|已经?|暂时?|目前|为|是|[:、,\s])*"
    rf"(?:(?:{_DEAD}|{_WITHHELD}|[原旧][来先]?号?)(?:号码|电话|手机|联系方式|了|已|[、,。.!\s])*)+"
)
_KEPT_BY_SPREADSHEETS = 15
_ROUNDED = "0000000"

_BROKEN = re.compile(r"(?<!\d)(?=1[3-9](?:\s*\d){9}(?!\d))(\d{2,10})\s*[\n\r]\s*")  # over two lines, by a narrow column
# A new line, ①, 1. before a number: where several numbers are listed.
_NEXT = re.compile(r"[\n\r①-⒛]|(?<![\d.])\d[.、)](?=1[3-9]\d{9}(?!\d))")
# 13800138005(空号) 13900139006: what is said of a number behind it ends before the next one.
_SAID_OF_IT = re.compile(rf"(?<=\d)( ?\([^()\d+]*\)| ?已?(?:{_DEAD})了?) *(?=[+\d])")
_FORMER = re.compile(r"\(([原旧][^()\d]{0,5}\d[^()]*)\)")  # 13900139006（原13800138005停用）
_SPLIT = re.compile(
    rf"[、/;,|\\\n]|或者?|以及|(?<=\d)(?:[和及]|\+(?=\d)| *(?=(?:本人|{RELATIVES})[^\d]{{0,4}}1\d{{10}}))"
)
_OF_WHAT = "本人|个人|家庭|办公室?|单位|移动|联通|电信"
_NUMBER_WORDS = "手机号?码?|电话号?码?|联系电话|联系方式|座机|固话|固定电话|宅电|号码|tel|phone|mobile|mob|t|m"
_LABEL = re.compile(rf"(?:{_OF_WHAT})?(?<![a-z])(?:{_NUMBER_WORDS})[.:： ]*(?=[+(\d])", re.IGNORECASE)
_WAYS = "(?:微信号?|v信|wechat|weixin|wx|vx|v(?=:)|qq号?码?|扣扣|邮箱|e-?mail|钉钉|抖音号?)"
# 微信同号 13800138005: that number is his phone, and his name in WeChat.
_OTHER_WAY = re.compile(
    # 手机/微信: 13800138005
    rf"(?:(?:手机|电话)号?码?(?:[/、,和及与]|即|就是)微信号?|微信号?(?:[/、,和及与]|即|就是)(?:手机|电话)号?码?)[:： ]*(?=1[3-9]\d{{9}})"
    rf"|(?:手机|电话)?{_WAYS}(?:同号|同手机号?码?|同电话|同上)(?:[:： ]*(?=1[3-9]\d|[+0]))?"
    rf"|{_WAYS}(?:名称?|昵称|账号|id)?[:：号为是 ]*[\w.@+\-]*"
    r"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
    re.IGNORECASE,
)
_AS_THE_PHONE = re.compile("同号|同左|[与和跟同即是为]?(?:手机|电话)号?码?(?:相同|一致|同号)?")
_MASKED = re.compile(r"\d*[*×●○•xX]{2,}\d*")  # 138****1234: as lists are printed, this registry's too
_BETWEEN_DIGITS = re.compile(r"(?<=[\d)+])[ .\-()·_–—―−‐‑]+(?=[(\d])|[()]")
_AREA_SLASH = re.compile(r"(?<!\d)(0\d{2,3})/(?=\d{7,8}(?!\d))")  # 0791/86812345
_SPACED = re.compile(r"\d(?: \d){10,11}")
_LOCAL = re.compile(r"[2-8]\d{6,7}(?:(?:-|转|分机)\d{1,6})?")
_LONE_DIGITS = re.compile(r"[\d \-()]+")
# 妻子13800138005, 13800138005(妻), 联系儿子: by that number he is reached through somebody else.
_OTHERS = rf"{RELATIVES}|联系人|老板|房东|同事|朋友|工友|老乡|村(?:支书|书记|主任|干部)"
_ANOTHERS = re.compile(rf"{_OTHERS}|^(?:联系|[是其他她的 ])*[妻夫父母兄弟姐妹](?:[的 ]|手机|电话|号码?)*$")
# Words and marks beside a number that say nothing more of it.
_IDLE = re.compile(r"(?:[\W_]|本人|移动|联通|电信|号|移|联|电|[与和转])*")

_LONGEST = {"phones": 100, "other": 120}  # characters beside the first number; what the registry's columns hold
_MOST_GROUPS = 6  # +86 0791 8681 2345 in pieces


class _Found(NamedTuple):
    phones: list[str]
    other: list[str]
    faults: list[Fault]


def parse_contact(cell: Cell) -> Parsed:
    """``{"phones": ["13800138005"], "other": "微信 abc"}``: numbers as digits (abroad with +), the rest as text.

    A part that cannot be read is an error where nothing else reaches the person, else a warning.
    """
    written = text_of(cell)
    if _MOBILE.fullmatch(written) and not written.endswith(_ROUNDED):
        return Parsed({"phones": [written], "other": ""})
    text = _WHOLE_EXPONENT.sub(r"1\1", _POINT_ZERO.sub("", plain(_NEXT.sub("、", _BROKEN.sub(r"\1", written)))))
    text = _AREA_SLASH.sub(r"\1-", _THOUSANDS.sub(lambda number: number.group().replace(",", ""), text))
    if (without := _without_number(text)) is not None:
        return without
    if yes_or_no(text) is not None:
        return only_yes_or_no(text)
    if _is_rounded(text, is_number=kind_of(cell) == "number"):
        return refused("digits_lost")
    found = _Found([], [], [])
    rest = _OTHER_WAY.sub(lambda way: _set_aside(way.group(), found), text)
    for part in _SPLIT.split(_SAID_OF_IT.sub(r"\1、", _FORMER.sub(r"、\1、", rest))):
        _read_part(_trimmed(part), found)
    return _result(found)


def _without_number(text: str) -> Parsed | None:
    """What a text says in which no number is looked for: nothing, that there is none, whose number it is not; None of any other."""
    if _OF_NOBODY.fullmatch(text):
        return taken(UNKNOWN, "no_number", text=text)
    if _NO_PHONE.fullmatch(text):
        return NONE
    if redact(text) == MASK and _numbers_in(text) is None:
        return nothing_but_identity()
    return parse_blank(text)


def _trimmed(part: str) -> str:
    """Without marks around it, and without a bracket whose other half is missing."""
    part = part.strip(" .:。")
    if part.startswith("(") and (part.endswith(")") or ")" not in part):
        part = part.strip("()")
    return part if "(" in part else part.rstrip(")")


def _is_rounded(text: str, *, is_number: bool) -> bool:
    """1.38E+10; 13800000000, which is what becomes of it; a number longer than a spreadsheet program can hold."""
    if is_number and len(text) > _KEPT_BY_SPREADSHEETS:
        return True
    return bool(_EXPONENT.fullmatch(text)) or (text.isdecimal() and text.endswith(_ROUNDED))


def parse_other_way(cell: Cell, *, label: str) -> Parsed:
    """A cell of a column of WeChat or QQ numbers: never a phone, unless it says so; kept as text under its label."""
    text = redact(plain(text_of(cell)))
    if _AS_THE_PHONE.fullmatch(text):
        return Parsed({"phones": [], "other": f"{label}同号"})
    blank = parse_blank(text)
    if blank is not None:
        return blank
    if label == "微信" and _MOBILE.fullmatch(text.removesuffix(".0")):
        return Parsed({"phones": [], "other": f"{label} {text.removesuffix('.0')}"})
    other = text if _OTHER_WAY.match(text) else f"{label} {text.removesuffix('.0')}"
    return too_long([], other) or Parsed({"phones": [], "other": other})


def _set_aside(way: str, found: _Found) -> str:
    found.other.append(way.strip(" :："))
    return "、"


def _result(found: _Found) -> Parsed:
    phones, other = list(dict.fromkeys(found.phones)), redact(" ".join(found.other).strip())
    value = {"phones": phones, "other": other} if phones or other else UNKNOWN
    if refusal := too_long(phones, other):
        return refusal
    if phones:
        return Parsed(value, tuple(fault._replace(level=WARNING) for fault in found.faults))
    return Parsed(value, tuple(found.faults))


def _read_part(part: str, found: _Found) -> None:
    if not part:
        return
    part = _LABEL.sub("", part)
    if not any(character.isdigit() for character in part):
        _read_words(part, found)
        return
    numbers = _numbers_in(part)
    if numbers is None:
        _read_mixed(part, found)
    else:
        found.phones.extend(numbers)


def _read_words(part: str, found: _Found) -> None:
    if _OF_NOBODY.fullmatch(part):
        found.faults.append(Fault("no_number", WARNING, None, shown({"text": part})))
    elif parse_blank(part) is None:
        found.other.append(part)


def _numbers_in(part: str) -> list[str] | None:
    """The numbers a text consists of, or None where it is not made of numbers alone.

    Spaces may stand inside a number and between two: 0791 86812345 138 0013 8005.
    """
    if _SPACED.fullmatch(part):
        part = part.replace(" ", "")
    part = _EXTENDED.sub("转", part)
    extended = _WITH_EXTENSION.fullmatch(part)
    if extended and _FIXED.fullmatch(extended.group(1) + extended.group(2)):
        return ["{}{}-{}".format(*extended.groups())]
    if part.startswith(("+", "00")) and (whole := _unbroken(_BETWEEN_DIGITS.sub("", part))):
        return whole  # whose beginning may pass for a shorter number: +44 20 7946 0958
    numbers: list[str] = []
    groups = part.split(" ")
    while groups:
        for size in range(1, min(len(groups), _MOST_GROUPS) + 1):
            more = _unbroken(_BETWEEN_DIGITS.sub("", " ".join(groups[:size])))
            if more:
                numbers += more
                groups = groups[size:]
                break
        else:
            return None
    return numbers


def _unbroken(digits: str) -> list[str] | None:
    """One number, or several mobile numbers glued together, which can be parted in one way only."""
    if _SEVERAL_MOBILES.fullmatch(digits):
        return [digits[at : at + 11] for at in range(0, len(digits), 11)]
    return [number] if (number := _number(digits)) else None


def _number(text: str) -> str | None:
    """A number in its plain form: 13800138005, 079186812345, 079186812345-801 (an extension), +85221234567."""
    digits = _BETWEEN_DIGITS.sub("", text)
    extension = _EXTENSION.search(digits)
    if extension:
        main = _number(digits[: extension.start()].strip())
        return f"{main}-{extension.group(1)}" if main and main.startswith("0") else None
    if _ABROAD.fullmatch(digits):
        return _abroad(digits)
    home = _COUNTRY.sub("", digits, count=1) if _COUNTRY.match(digits) else digits
    if home != digits and not home.startswith("0") and not _MOBILE.fullmatch(home):
        home = "0" + home  # the country code replaces the zero of the area
    elif home.startswith("01") and _MOBILE.fullmatch(home[1:]):
        home = home[1:]  # the zero that was dialled before mobile numbers from elsewhere
    if _MOBILE.fullmatch(home) or _FIXED.fullmatch(home):
        return home
    return None


def _abroad(digits: str) -> str | None:
    try:
        number = phonenumbers.parse(digits if digits.startswith("+") else f"+{digits[2:]}")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_RUN = re.compile(r"(?:\+|\()?\d[\d \-()+.]*\d|\d")


def _read_mixed(part: str, found: _Found) -> None:
    """A number among words (李四13800138005), or no number at all: keep what is a number, name what is wrong with the rest.

    A number of which is said that it reaches nobody (13800138005空号) is none.
    """
    left_over, own = part, []
    for run in _RUN.findall(part):
        numbers = _numbers_in(run.strip())
        if numbers:
            own += numbers
            left_over = left_over.replace(run, " ", 1)
    left_over = " ".join(left_over.replace("(", " ").replace(")", " ").split()).strip(" ,.:-")
    if own and _OF_NOBODY.fullmatch(left_over):
        found.faults.append(Fault("no_number", WARNING, None, shown({"text": part})))
        own.pop(-1 if part.lstrip("(+")[0].isdigit() else 0)  # the number beside those words
        left_over = ""
    if len(own) == 1 and _ANOTHERS.search(left_over):
        found.other.append(part)
        found.faults.append(Fault("phone_of_another", WARNING, None, shown({"text": part})))
        return
    found.phones.extend(own)
    if any(character.isdigit() for character in left_over):
        found.faults.append(_fault_of(left_over, found))
    elif not _IDLE.fullmatch(left_over):
        found.other.append(left_over)


def _fault_of(text: str, found: _Found) -> Fault:
    digits = "".join(character for character in text if character.isdigit())
    quoted = shown({"text": text})
    if _MASKED.fullmatch(text.replace(" ", "").replace("-", "")):
        return Fault("masked_phone", WARNING, None, quoted)
    if _LOCAL.fullmatch(_BETWEEN_DIGITS.sub("-", text)) or _LOCAL.fullmatch(_BETWEEN_DIGITS.sub("", text)):
        found.other.append(text)  # can be dialled by somebody who knows the town
        return Fault("no_area_code", WARNING, None, quoted)
    if _FIXED.fullmatch("0" + digits) and _LONE_DIGITS.fullmatch(text):
        return Fault("zero_lost", ERROR, {"phones": ["0" + digits], "other": ""}, quoted)
    return Fault("too_few_digits" if len(digits) < 11 else "unreadable_phone", ERROR, None, quoted)


def too_long(phones: Sequence[str], other: str) -> Parsed | None:
    """Refused, where it is more than the registry keeps of one person: whole lists of numbers stand in one cell."""
    lengths = {"phones": len(" ".join(phones[1:])), "other": len(other)}
    for what, limit in _LONGEST.items():
        if lengths[what] > limit:
            return refused("too_long", limit=str(limit))
    return None
