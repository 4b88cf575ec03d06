"""Both records locked, in the house's one order, and rights over both asked again."""

from collections.abc import Iterable

from members.roll.actions.guard import conflict, held_branches, require_member, require_version
from members.roll.models import Member
from registry.access import Scope


def both_within(one: Member, other: Member, scope: Scope) -> tuple[Member, Member]:
    """Both locked; ValidationError (``outside_scope``) where either lies outside the scope."""
    one, other = both_locked(one, other)
    require_member(one, scope)
    require_member(other, scope)
    return one, other


def both_locked(one: Member, other: Member, *, branches: Iterable[int] = ()) -> tuple[Member, Member]:
    """Both as they are now, until the transaction ends, and the branches they take part in, so that none is dissolved meanwhile.

    Raises ValidationError (``conflict``) where somebody changes or erases one of them at this very moment.
    """
    keys = [one.pk, other.pk]
    seen = Member.objects.in_bulk(keys)
    held_branches([code for code in (*(member.branch_id for member in seen.values()), *branches) if code])
    fresh = Member.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").in_bulk()
    for key in keys:
        if key not in fresh or key not in seen:
            raise conflict()
        require_version(fresh[key], seen[key].version)
    return fresh[one.pk], fresh[other.pk]
