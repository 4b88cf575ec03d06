"""Where a survey file lies until it is applied or discarded: encrypted, in the data directory, then erased.

It may hold identity numbers. The key is derived from the installation's secret key.
"""

import base64
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def keep(number: int, content: bytes) -> None:
    """Keep the file of upload ``number``."""
    path = _path(number)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    draft.write_bytes(_cipher().encrypt(content))
    draft.chmod(0o600)
    draft.replace(path)


def fetch(number: int) -> bytes:
    """The file of upload ``number``. Raises FileNotFoundError once it is erased."""
    return _cipher().decrypt(_path(number).read_bytes())


def erase(number: int) -> None:
    _path(number).unlink(missing_ok=True)


def _path(number: int) -> Path:
    return Path(settings.DATA_DIR) / "surveys" / f"{number}.sealed"


def _cipher() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"survey files").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
