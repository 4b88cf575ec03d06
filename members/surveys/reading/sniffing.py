"""What a file is, from its first bytes and its table of contents; its name is not asked."""

import re
import zipfile
import zlib
from typing import Final, Literal

from members.surveys.reading.sources import Source, first_bytes, opened, size_of
from members.surveys.reading.unusable import UnusableFile, not_a_table

FileKind = Literal["text", "xlsx", "xls", "ods"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    (b"%PDF", "pdf"), (b"\xff\xd8\xff", "picture"), (b"\x89PNG", "picture"), (b"GIF8", "picture"), (b"BM", "picture"),
    (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"), (b"\x1f\x8b", "archive"), (b"{\\rtf", "document"),
    (b"MZ", "program"), (b"\x7fELF", "program"),
)  # fmt: skip
_WEB_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<[!?]|<[a-z]+[\s>/:]|mime-version:|content-type: *multipart)",
    re.IGNORECASE,
)

_BEFORE_1997 = (
    b"\x09\x08\x08\x00\x00\x05\x05\x00"  # how a workbook of version 5 begins; the fast reader garbles its texts
)

_MANIFEST = "META-INF/manifest.xml"
_MOST_UNPACKED = 2 * 1024**3  # bytes; a million rows of a survey unpack to half of it
_MOST_RATIO = 400  # a sheet of nothing but formatting packs 50 to 1; a bomb 1,000 to 1
_SMALL = 20 * 1024**2  # bytes unpacked; below it the ratio is nobody's business


def kind_of_file(source: Source) -> FileKind:
    """Raises UnusableFile where the file is no table, is protected, holds macros, or unpacks beyond measure."""
    head = first_bytes(source, 4096)
    if not head:
        raise UnusableFile("empty")
    if head.startswith(b"PK"):
        return _kind_of_zip(source)
    if head.startswith(_OLE):
        return _kind_of_ole(source)
    for magic, kind in _OTHERS:
        if head.startswith(magic) and (kind != "picture" or b"\x00" in head):
            raise not_a_table(kind)
    if _WEB_PAGE.match(head.replace(b"\x00", b"")):  # in UTF-16 too
        raise UnusableFile("web_page")
    return "text"


def _kind_of_zip(source: Source) -> FileKind:
    try:
        with opened(source) as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            is_encrypted = any(member.flag_bits & 1 for member in members) or b"encryption-data" in _manifest(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError) as error:
        raise UnusableFile("broken") from error
    if is_encrypted:
        raise UnusableFile("encrypted")
    _refuse_bomb(members)
    return _kind_by_names({member.filename.replace("\\", "/").lower() for member in members})


def _manifest(archive: zipfile.ZipFile) -> bytes:
    """The beginning of what an ODS says of its parts, the password among it; nothing of other files."""
    if _MANIFEST not in archive.namelist():
        return b""
    with archive.open(_MANIFEST) as manifest:
        return manifest.read(_SMALL)


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_RATIO * max(packed, 1)):
        raise UnusableFile("too_much")


def _kind_by_names(names: set[str]) -> FileKind:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnusableFile("macros")
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "xlsx"
    if "content.xml" in names and not any(name.startswith(("word/", "ppt/")) for name in names):
        return "ods"
    raise not_a_table("document" if "word/document.xml" in names or "ppt/presentation.xml" in names else "archive")


def _kind_of_ole(source: Source) -> FileKind:
    """An old workbook, or a new one in an envelope of encryption; streams are found by their names in UTF-16."""
    content = first_bytes(source, size_of(source))
    if _name(b"EncryptedPackage") in content:
        raise UnusableFile("encrypted")
    if _name(b"_VBA_PROJECT") in content:
        raise UnusableFile("macros")
    if _name(b"Workbook") in content:
        return "xls"
    if _name(b"Book") in content:
        if _BEFORE_1997 in content:
            raise UnusableFile("before_1997")
        return "xls"
    if _name(b"WordDocument") in content or _name(b"PowerPoint Document") in content:
        raise not_a_table("document")
    raise UnusableFile("broken")  # its table of contents, which stands at the end as a rule, is missing


def _name(text: bytes) -> bytes:
    return b"".join(bytes([byte, 0]) for byte in text)
