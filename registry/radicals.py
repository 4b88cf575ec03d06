"""Radicals for characters: what is copied out of a PDF says ⽅ (a radical) where 方 was printed, and looks the same.

Unicode has no word for most of them: its compatibility form (NFKC) unifies the radicals of Kangxi and leaves the supplement alone.
"""

import re
import unicodedata
from typing import Final

_SUPPLEMENT = """
⺁厂 ⺅亻 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵
⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺫罒 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺶羊 ⺷羊 ⺸羋 ⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼 ⺾艹
⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页
⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""
RADICALS: Final = "\u2e80-\u2fd5"
"""The two blocks of them, for a class of characters in a pattern."""

_RADICAL = re.compile(f"[{RADICALS}]")
_CHARACTERS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()},
}


def unified(text: str) -> str:
    """The text with every radical as the character that looks like it; the same object where there is none."""
    return text.translate(_CHARACTERS) if _RADICAL.search(text) else text
