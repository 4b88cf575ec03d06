"""The rooms' doors in the admin, by name."""

from branches.ceremonies import admin as ceremonies
from branches.divisions import admin as divisions

__all__ = ["ceremonies", "divisions"]
