"""Many mutated files through the readers: ``make test-fuzz ARGS="--files 10000 --seed 1"``.

Each becomes a sheet, its rows values, or it is refused in one sentence. Printed at the end: how many of each, the slowest, the memory.
A file that crashes or hangs is kept beside the seed, so that it can be looked at.
"""

import datetime
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from members.surveys.interpretation import Interpreter
from members.surveys.reading import UnusableFile, read
from tests.members.surveys.corpus.books import zipped
from tests.members.surveys.corpus.build import FILES

TEXTS = [path for path in sorted(FILES.glob("*.csv")) if path.stat().st_size]
BOOKS = [
    path for path in sorted(FILES.glob("*.xls*")) + sorted(FILES.glob("*.ods")) if path.stem not in ("bomb", "far_cell")
]
PATIENCE = 60  # seconds for one file, on a busy machine
_TODAY = datetime.date(2026, 11, 24)
_MOST_ROWS = 5_000
_SPLINTERS = [
    b'"',
    b"\r",
    b"\n",
    b",",
    b"\x00",
    b"\xff",
    b'"\n"',
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x81",
    b"\t",
    b"\xe2\x80\xad",
    b"=",
]
_XML_SPLINTERS = [
    b"<",
    b">",
    b"&amp;",
    b"&#x0;",
    b"<v>1e999</v>",
    b' r="ZZZ9"',
    b' t="s"',
    b"<row/>",
    b'<c t="s"><v>99999</v></c>',
    b"-1",
]
_NUMBER = re.compile(rb"\d+")


def read_through(content: bytes) -> str:
    """Read and interpret a file to its end; how that ended: "read", or the code of the refusal. Raises AssertionError where it hangs."""
    started = time.monotonic()
    ended, sentence = "read", "It was read."
    try:
        sheet = read(content, name="file")
        interpreter = Interpreter(sheet, today=_TODAY, key=b"a key")
        for count, row in enumerate(sheet.rows()):
            assert row.line >= 1
            interpreter.redacted(row)
            if not row.reason:
                assert all(fault.message for fault in interpreter.interpret(row).faults)
            if count > _MOST_ROWS:
                break
    except UnusableFile as refusal:
        ended, sentence = str(refusal.code), str(refusal)
    assert sentence
    assert time.monotonic() - started < PATIENCE
    return ended


def mutated(content: bytes, chance: random.Random, splinters: list[bytes] = _SPLINTERS) -> bytes:
    """Bytes changed, cut out, doubled, moved, put in; or the file cut off."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
            case 3:
                changed[at:at] = chance.choice(splinters)
            case 4:
                size = chance.randint(1, 60)
                piece = changed[at : at + size]
                del changed[at : at + size]
                to = chance.randrange(len(changed) + 1)
                changed[to:to] = piece
            case _:
                del changed[len(changed) - chance.randint(0, len(changed) // 4) :]
    return bytes(changed)


def in_another_encoding(content: bytes, chance: random.Random) -> bytes:
    """The text in an encoding it was not in, with whatever that loses."""
    text = content.decode("utf-8", errors="replace")
    return text.encode(
        chance.choice(["gb18030", "cp950", "utf-16", "utf-16-be", "utf-8-sig", "utf-7"]), errors="replace"
    )


def with_a_mutated_part(path: Path, chance: random.Random) -> bytes:
    """A sound package with an unsound part: what the archive's own check sums do not catch."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, content in parts.items() if content])
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = b""
        case 2:
            parts[chance.choice(list(parts))] = parts[name]
        case 3 | 4:
            parts[name] = _with_another_number(parts[name], chance)
        case _:
            parts[name] = mutated(parts[name], chance, _XML_SPLINTERS)
    return zipped(parts)


def _with_another_number(content: bytes, chance: random.Random) -> bytes:
    numbers = list(_NUMBER.finditer(content))
    if not numbers:
        return content
    found = chance.choice(numbers)
    number = chance.choice([b"0", b"1", b"-1", b"16384", b"1048576", b"4294967295", b"9" * 20, b"1e308", b"NaN"])
    return content[: found.start()] + number + content[found.end() :]


def mutants(seed: int) -> Iterator[tuple[str, bytes]]:
    """Name of the file it comes from, and the mutated file; without end, the same for the same seed."""
    chance = random.Random(seed)
    packages = [path for path in BOOKS if zipfile.is_zipfile(path)]
    while True:
        match chance.randrange(10):
            case 0 | 1 | 2 | 3 | 4 | 5:
                path = chance.choice(TEXTS)
                yield path.name, mutated(path.read_bytes(), chance)
            case 6:
                path = chance.choice(TEXTS)
                yield path.name, mutated(in_another_encoding(path.read_bytes(), chance), chance)
            case 7:
                path = chance.choice(BOOKS)
                yield path.name, mutated(path.read_bytes(), chance)
            case _:
                path = chance.choice(packages)
                yield path.name, with_a_mutated_part(path, chance)


def _memory() -> str:
    """The most so far, of this process and of the largest process that opened a workbook for it."""
    own, reader = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"{own} MiB here, {reader} MiB in the largest reader of workbooks"


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ended: Counter[str] = Counter()
    slowest, failures = (0.0, ""), 0
    started, early = time.monotonic(), ""
    for count, (name, content) in enumerate(mutants(options.seed), start=1):
        if count > options.files:
            break
        begun = time.monotonic()
        try:
            ended[read_through(content)] += 1
        except Exception as error:  # noqa: BLE001 - whatever happens is what is looked for
            failures += 1
            kept = Path(tempfile.gettempdir()) / f"fuzz-{options.seed}-{count}-{name}"
            kept.write_bytes(content)
            print(f"{type(error).__name__}: {error}: {kept}", flush=True)
        slowest = max(slowest, (time.monotonic() - begun, f"{count}, {name}"))
        if count == options.files // 10:
            early = _memory()
        if count % 1000 == 0:
            print(f"{count} files, {failures} failures, {_memory()}", flush=True)
    took = time.monotonic() - started
    print(f"{options.files} files in {took:.0f} s, seed {options.seed}: {failures} failures.")
    print(f"The slowest ({slowest[1]}) took {slowest[0]:.1f} s.")
    print(f"Memory after a tenth: {early}; at the end: {_memory()}.")
    print(", ".join(f"{code} {times}" for code, times in ended.most_common()))
    return 1 if failures else 0


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main())
