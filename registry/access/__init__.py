"""Who may do what, where. No models; imports nothing of ours."""

from registry.access.decorators import ScopedRequest, requires
from registry.access.permissions import ROLES, Permission, Role, role_choices
from registry.access.scope import SERIALS, Scope, branch_range

__all__ = [
    "ROLES",
    "SERIALS",
    "Permission",
    "Role",
    "Scope",
    "ScopedRequest",
    "branch_range",
    "requires",
    "role_choices",
]
