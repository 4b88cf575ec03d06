"""What stands on the papers of a whole ceremony: programme, running sheet, hand-over sheet, list to sign, name cards, report."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from branches.ceremonies.actions import awards_digest
from branches.ceremonies.papers import words
from branches.ceremonies.papers.occasion import Occasion, headed, particulars, sum_line
from branches.ceremonies.querysets import Figures
from branches.ceremonies.tables import Line, PlaceSum, prefecture_of
from branches.organisation.models import Branch
from registry.history.models import Deed

_BASIS = {Branch.Origin.NEW: "新授", Branch.Origin.CONSOLIDATED: "巩固"}
_SPARE_LINES = 8
_ROOM = {
    "programme": 18,
    "running": 19,
    "handover": 15,
    "signin": 17,
}  # characters in one line of a name, in their layouts


Row = dict[str, Any]


class Content(NamedTuple):
    """What a layout reads: the head once, the rows, and for papers with a file for each row the rows' names."""

    head: dict[str, Any]
    rows: Sequence[Row]
    names: list[str]


class MadeRows(Sequence[Row]):
    """Rows that are made when they are set: those of a thousand certificates never lie in memory together with the next thousand."""

    def __init__(self, lines: Sequence[Line], make: Callable[[int, Line], Row], first: int = 1) -> None:
        """``make``: from the number of a line, counted from ``first``, and the line itself."""
        self._lines, self._make, self._first = lines, make, first

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return MadeRows(self._lines[at], self._make, self._first + at.indices(len(self))[0])
        return self._make(self._first + at, self._lines[at])


def programme(occasion: Occasion) -> Content:
    head = headed(occasion) | {
        "title-splits": [split.lines for split in words.splits(occasion.title)],
        "particulars": [pair for pair in particulars(occasion) if pair[0] != "宣读文件"],
        "steps": _steps(occasion),
        "ordinals": [words.in_characters(n) for n in range(1, 21)],
        "guests": [(guest.name, guest.title) for guest in occasion.guests],
        "places": [_of_place(occasion, place) for place in occasion.roll.places],
        "figures-line": sum_line(occasion.figures),
    }
    return Content(head, [], [])


def running_sheet(occasion: Occasion) -> Content:
    rows = [
        {
            "position": line.position,
            "tenth": line.position % 10 == 0,
            "name": words.in_lines(line.plaque.branch.short_name, _ROOM["running"]),
            "place": line.place,
            "basis": _BASIS[Branch.Origin(line.plaque.origin)],
            "number": line.plaque.number or "",
            "giver": _name_and_office(line.plaque.handing_over)[0],
            "receiver": line.plaque.received_by,
        }
        for line in occasion.lines
    ]
    return Content(headed(occasion) | {"sum": sum_line(occasion.figures) + "。"}, rows, [])


def handover(occasion: Occasion) -> Content:
    rows = [
        {
            "position": line.position,
            "number": line.plaque.number or "",
            "name": words.in_lines(_name(line), _ROOM["handover"]),
            "receiver": line.plaque.received_by,
        }
        for line in occasion.lines
    ]
    total = f"以上牌匾共 {len(rows)} 块，经当面清点，文字与编号核对无误。"
    return Content(headed(occasion) | {"sum": total}, rows, [])


def sign_in(occasion: Occasion) -> Content:
    """Guests, one line for each branch, and lines for those nobody expected."""
    head = headed(occasion) | {
        "guests": [{"unit": [guest.title], "name": guest.name} for guest in occasion.guests],
        "branches": [
            *(_to_sign(line.plaque.branch.short_name, line.plaque.received_by) for line in occasion.lines),
            *(_to_sign("", "") for _spare in range(_SPARE_LINES)),
        ],
    }
    return Content(head, [], [])


