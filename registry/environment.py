"""What this installation was told (README.md): a variable set to nothing is not set, and what cannot be meant is refused in a sentence."""

import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def said(name: str, default: str = "") -> str:
    """The text of ``REGISTRY_<name>``."""
    return os.environ.get(f"REGISTRY_{name}", "").strip() or default


def number(name: str, default: int) -> int:
    """A number from 1. Raises ImproperlyConfigured for anything else."""
    text = said(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ImproperlyConfigured(f"REGISTRY_{name} must be a whole number from 1, not “{text}”.")
    return int(text)


def switch(name: str) -> bool:
    """1 for yes; 0, or nothing, for no. Raises ImproperlyConfigured for anything else: a "true" that is taken for no opens a door."""
    text = said(name, "0")
    if text not in ("0", "1"):
        raise ImproperlyConfigured(f"REGISTRY_{name} must be 1, or not be set, and not “{text}”.")
    return text == "1"


def database(default: str) -> Any:
    """The entry of ``DATABASES``. Raises ImproperlyConfigured without repeating an address that cannot be read: it may hold a password."""
    try:
        return dj_database_url.parse(said("DATABASE_URL", default), conn_max_age=60, conn_health_checks=True)
    except ValueError:
        form = "postgresql://user:password@host/database"
        raise ImproperlyConfigured(f"REGISTRY_DATABASE_URL is not of the form {form}.") from None
