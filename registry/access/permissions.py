"""What can be permitted, and which roles permit it. The database holds only who has which role, where, since when."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    VIEW_MEMBERS = "members.view"
    REVEAL_CONTACT = "members.reveal_contact"  # the unmasked phone, each look written in the history
    MANAGE_MEMBERS = "members.manage"
    EXPORT_MEMBERS = "members.export"
    IMPORT_SURVEYS = "surveys.import"
    VIEW_BRANCHES = "branches.view"
    MANAGE_BRANCHES = "branches.manage"
    VIEW_CEREMONIES = "ceremonies.view"
    MANAGE_CEREMONIES = "ceremonies.manage"
    VIEW_COVERAGE = "coverage.view"
    VIEW_HISTORY = "history.view"
    MANAGE_ACCOUNTS = "accounts.manage"
    USE_ADMIN = "admin.use"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions; ``key`` is what a grant stores."""

    key: str
    label: Promise | str
    permissions: frozenset[Permission]


_READ = frozenset(
    {
        Permission.VIEW_MEMBERS,
        Permission.VIEW_BRANCHES,
        Permission.VIEW_CEREMONIES,
        Permission.VIEW_COVERAGE,
    }
)
_OFFICE = _READ | {
    Permission.REVEAL_CONTACT,
    Permission.MANAGE_MEMBERS,
    Permission.EXPORT_MEMBERS,
    Permission.IMPORT_SURVEYS,
    Permission.MANAGE_BRANCHES,
}

ROLES: dict[str, Role] = {
    role.key: role
    for role in [
        Role("province_administrator", _("Province committee administrator"), frozenset(Permission)),
        Role(
            "prefecture_officer",
            _("Prefecture officer"),
            _OFFICE | {Permission.MANAGE_CEREMONIES, Permission.USE_ADMIN},
        ),
        Role("county_officer", _("County officer"), _OFFICE),
        Role(
            "branch_secretary",
            _("Branch secretary"),
            _READ - {Permission.VIEW_COVERAGE} | {Permission.REVEAL_CONTACT, Permission.MANAGE_MEMBERS},
        ),
        Role("auditor", _("Auditor (reads only)"), _READ | {Permission.VIEW_HISTORY, Permission.USE_ADMIN}),
    ]
}


def role_choices() -> list[tuple[str, Promise | str]]:
    """Choices for forms and model fields, in order of reach."""
    return [(role.key, role.label) for role in ROLES.values()]
