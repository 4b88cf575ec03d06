"""Chinese numerals in dates: 二〇一六年三月十五日, 贰零壹陆, 廿三."""

import re

_DIGITS = {
    **dict(zip("〇零○Ｏ一二三四五六七八九", "0000123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖两", "1234567892", strict=True)),
    "貳": "2", "參": "3", "陸": "6",
}  # fmt: skip
_TENS = {"十": "十", "拾": "十", "廿": "二十", "卅": "三十", "元": "一"}  # 正月 is a month of the moon
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_TENS)}]+")
_TO_DIGITS = str.maketrans(_DIGITS)
_TENS_TABLE = str.maketrans(_TENS)


_LETTER_O = re.compile(r"(?<=[一二三四五六七八九〇零○])[Oo]+(?=[一二三四五六七八九〇零○年])")


def with_digits(text: str) -> str:
    """Chinese numerals replaced by ordinary digits: 二〇一六年三月 -> 2016年3月, 十二月 -> 12月, 二十三日 -> 23日.

    A letter between them is the zero it looks like: 二O一六年.
    """
    text = _LETTER_O.sub(lambda found: "0" * len(found.group()), text)
    return _NUMERAL.sub(lambda found: _number(found.group()), text)


def _number(numeral: str) -> str:
    numeral = numeral.translate(_TENS_TABLE)
    if "十" not in numeral:
        return numeral.translate(_TO_DIGITS)
    before, _, after = numeral.partition("十")
    tens, ones = (before or "一").translate(_TO_DIGITS), (after or "零").translate(_TO_DIGITS)
    return tens + ones if len(tens) == len(ones) == 1 else numeral
