"""Mutated files: each becomes a sheet or is refused in one sentence; nothing crashes, nothing hangs."""

import random
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.surveys.reading import UnusableFile, read
from tests.members.surveys.corpus.books import zipped
from tests.members.surveys.corpus.build import FILES

TEXTS = [path for path in sorted(FILES.glob("*.csv")) if path.stat().st_size]
BOOKS = [
    path for path in sorted(FILES.glob("*.xls*")) + sorted(FILES.glob("*.ods")) if path.stem not in ("bomb", "far_cell")
]
PATIENCE = 20  # seconds


def understood(content: bytes) -> None:
    started = time.monotonic()
    with suppress(UnusableFile):
        for row in read(content, name="file").rows():
            assert row.line >= 1
    assert time.monotonic() - started < PATIENCE


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled, moved; or the file cut off."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
            case 3:
                changed[at:at] = chance.choice([b'"', b"\r", b"\n", b",", b"\x00", b"\xff", b'"\n"', b"\xef\xbb\xbf"])
            case _:
                del changed[len(changed) - chance.randint(0, len(changed) // 4) :]
    return bytes(changed)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_mutated_texts(path):
    chance = random.Random(path.stem)
    for _ in range(20):
        understood(mutated(path.read_bytes(), chance))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_mutated_workbooks(path):
    chance = random.Random(path.stem)
    for _ in range(5):
        understood(mutated(path.read_bytes(), chance))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_mutated_parts_of_workbooks(path):
    """The package is sound, its parts are not: what the archive's own check sums do not catch."""
    chance = random.Random(path.stem)
    if zipfile.is_zipfile(path):
        for _ in range(8):
            understood(with_a_mutated_part(path, chance))


def with_a_mutated_part(path: Path, chance: random.Random) -> bytes:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, content in parts.items() if content])
    return zipped(parts | {name: mutated(parts[name], chance)})


@settings(max_examples=200)
@given(st.binary(max_size=2000) | st.text(max_size=1000).map(lambda text: text.encode("gb18030", "replace")))
def test_any_bytes(content):
    understood(content)


@settings(max_examples=100)
@given(st.text(st.sampled_from('姓名张三流出地,;\t"\r\n 13800合计：注'), max_size=200))
def test_any_text_under_a_heading(text):
    understood(("姓名,流出地,外出时间,联系电话\n" + text).encode())
