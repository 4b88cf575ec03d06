"""A branch in words, as its deeds record it."""

from collections.abc import Iterable
from typing import Any

from branches.organisation.models import Branch

# What a branch says of itself and a correction may set right; its place and code stay, its superior is moved.
DESCRIBED = (
    "kind",
    "is_temporary",
    "full_name",
    "short_name",
    "plaque_name",
    "national_org_code",
    "founding",
    "joint_basis",
    "host",
    "origin",
    "members_at_founding",
    "formal_members_at_founding",
    "applied_on",
    "approved_on",
    "approved_by",
    "approval_level",
    "approval_document_no",
    "filed_on",
    "founded_on",
    "meeting_place",
)


def described(branch: Branch, fields: Iterable[str] = DESCRIBED) -> dict[str, Any]:
    """The values of the fields, by name."""
    return {field: getattr(branch, field) for field in fields}
