"""Yes and no where something else is wanted: what they mean only the column knows, so they are asked about or left out."""

from typing import Final

from members.surveys.values.blanks import parse_blank
from members.surveys.values.faults import NOTHING, UNKNOWN, WARNING, Fault, Parsed, shown
from members.surveys.values.remembering import Parser
from members.surveys.values.text import Cell, plain, text_of
from members.surveys.values.ticks import ticked

# Of the codes three systems are in use (01 02, 1 2, 1 0): in each of them one is yes.
_IN_ITS_COLUMN: Final = frozenset({"○", "◯", "o", "v", "√√"})  # a tick where nothing but a tick is expected
_YES: Final = frozenset({"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "01"})
_NO: Final = frozenset({"否", "不是", "×", "✗", "✘", "x", "n", "no", "false", "0", "2", "02"})


def yes_or_no(text: str) -> bool | None:
    """Whether a text (in the ``plain`` form) says yes or no and nothing else, also of two choices (是□否☑); None where it does not."""
    key = (ticked(text) or text).lower()
    return True if key in _YES else False if key in _NO else None


def only_yes_or_no(text: str) -> Parsed:
    """Nothing is taken; the line is not refused for it."""
    return Parsed(UNKNOWN, (Fault("only_yes_or_no", WARNING, None, shown({"text": text})),))


def unless_yes_or_no(parse: Parser) -> Parser:
    """The parser, for cells that say more than yes or no."""

    def parsed(cell: Cell) -> Parsed:
        text = plain(text_of(cell))
        says_no_more = yes_or_no(text) is not None and parse_blank(text) is None
        return only_yes_or_no(text) if says_no_more else parse(cell)

    return parsed


def where_ticked(parse: Parser, option: str) -> Parser:
    """The parser of a column that is ticked where ``option`` holds (正式 | 预备); words that stand there are read as they are."""
    chosen = parse(option)

    def parsed(cell: Cell) -> Parsed:
        text = plain(text_of(cell))
        blank = parse_blank(text)
        if blank is not None:
            return blank if blank.faults else NOTHING
        is_ticked = text.lower() in _IN_ITS_COLUMN or yes_or_no(text)
        if is_ticked is None:
            return parse(cell)
        return chosen if is_ticked else NOTHING

    return parsed