def name_cards(occasion: Occasion) -> Content:
    """Whoever presides and hands over, the guests, and those who receive a plaque, each person once."""
    ceremony = occasion.ceremony
    leading = [(ceremony.presiding, "主持人"), (ceremony.handing_over, "颁牌人")] if ceremony else []
    people = [_name_and_office(text, office) for text, office in leading if text]
    people += [(guest.name, guest.title) for guest in occasion.guests]
    people += [(p.received_by, p.branch.short_name) for _n, p, _place in occasion.lines if p.received_by]
    rows = [{"name": who, "title": title, "short": len(who) <= 3} for who, title in dict.fromkeys(people)]
    return Content(headed(occasion), rows, [f"{n:03d} {row['name']}" for n, row in enumerate(rows, start=1)])


def report(occasion: Occasion) -> Content:
    """One page for the record. Every figure is counted from the rows that are read here."""
    people = [f"{guest.name}（{guest.title}）" if guest.title else guest.name for guest in occasion.guests]
    last = Deed.objects.order_by("-pk").values_list("digest", flat=True).first() or ""
    moment = f"{words.day_in_figures(occasion.moment.date())}{occasion.moment:%H:%M}"
    awarded = [line.plaque for line in occasion.lines if line.plaque.is_awarded]
    head = headed(occasion) | {
        "particulars": particulars(occasion),
        "figures": occasion.figures._asdict(),
        "places": [{"name": p.name, **p.figures._asdict()} for p in occasion.roll.places],
        "guests": "、".join(people) + ("。" if people else ""),
        "numbers": _numbers(occasion),
        "head-note": f"截至{moment}，登记系统操作记录的最后一条",
        "head-digest": _in_groups(last),
        "awards-digest": _in_groups(awards_digest(awarded)) if awarded and not occasion.is_part else "",
        "day": words.day_in_figures(occasion.moment.date()),
    }
    return Content(head, [], [])


def _steps(occasion: Occasion) -> list[str]:
    """The usual order of such a ceremony, as it is described in reports of held ones."""
    document = occasion.ceremony.document_read_out if occasion.ceremony else ""
    title = document if "《" in document or not document else f"《{document}》"
    return [
        "主持人宣布仪式开始，介绍出席领导和来宾",
        f"宣读{title or '成立流动党组织的批复'}",
        f"宣布授牌名单并逐一授牌（{sum_line(occasion.figures)}）",
        "新任党支部书记代表发言",
        "领导讲话",
        "合影留念，仪式结束",
    ]


def _of_place(occasion: Occasion, place: PlaceSum) -> dict[str, Any]:
    lines = [line for line in occasion.lines if prefecture_of(line.plaque.branch) == place.code]
    rows = [(line.position, words.in_lines(line.plaque.branch.short_name, _ROOM["programme"])) for line in lines]
    return {"name": place.name, "figures": _short_sum(place.figures), "rows": rows}


def _short_sum(figures: Figures) -> str:
    parts = [f"新授 {figures.new}"] * bool(figures.new) + [f"巩固 {figures.consolidated}"] * bool(figures.consolidated)
    return "，".join(parts)


def _numbers(occasion: Occasion) -> str:
    """From which number to which, in the order of the ledger."""
    awarded = [line.plaque for line in occasion.lines if line.plaque.is_awarded]
    if not awarded:
        return "牌匾尚未授予，编号于授牌时确定。" if occasion.lines else ""
    in_order = sorted(awarded, key=lambda plaque: (plaque.year or 0, plaque.serial or 0))
    first, last = in_order[0].number, in_order[-1].number
    span = f"编号{first}" if first == last else f"编号自{first}至{last}"
    return f"授予牌匾 {len(awarded)} 块，{span}{'（其间另有其他地区的牌匾）' if occasion.is_part and first != last else ''}。"


def _to_sign(unit: str, name: str) -> Row:
    return {"unit": words.in_lines(unit, _ROOM["signin"]), "name": name}


def _name_and_office(text: str, office: str = "") -> tuple[str, str]:
    """章文清（省驻京办主任） and 章文清 省驻京办主任 alike; ``office``: that of a name alone."""
    parts = re.fullmatch(r"(.+?)(?:[（(](.+)[）)]|[ ，,、](.+))", text.strip())
    return (parts[1], parts[2] or parts[3].strip()) if parts else (text.strip(), office)


def _name(line: Line) -> str:
    return line.plaque.wording or line.plaque.branch.short_name


def _in_groups(digest: str) -> str:
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))
