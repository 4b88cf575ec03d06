"""Secrets of this installation: from the environment, or made once into the data directory.

Nothing here has a default value: a registry that nobody configured still has a secret of its own.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from registry.environment import said

_LONG = 32  # characters: more than anybody makes up


def secret(name: str, *, data_dir: Path, must_be_long: bool) -> str:
    """Return the secret ``name`` (e.g. ``SECRET_KEY``): ``REGISTRY_<name>``, else the file made on first use.

    The file is written with mode 600, by whichever process comes first. Raises ImproperlyConfigured for one that hides nothing: an
    empty file, and where it ``must_be_long`` (on a site that others reach) one that somebody made up.
    """
    value = said(name) or _kept(name, data_dir)
    if len(value) < (_LONG if must_be_long else 1):
        raise ImproperlyConfigured(
            f"The secret REGISTRY_{name} is too short to hide anything; it needs {_LONG} characters that nobody can guess."
        )
    return value


def _kept(name: str, data_dir: Path) -> str:
    folder = data_dir / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name.lower()
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, value: str) -> None:
    """Write the whole value under another name first, then link it: no reader ever sees half a secret."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its secret is the one
    finally:
        draft.unlink()
