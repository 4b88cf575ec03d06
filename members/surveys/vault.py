"""Where a survey file lies until it is applied or discarded: encrypted, in the data directory, then erased.

It may hold identity numbers. It is sealed in frames (AES-GCM), so that a large one never is in memory as a whole; each frame is bound to
the file, to its place in it and to whether it is the last. The key is derived from the installation's secret key.
"""

import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from members.surveys.reading.sources import Source, opened

_FRAME = 1 << 20  # bytes
_SEAL = 16  # bytes that sealing adds to a frame
_ABANDONED = 3600  # seconds
_SALT = 8  # bytes; with the number of the frame they make a nonce that is never used twice


def keep(number: int, source: Source) -> None:
    """Keep the file of upload ``number``."""
    path = _path(number)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    salt = os.urandom(_SALT)
    with opened(source) as plain, _written(draft) as sealed:
        sealed.write(salt)
        frame = plain.read(_FRAME)
        for at in range(1 << 32):
            following = plain.read(_FRAME)
            sealed.write(_cipher().encrypt(_nonce(salt, at), frame, _bound(number, is_last=not following)))
            if not following:
                break
            frame = following
    draft.replace(path)


@contextmanager
def unsealed(number: int) -> Iterator[Path]:
    """Within: the file of upload ``number`` as a file that only we can read; gone afterwards, at the latest with the upload's.

    Each time another one: several threads of a process may have it open. Raises FileNotFoundError once it is erased.
    """
    path = _path(number).with_suffix(f".{secrets.token_hex(8)}.open")
    try:
        with _written(path) as plain:
            for frame in _frames(number):
                plain.write(frame)
        yield path
    finally:
        path.unlink(missing_ok=True)


def erase(number: int) -> None:
    """The file is gone, also what a worker that was killed had opened of it."""
    path = _path(number)
    for each in [path, *path.parent.glob(f"{number}.*.open")]:
        each.unlink(missing_ok=True)


def tidy(needed: Callable[[Collection[int]], Collection[int]]) -> None:
    """Erase what a process that was killed left behind: opened files, drafts, and files whose upload never came to be or is done with.

    ``needed``: of these numbers, those whose file is still wanted. What is younger than an hour is left to who is at work on it.
    """
    sealed = {}
    for path in _folder().glob("*"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime < _ABANDONED:
                continue
            if path.suffix == ".sealed" and path.stem.isdecimal():
                sealed[int(path.stem)] = path
            else:
                path.unlink()
    for number in sealed.keys() - set(needed(sealed.keys())):
        sealed[number].unlink(missing_ok=True)


def _frames(number: int) -> Iterator[bytes]:
    with _path(number).open("rb") as sealed:
        salt = sealed.read(_SALT)
        frame = sealed.read(_FRAME + _SEAL)
        for at in range(1 << 32):
            following = sealed.read(_FRAME + _SEAL)
            yield _cipher().decrypt(_nonce(salt, at), frame, _bound(number, is_last=not following))
            if not following:
                return
            frame = following


def _path(number: int) -> Path:
    return _folder() / f"{number}.sealed"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "surveys"


def _written(path: Path) -> BinaryIO:
    """A file to write that nobody but us can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _nonce(salt: bytes, at: int) -> bytes:
    return salt + at.to_bytes(4, "big")


def _bound(number: int, *, is_last: bool) -> bytes:
    return f"{number}:{'last' if is_last else 'more'}".encode()


@cache
def _cipher() -> AESGCM:
    return AESGCM(
        HKDF(algorithm=SHA256(), length=32, salt=None, info=b"survey files").derive(settings.SECRET_KEY.encode())
    )
