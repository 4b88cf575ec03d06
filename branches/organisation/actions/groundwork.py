"""What every action on a branch begins and ends with: the scope asked again, the row locked, the deed's values."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from branches.organisation.models import Branch
from registry.access import Permission, Scope
from registry.objections import Objection, Override, in_words

if TYPE_CHECKING:
    from registry.accounts.models import User

_DIVISIONS = ("province", "prefecture", "county")
_TREE = 0x74726565  # "tree": the advisory lock under which what stands above what is changed


class Why(TypedDict):
    """The words of a deed: why, and which document says so."""

    reason: str
    document_no: str


def scope_of(by: "User | None") -> Scope:
    """Where this user may change branches; the system itself may everywhere."""
    return by.scope_of(Permission.MANAGE_BRANCHES) if by else Scope.everywhere()


def require_reach(by: "User | None", *places: int) -> None:
    """Raise ValidationError ``outside_scope`` unless every place (division or branch) lies where the user may change branches."""
    scope = scope_of(by)
    if not all(place in scope for place in places):
        raise Objection(_("This lies outside your part of the registry."), code="outside_scope", hard=True)


def lock_tree() -> None:
    """Until the transaction ends nobody else changes what stands above what: two who look up or down the tree and then write, each in
    another place, would together make what neither may. Taken before any branch is locked.

    PostgreSQL: an advisory lock that ends with the transaction. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE])


def locked(branch: Branch, version: int | None = None) -> Branch:
    """The branch as it stands now, nobody else's until the transaction ends.

    ``version``: as the form showed it; ValidationError ``stale`` where somebody changed the branch meanwhile. The lock is the
    strong one, against which the database also checks foreign keys: no member joins a branch while it is being dissolved.
    """
    Branch.objects.select_for_update().get(pk=branch.pk)
    # Asked once it is ours: a statement that waits for a row still sees the others as they were before it began to wait.
    fresh = Branch.objects.select_related(*_DIVISIONS, "parent").get(pk=branch.pk)
    if version is not None and version != fresh.version:
        raise ValidationError(
            _("Somebody else changed this branch meanwhile. Look at it again, then repeat your change."), code="stale"
        )
    return fresh


def locked_together(branch: Branch, other: Branch, version: int | None = None) -> tuple[Branch, Branch]:
    """Both as they stand now (``version`` is that of the first), locked in the order of their codes: nobody waits in a ring."""
    versions = {other.pk: None, branch.pk: version}
    rows = {each.pk: locked(each, versions[each.pk]) for each in sorted([branch, other], key=lambda b: b.pk)}
    return rows[branch.pk], rows[other.pk]


def save(branch: Branch, fields: Sequence[str]) -> None:
    """Write these columns and the next version."""
    branch.version += 1
    branch.save(update_fields=[*fields, "version"])


def set_aside(objections: list[Objection]) -> dict[str, Any]:
    """The rules overridden, as a deed's values after; nothing where none was."""
    return {"objections": in_words(objections)} if objections else {}


def why(override: Override | None, *, reason: str = "", document_no: str = "") -> Why:
    """Reason and document of a deed: those of the act itself, and of the override where rules were set aside."""
    if override is None:
        return {"reason": reason, "document_no": document_no}
    if not reason:
        return {"reason": override.reason, "document_no": override.document_no}
    return {"reason": f"{reason}\n{override.reason} ({override.document_no})", "document_no": document_no}
