"""What stands on the papers of a single plaque: its artwork for the maker and its certificate."""

from branches.ceremonies.models import Ceremony, Plaque
from branches.ceremonies.papers import words
from branches.ceremonies.papers.boards import BLEED, SLUG, Board, is_upright
from branches.ceremonies.papers.codes import code_of
from branches.ceremonies.papers.confirmation import link_of
from branches.ceremonies.papers.contents import Content, MadeRows, Row
from branches.ceremonies.papers.occasion import LIVING, Occasion, headed
from branches.ceremonies.tables import Line
from branches.organisation.models import Branch

_COLOURS = {
    "white": "白底红字 C0 M100 Y95 K8",
    "red": "红底金字 C0 M100 Y95 K8 / C0 M16 Y52 K4",
}
_YOUR = {Branch.Kind.BRANCH: "你支部", Branch.Kind.GENERAL_BRANCH: "你总支", Branch.Kind.COMMITTEE: "你委员会"}


def artworks(occasion: Occasion, board: Board) -> Content:
    """One board each: frozen where the plaque was awarded, marked as a proof where it was not."""
    lines = _shown(occasion)

    def made(number: int, line: Line) -> Row:
        return _artwork(occasion, line, board, f"第 {number} 块，共 {len(lines)} 块")

    head = headed(occasion) | {
        "style": board.style,
        "bleed": BLEED,
        "slug": SLUG,
    }
    return Content(head, MadeRows(lines, made), [_file_name(line) for line in lines])


def certificates(occasion: Occasion) -> Content:
    lines = _shown(occasion)
    rows = MadeRows(lines, lambda _number, line: _certificate(occasion, line))
    return Content(headed(occasion), rows, [_file_name(line) for line in lines])


def _shown(occasion: Occasion) -> list[Line]:
    return [line for line in occasion.lines if line.plaque.state in LIVING]


def _artwork(occasion: Occasion, line: Line, board: Board, count: str) -> Row:
    plaque, branch = line.plaque, line.plaque.branch
    width, height = board.size_of(plaque)
    upright = is_upright(width, height)
    wording = plaque.wording or branch.plaque_name or branch.full_name
    note = [
        count,
        plaque.number or "编号待授",
        f"成品 {width} × {height} mm，比例 1:1，出血 {BLEED} mm",
        _COLOURS[board.style],
        "字体 思源宋体 Bold",
        f"支部代码 {branch.code}",
        f"出图 {words.day_in_figures(occasion.moment.date())}",
    ]
    standing, stamp = _standing(plaque)
    return {
        "width": width,
        "height": height,
        "upright": upright,
        "splits": [split._asdict() for split in (words.upright if upright else words.splits)(wording)],
        "note": "　·　".join(note),
        "standing": standing,
        "stamp": stamp,
        "final": plaque.is_awarded,
    }


def _standing(plaque: Plaque) -> tuple[str, str]:
    """Whether the board may be made, in words for the maker, and what is stamped across it.

    A plaque is made before it is handed over: once its ceremony is prepared the board itself is clean, and the margin says that
    the wording is frozen only by the award.
    """
    if plaque.is_awarded:
        return f"定稿　文字已于 {words.day_in_figures(plaque.awarded_on)} 授牌时定稿", ""
    if plaque.ceremony and plaque.ceremony.state == Ceremony.State.PREPARED:
        return "样稿　尚未授牌：文字为拟定，授牌时定稿，制作前请与主办方核对", ""
    return "样稿　尚未授牌：文字为拟定，不得据此制作", "样稿"


def _certificate(occasion: Occasion, line: Line) -> Row:
    plaque, branch = line.plaque, line.plaque.branch
    ceremony = plaque.ceremony
    link = link_of(plaque, occasion.base) if plaque.is_awarded else ""
    day = plaque.awarded_on or (ceremony.held_on if ceremony else None)
    return {
        "name": plaque.wording or branch.full_name,
        "number": plaque.number or "（编号于授牌时确定）",
        "text": _grant(plaque),
        "close": "特发此证。",
        "issuer": (ceremony.host if ceremony else "") or branch.approved_by,
        "day": words.day_in_characters(day),
        "link": link,
        "code": code_of(link) if link else "",
        "stamp": "" if plaque.is_awarded else "样张",
    }


def _grant(plaque: Plaque) -> str:
    """By whose approval, what is given, under which number, from when."""
    branch, you = plaque.branch, _YOUR[Branch.Kind(plaque.branch.kind)]
    by, document = branch.approved_by, branch.approval_document_no
    basis = f"经{by}批准" if by else f"根据{document}" if document else ""
    basis += f"（{document}）" if by and document else ""
    given = {
        Plaque.AwardKind.NEW: f"现授予{you}牌匾一块",
        Plaque.AwardKind.REPLACEMENT: f"现为{you}换发牌匾一块",
        Plaque.AwardKind.SUPPLEMENTARY: f"现为{you}补发牌匾一块",
    }[Plaque.AwardKind(plaque.award_kind)]
    number = f"编号{plaque.number}" if plaque.number else "编号于授牌时确定"
    since = f"，自{words.day_in_figures(plaque.awarded_on)}起使用" if plaque.awarded_on else ""
    return f"{basis}，{given}，{number}{since}。".removeprefix("，")


def _file_name(line: Line) -> str:
    return f"{line.position:03d} {line.plaque.branch.short_name}"
