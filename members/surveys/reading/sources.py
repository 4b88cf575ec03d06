"""Where the bytes come from: memory or a file on disk, opened as often as needed, so that memory stays flat."""

import hashlib
import io
from pathlib import Path
from typing import BinaryIO

Source = bytes | Path


def opened(source: Source) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def size_of(source: Source) -> int:
    """Bytes."""
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def first_bytes(source: Source, count: int) -> bytes:
    with opened(source) as stream:
        return stream.read(count)


def sha256_of(source: Source) -> str:
    """Hexadecimal."""
    with opened(source) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # typeshed asks for more than is used
