"""Which encoding a text file is in. Byte order mark; strict UTF-8; else GB18030 against Big5, whichever reads more sensibly.

Charset detectors are no use here: they call short GB18030 files Korean. And GB18030 decodes Big5 without an error, into private
use characters, kana and Greek: so these are counted.
"""

import codecs
import re
from contextlib import suppress
from typing import BinaryIO

from members.surveys.reading.header_words import WORDS_TO_DECODE_BY
from members.surveys.reading.sources import Source, first_bytes, opened
from members.surveys.reading.unusable import UnusableFile, not_a_table

ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "ascii": "utf-8", "utf-8-sig": "utf-8-sig", "utf8-sig": "utf-8-sig",
    "utf-16": "utf-16", "utf16": "utf-16", "unicode": "utf-16", "utf-16-le": "utf-16", "utf-16le": "utf-16",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "ansi": "gb18030",
    "cp950": "cp950", "big5": "cp950", "big5hkscs": "cp950", "big-5": "cp950",
}  # fmt: skip
"""Names a user may give, and the codec (by the contract's names) that is meant."""

_RARE_BIG5 = "rare_big5"

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u0370-\u052f\u3040-\u312f\uff61-\uff9f\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_LOST = "\ufffd"
# A file in UTF-8 that lost a byte somewhere is still one: so many sound characters to a damaged one. Of another encoding read as UTF-8
# most are damaged.
_SOUND_TO_DAMAGED = 10
_MOST_CONTROLS = 0.02  # of all characters; a text has none


def encoding_of(source: Source, *, forced: str | None = None) -> str:
    """The codec by the contract's name: utf-8, utf-8-sig, utf-16, gb18030 or cp950; ``forced`` is the user's word.

    Raises UnusableFile for an empty or binary file, one in UTF-32, and for a forced encoding that does not fit.
    """
    head = first_bytes(source, _SAMPLE).rstrip(b"\0")  # some programs fill the last block of a file with zeros
    if not head.strip(b"\x00 \t\r\n"):
        raise UnusableFile("empty")
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnusableFile("utf_32")
    return _forced(forced, head, source) if forced else _found(head, source)


def _found(head: bytes, source: Source) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16_codec(head):
        return "utf-16"
    if _is_binary(head):
        raise not_a_table("program")
    if _is_utf8(source):
        return "utf-8"
    return min(("gb18030", "cp950"), key=lambda codec: _oddness(head, codec))


def _forced(name: str, head: bytes, source: Source) -> str:
    codec = ENCODINGS.get(name.strip().lower().replace("_", "-"))
    if codec is None:
        raise UnusableFile("unknown_encoding", name=name)
    if codec == "utf-8" and head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    text = head.decode(python_codec(codec, head), errors="replace")
    if codec != "utf-16" and (_is_binary(head) or text.count(_LOST) > len(text) // 4):
        raise UnusableFile("wrong_encoding", name=codec)
    if codec == "utf-16" and not _has_commons(text):
        raise UnusableFile("wrong_encoding", name=codec)
    return codec


def _has_commons(text: str) -> bool:
    """Whether a text has what every table has: line ends, or a delimiter; bytes of another encoding taken by twos have neither."""
    return any(mark in text for mark in "\r\n,\t;")


def python_codec(codec: str, head: bytes) -> str:
    """The codec to decode with: utf-16 without a byte order mark needs its byte order."""
    if codec == "utf-16" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16_codec(head) or "utf-16-le"
    return codec


def errors_of(codec: str) -> str:
    """What happens to bytes that the codec does not know: rare characters of names in Big5 are looked up, all others are marked as lost."""
    return _RARE_BIG5 if codec == "cp950" else "replace"


def _rare_big5(error: UnicodeError) -> tuple[str, int]:
    """堃 and 喆 stand in the larger Big5 of Hong Kong alone, which reads other characters otherwise than most files mean them."""
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - for decoding alone
    with suppress(UnicodeDecodeError):
        return error.object[error.start : error.start + 2].decode("big5hkscs"), error.start + 2
    return _LOST, error.end


codecs.register_error(_RARE_BIG5, _rare_big5)


def _utf16_codec(head: bytes) -> str | None:
    """UTF-16 without a mark: the digits and delimiters of a table have a zero byte, always on the same side.

    Two digits beside each other are a character that no table has: there they only tell that a zero byte strayed into other text.
    """
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    most = max(even, odd)
    if most < 2 or most < 4 * min(even, odd) or most * 50 < len(head[:4096]):
        return None
    if sum(pair.isdigit() for pair in (head[at : at + 2] for at in range(0, 4096, 2))) > most:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, bytes([*range(9), 11, 12, *range(14, 26), *range(28, 32)])))
    return controls > max(len(head) * _MOST_CONTROLS, 2)


def _is_utf8(source: Source) -> bool:
    """Strictly UTF-8 to the end; or nearly so, and then damaged on the way."""
    with opened(source) as stream:
        try:
            _decode_all(stream)
        except UnicodeDecodeError:
            stream.seek(0)
            return _is_damaged_utf8(stream.read(_SAMPLE))
    return True


def _decode_all(stream: BinaryIO) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    while chunk := stream.read(_CHUNK):
        decoder.decode(chunk)
    decoder.decode(b"", final=True)


def _is_damaged_utf8(sample: bytes) -> bool:
    text = (
        sample[: len(sample) - 3].decode("utf-8", errors="replace")
        if len(sample) == _SAMPLE
        else sample.decode("utf-8", "replace")
    )
    lost = text.count(_LOST)
    sound = len(text) - len(text.encode("ascii", errors="ignore")) - lost
    return sound >= _SOUND_TO_DAMAGED and sound >= _SOUND_TO_DAMAGED * max(lost - 1, 0)


def _oddness(head: bytes, codec: str) -> tuple[int, int]:
    """How little sense the bytes make in a codec: odd characters, lost ones counting thrice; then known headings, fewer being worse."""
    text = head.decode(codec, errors="replace")
    odd = len(_ODD.findall(text)) + 3 * text.count(_LOST)
    known = sum(word in text for word in WORDS_TO_DECODE_BY)
    return (odd - 2 * known, -known)
