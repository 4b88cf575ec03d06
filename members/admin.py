"""The rooms' doors in the admin, by name."""

from members.roll import admin as roll

__all__ = ["roll"]
