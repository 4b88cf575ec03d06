"""The rooms' doors in the admin, by name."""

from branches.divisions import admin as divisions

__all__ = ["divisions"]
