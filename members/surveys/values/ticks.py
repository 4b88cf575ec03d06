"""Choices of a form that are ticked in one cell: ☑已缴 □未缴, 正式√ 预备, 已交（√） 未交（ ）."""

import re
from typing import Final

TICK: Final = "√"
_FILLED = frozenset("●◉⊙")
TICKS: Final = "√✓✔☑☒■●◉⊙"
_BOXES = "□☐◻"

_MARK = re.compile(rf"[{TICKS}{_BOXES}]|\( ?\)")
_IN_BRACKETS = re.compile(rf" ?[(\[【〔] ?([{TICKS}]?) ?[)\]】〕]")
_TO_ONE = str.maketrans({**dict.fromkeys(TICKS, TICK), **dict.fromkeys(_BOXES, "□")})
_BESIDE_A_TICK = str.maketrans(dict.fromkeys("×✗✘", "□"))
_BESIDE_A_RING = str.maketrans(dict.fromkeys("○◯", "□"))  # elsewhere it is a zero: 二○一六年
_BEFORE_MARKS = re.compile(r"^[^√□]*:(?=[√□])|\d ?[.、)] ?(?=[√□])")  # 党费：□已交 ☑未交, 1.□正式 2.☑预备
_APART = re.compile(r"(√)? ?[/、,;|] ?(?(1)|(?=√))")  # 已交√/未交 as 已交√ 未交
_BETWEEN = " /、,;|:"


def ticked(text: str) -> str | None:
    """Of the choices of a form the one that is ticked; "" where none is, None where several are or nobody can say which.

    A text without such marks stays as it is, and of a tick alone the tick. ``text`` is in the ``plain`` form.
    """
    if _MARK.search(text) is None:
        return text
    text = _IN_BRACKETS.sub(lambda found: found.group(1) or "□", text)
    if not _FILLED.isdisjoint(text):
        text = text.translate(_BESIDE_A_RING)
    text = text.translate(_TO_ONE)
    if TICK in text:
        text = text.translate(_BESIDE_A_TICK)
    text = _BEFORE_MARKS.sub("", text).strip(_BETWEEN)
    if text.startswith("□√"):
        text = text.replace("□√", TICK)  # the tick was typed behind its box
    if text == TICK:
        return TICK
    return _of_boxes(text) if "□" in text else _of_ticks(text)


def _of_boxes(text: str) -> str | None:
    """Every choice has a mark: either all of them before it, or all behind it."""
    first, *pieces = re.split("([√□])", text)
    marks, words = pieces[::2], pieces[1::2]
    if not first and words[-1]:
        pairs = list(zip(marks, words, strict=True))
    elif first and not words[-1]:
        pairs = list(zip(marks, [first, *words[:-1]], strict=True))
    else:
        return "" if TICK not in marks and not any((first, *words)) else None
    chosen = [word.strip(_BETWEEN) for mark, word in pairs if mark == TICK]
    if len(chosen) > 1:
        return None
    return (chosen[0] or None) if chosen else ""


def _of_ticks(text: str) -> str | None:
    """Only what is chosen has a mark. Which of its neighbours that is, shows where it leaves a space to the other: 正式√ 预备."""
    if text.count(TICK) > 1:
        return None
    before, after = _APART.sub(r"\1 ", text).split(TICK)
    if before and after and before.endswith(" ") == after.startswith(" "):
        return None
    stands_before = not before or (after and before.endswith(" "))
    return after.split()[0] if stands_before else before.split()[-1]
