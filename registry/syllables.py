"""How Chinese characters are read, in Latin letters without marks: alone, or in the words they stand in.

The readings of whole words take 44 MiB of a process; they are loaded where words are asked for, which few processes do.
"""

import os
from collections.abc import Callable
from functools import cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # read by pypinyin as it is imported

import pypinyin


def syllable_of(character: str) -> str:
    """The first reading of a character that stands alone: 长 zhang, 女 nv. Whatever else it is comes back as it is."""
    return pypinyin.lazy_pinyin(character)[0]


def syllables_of(text: str) -> list[str]:
    """Each character as it is read in its word, 铅山 yan shan; a run of other letters and digits is one part."""
    return _with_words()(text)


@cache
def _with_words() -> Callable[[str], list[str]]:
    from pypinyin.phrases_dict import phrases_dict

    pypinyin.load_phrases_dict(phrases_dict)
    return pypinyin.lazy_pinyin
