from registry.accounts.admin import AccountAdmin, GrantAdmin

__all__ = ["AccountAdmin", "GrantAdmin"]
