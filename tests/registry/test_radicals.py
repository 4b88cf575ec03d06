"""Radicals of a PDF are the characters they look like."""

import unicodedata

import pytest

from registry.radicals import unified


@pytest.mark.parametrize(
    ("copied", "printed"),
    [("⽅⼤⽜", "方大牛"), ("⻢⻘⻰", "马青龙"), ("⻓⻔⻬⻥", "长门齐鱼"), ("⼴丰区", "广丰区"), ("⺠和镇", "民和镇")],
)
def test_what_was_copied_is_what_was_printed(copied, printed):
    assert unified(copied) == printed


def test_every_radical_of_kangxi_is_its_character_and_ordinary_text_stays_itself():
    assert all("CJK UNIFIED" in unicodedata.name(unified(chr(code))) for code in range(0x2F00, 0x2FD6))
    text = "南昌县民和镇，１３８㛃䶮𬀩"
    assert unified(text) is text
