"""The rooms' doors in the admin, by name."""

from branches.ceremonies import admin as ceremonies
from branches.divisions import admin as divisions
from branches.organisation import admin as organisation

__all__ = ["ceremonies", "divisions", "organisation"]
