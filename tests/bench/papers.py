"""Certificates: the typesetter of the house, and WeasyPrint on the same pages. ``python -m tests.bench.papers`` prints one JSON object.

WeasyPrint is no part of the product: it is installed into a throw-away environment for this comparison, and left out where that
cannot be done (it needs pango).
"""

import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from branches.ceremonies.papers.binding import bind  # noqa: E402
from branches.ceremonies.papers.boards import Board  # noqa: E402
from branches.ceremonies.papers.fonts import OWN  # noqa: E402
from branches.ceremonies.papers.occasion import Occasion  # noqa: E402
from branches.ceremonies.papers.orders import Order, pieces_of, set_piece  # noqa: E402
from branches.ceremonies.papers.plaques import certificates  # noqa: E402
from branches.ceremonies.querysets import Figures  # noqa: E402
from branches.ceremonies.tables import Line, RollCall  # noqa: E402
from branches.models import Branch, Ceremony, Plaque  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
DAY = datetime.date(2016, 12, 6)
_STYLE = """
@font-face { font-family: Serif SC; src: url(%s); }
@font-face { font-family: Serif SC; font-weight: bold; src: url(%s); }
@page { size: A4 landscape; margin: 20mm 42mm; }
body { font-family: Serif SC; }
article { break-after: page; }
h1 { font-size: 46pt; text-align: center; color: #b01219; letter-spacing: 0.4em; }
.number { text-align: center; } h2 { font-size: 26pt; } p { font-size: 20pt; text-indent: 2em; line-height: 1.9; }
footer { text-align: right; font-size: 16pt; } .code { float: left; } svg { width: 24mm; height: 24mm; }
"""
_PAGE = (
    '<article><h1>授牌证书</h1><div class="number">{number}</div><h2>{name}：</h2><p>{text}</p><p>{close}</p>'
    "<div class='code'>{code}</div><footer>{issuer}<br>{day}</footer></article>"
)


def occasion_of(count: int) -> Occasion:
    """A ceremony of so many branches, as it is read from the database, with nothing of it in one."""
    ceremony = Ceremony(
        pk=1, title="集中授牌仪式", division_code=360000, held_on=DAY, host="江西省驻北京机构党委", state="held"
    )
    lines = [Line(n, _plaque(n, ceremony), "江西省") for n in range(1, count + 1)]
    roll = RollCall(lines, [], Figures(total=count))
    return Occasion(ceremony, lines, roll, [], "江西省", False, timezone.localtime(), "https://registry.example.cn")


def _plaque(n: int, ceremony: Ceremony) -> Plaque:
    branch = Branch(
        code=360_000_000 + n,
        short_name=f"第{n}县驻京流动党支部",
        approved_by="江西省驻北京机构党委",
        approval_document_no=f"赣京党〔2016〕{n}号",
    )
    number = f"赣京流〔2016〕{n:03d}号"
    wording = f"中国共产党第{n}县驻京流动党支部委员会"
    return Plaque(
        pk=n,
        branch=branch,
        ceremony=ceremony,
        wording=wording,
        number=number,
        year=2016,
        serial=n,
        state="in_use",
        awarded_on=DAY,
    )


def by_the_house(occasion: Occasion) -> None:
    """From the rows to the file, as when somebody prints: texts, codes, pages, volumes."""
    order = Order("certificates", Board())
    pieces = pieces_of(order, occasion)
    with tempfile.TemporaryFile() as file:
        pdfs = (pdf for piece in pieces for pdf in set_piece(piece, occasion))
        bind(pdfs, file, moment=occasion.moment, archive=len(pieces) > 1)


def by_weasyprint(python: Path, occasion: Occasion) -> None:
    """The same pages as HTML, without the frame, which would only cost it more."""
    style = _STYLE % tuple((OWN / f"NotoSerifSC-{weight}.ttf").as_uri() for weight in ("Regular", "Bold"))
    pages = "".join(_PAGE.format_map(row) for row in certificates(occasion).rows)
    program = "import sys, weasyprint; weasyprint.HTML(string=sys.stdin.read()).write_pdf()"
    html = f'<html lang="zh-CN"><style>{style}</style>{pages}</html>'
    subprocess.run([python, "-c", program], input=html.encode(), check=True, capture_output=True)


def measured(pairs: int) -> dict[str, Any]:
    """Seconds of CPU for 1,000 certificates (median), the ratio to WeasyPrint on 200 (median of pairs), memory in MiB."""
    thousand, some = occasion_of(1000), occasion_of(200)
    whole = [cpu_of(lambda: by_the_house(thousand)) for _pair in range(pairs)]
    found: dict[str, Any] = {"pairs": pairs, "cpu_1000": statistics.median(whole)}
    with tempfile.TemporaryDirectory() as folder:
        if python := _weasyprint(Path(folder)):
            each = [
                cpu_of(lambda: by_weasyprint(python, some)) / cpu_of(lambda: by_the_house(some)) for _ in range(pairs)
            ]
            found["weasyprint"] = statistics.median(each)
    found["small"], found["large"] = _memory(1000), _memory(5000)
    return found


def _memory(count: int) -> dict[str, float]:
    """Peaks of a process that prints so many, and of its typesetters."""
    command = [sys.executable, "-m", "tests.bench.papers", "--memory", str(count)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _peaks(count: int) -> dict[str, float]:
    by_the_house(occasion_of(count))
    own, typesetter = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"own": own.ru_maxrss / 1024, "typesetter": typesetter.ru_maxrss / 1024}


def cpu_of(work: Callable[[], Any]) -> float:
    """Seconds of CPU, of this process and the ones it started."""
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _weasyprint(folder: Path) -> Path | None:
    """A Python that has it; None where it cannot be installed or does not run here."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    for command in (["-m", "pip", "install", "--quiet", "weasyprint"], ["-c", "import weasyprint"]):
        if subprocess.run([python, *command], capture_output=True).returncode:
            sys.stderr.write("papers: WeasyPrint is not available here; only our own figures are given.\n")
            return None
    return python


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--memory", type=int)
    options = parser.parse_args()
    print(json.dumps(_peaks(options.memory) if options.memory else measured(options.pairs)))
