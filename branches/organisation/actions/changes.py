import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import transaction

from branches.organisation.actions.description import DESCRIBED, described
from branches.organisation.actions.groundwork import (
    lock_tree,
    locked,
    locked_together,
    require_reach,
    save,
    set_aside,
    why,
)
from branches.organisation.models import Branch, FormerBranchName
from branches.organisation.rules import objections_to_correcting, objections_to_moving, objections_to_renaming
from registry.history.actions import changes, record
from registry.history.verbs import Verb
from registry.objections import Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User


@transaction.atomic
def correct(
    *,
    branch: Branch,
    values: Mapping[str, Any],
    version: int | None = None,
    by: "User | None",
    today: datetime.date,
    override: Override | None = None,
) -> Branch:
    """Set right what is said of a branch: ``values`` by field, of those in ``DESCRIBED``. Nothing changed, nothing recorded.

    A name that was wrong from the beginning is corrected; one that changed is renamed, and the old one is kept.
    """
    unknown = set(values) - set(DESCRIBED)
    if unknown:
        raise FieldError(f"not to be corrected: {sorted(unknown)}")
    require_reach(by, branch.pk)
    lock_tree()
    branch = locked(branch, version)
    was, before = locked(branch), described(branch, values)
    for field, value in values.items():
        setattr(branch, field, value)
    branch.full_clean(validate_unique=False)
    before, after = changes(before, described(branch, values))
    if not after:
        return branch
    overridden = settle(objections_to_correcting(was, branch, today=today), override)
    save(branch, list(after))
    record(
        verb=Verb.BRANCH_CORRECTED,
        by=by,
        subjects=[branch],
        before=before,
        after=after | set_aside(overridden),
        **why(override),
    )
    return branch


@transaction.atomic
def rename(
    *,
    branch: Branch,
    full_name: str,
    short_name: str,
    plaque_name: str | None = None,
    on: datetime.date,
    document_no: str = "",
    version: int | None = None,
    by: "User | None",
    today: datetime.date,
    override: Override | None = None,
) -> Branch:
    """Give the branch another name from the day on; the one until then is kept. A plaque that hangs keeps its wording."""
    require_reach(by, branch.pk)
    branch = locked(branch, version)
    objections = objections_to_renaming(branch, full_name=full_name, short_name=short_name, on=on, today=today)
    overridden = settle(objections, override)
    before = described(branch, ["full_name", "short_name", "plaque_name"])
    FormerBranchName.objects.create(branch=branch, full_name=branch.full_name, short_name=branch.short_name, until=on)
    branch.full_name, branch.short_name = full_name, short_name
    if plaque_name is not None:
        branch.plaque_name = plaque_name
    branch.full_clean(validate_unique=False)
    save(branch, list(before))
    before, after = changes(before, described(branch, before))
    record(
        verb=Verb.BRANCH_RENAMED,
        by=by,
        subjects=[branch],
        before=before,
        after=after | {"since": on} | set_aside(overridden),
        **why(override, document_no=document_no),
    )
    return branch


@transaction.atomic
def move(
    *,
    branch: Branch,
    parent: Branch | None,
    document_no: str = "",
    version: int | None = None,
    by: "User | None",
    override: Override | None = None,
) -> Branch:
    """Place the branch, with all below it, under another organisation; None: under none that is registered."""
    require_reach(by, branch.pk)
    lock_tree()
    if parent is None:
        branch = locked(branch, version)
    else:
        branch, parent = locked_together(branch, parent, version)
    overridden = settle(objections_to_moving(branch, parent), override)
    before = branch.parent_id
    branch.parent = parent
    save(branch, ["parent"])
    record(
        verb=Verb.BRANCH_MOVED,
        by=by,
        subjects=[branch],
        before={"parent": before},
        after={"parent": branch.parent_id} | set_aside(overridden),
        **why(override, document_no=document_no),
    )
    return branch
