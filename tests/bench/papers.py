"""Certificates: the typesetter of the house against WeasyPrint on the same pages.

``ratios`` sets the same certificates both ways, in pairs within one run, and gives the medians. WeasyPrint is no part of the
product: it is installed into a throw-away environment for this comparison, and left out where that cannot be done.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

from branches.ceremonies.papers.codes import code_of
from branches.ceremonies.papers.fonts import OWN
from branches.ceremonies.papers.press import set_pages

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


def certificates(count: int) -> list[dict[str, Any]]:
    """The rows of so many certificates, with their codes."""
    return [
        {
            "name": f"中国共产党第{n}县驻京流动党支部委员会",
            "number": f"赣京流〔2016〕{n:03d}号",
            "text": f"经江西省驻北京机构党委批准（赣京党〔2016〕{n}号），现授予你支部牌匾一块，编号赣京流〔2016〕{n:03d}号。",
            "close": "特发此证。",
            "issuer": "江西省驻北京机构党委",
            "day": "二〇一六年十二月六日",
            "link": (link := f"HTTPS://REGISTRY.EXAMPLE.CN/Q/{n}-ABCDEFGHIJKLMNOP"),
            "code": code_of(link),
            "stamp": "",
        }
        for n in range(1, count + 1)
    ]


def by_the_house(count: int) -> int:
    """Codes and pages; returns the size of the PDF in bytes."""
    head = {"title": "授牌证书", "office": "", "part": "", "facts": []}
    content = head | {"rows": certificates(count)}
    return sum(len(pdf) for pdf in set_pages("certificate", [content], moment=timezone.now()))


def by_weasyprint(python: Path, count: int) -> None:
    """The same pages as HTML, without the frame, which would only cost it more."""
    style = _STYLE % tuple((OWN / f"NotoSerifSC-{weight}.ttf").as_uri() for weight in ("Regular", "Bold"))
    pages = "".join(_PAGE.format_map(certificate) for certificate in certificates(count))
    program = "import sys, weasyprint; weasyprint.HTML(string=sys.stdin.read()).write_pdf()"
    html = f'<html lang="zh-CN"><style>{style}</style>{pages}</html>'
    subprocess.run([python, "-c", program], input=html.encode(), check=True, capture_output=True)


def ratios(*, count: int = 200, pairs: int = 5) -> dict[str, float]:
    """Medians over the pairs: seconds of CPU for 1,000 certificates, and how many times as many WeasyPrint takes."""
    with tempfile.TemporaryDirectory() as folder:
        python = _weasyprint(Path(folder))
        ours, theirs = [], []
        for _pair in range(pairs):
            ours.append(cpu_of(lambda: by_the_house(count)))
            if python:
                theirs.append(cpu_of(lambda: by_weasyprint(python, count)))
    found = {"certificates_1000_cpu_seconds": round(statistics.median(ours) * 1000 / count, 2)}
    if theirs:
        each = [other / own for own, other in zip(ours, theirs, strict=True)]
        found["certificates_weasyprint_ratio"] = round(statistics.median(each), 1)
    return found


def cpu_of(work: Callable[[], Any]) -> float:
    """Seconds of CPU, of this process and the ones it started."""
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _weasyprint(folder: Path) -> Path | None:
    """A Python that has it; None where it cannot be installed or does not run here (it needs pango)."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    for command in (["-m", "pip", "install", "--quiet", "weasyprint"], ["-c", "import weasyprint"]):
        if subprocess.run([python, *command], capture_output=True).returncode:
            sys.stderr.write("papers: WeasyPrint is not available here; only our own figure is given.\n")
            return None
    return python
