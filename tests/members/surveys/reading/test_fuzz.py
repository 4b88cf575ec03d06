"""Mutated files: each becomes a sheet or is refused in one sentence; nothing crashes, nothing hangs. Ten thousand: ``make test-fuzz``."""

import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.members.surveys.reading.fuzzing import (
    BOOKS,
    TEXTS,
    in_another_encoding,
    mutated,
    read_through,
    with_a_mutated_part,
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_mutated_texts(path):
    chance = random.Random(path.stem)
    for _ in range(20):
        read_through(mutated(path.read_bytes(), chance))
    for _ in range(5):
        read_through(mutated(in_another_encoding(path.read_bytes(), chance), chance))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_mutated_workbooks(path):
    chance = random.Random(path.stem)
    for _ in range(5):
        read_through(mutated(path.read_bytes(), chance))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_mutated_parts_of_workbooks(path):
    """The package is sound, its parts are not: what the archive's own check sums do not catch."""
    chance = random.Random(path.stem)
    if zipfile.is_zipfile(path):
        for _ in range(8):
            read_through(with_a_mutated_part(path, chance))


@settings(max_examples=200)
@given(st.binary(max_size=2000) | st.text(max_size=1000).map(lambda text: text.encode("gb18030", "replace")))
def test_any_bytes(content):
    read_through(content)


@settings(max_examples=100)
@given(st.text(st.sampled_from('姓名张三流出地,;\t"\r\n 13800合计：注'), max_size=200))
def test_any_text_under_a_heading(text):
    read_through(("姓名,流出地,外出时间,联系电话\n" + text).encode())
