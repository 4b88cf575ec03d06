"""Who may give which role where."""

from django.utils.translation import gettext_lazy as _

from registry.access import ROLES, Permission
from registry.accounts.models import User
from registry.accounts.places import is_place
from registry.objections import Objection


def objections_to_granting(*, role: str, place: int, by: User | None) -> list[Objection]:
    """What speaks against ``by`` granting the role at the place (division or branch code).

    Nobody grants at a place outside his own, nor what he may not do there himself. ``by`` None is the command line.
    """
    if by is not None and place not in by.scope_of(Permission.MANAGE_ACCOUNTS):
        # The same words for a place that exists and one that does not: outside one's scope nothing exists.
        return [Objection(_("There is no such place in your part of the registry."), code="outside_scope", hard=True)]
    if not is_place(place):
        return [Objection(_("There is no such place in your part of the registry."), code="unknown_place", hard=True)]
    if by is not None and any(place not in by.scope_of(permission) for permission in ROLES[role].permissions):
        return [Objection(_("You cannot grant more than you may do yourself."), code="more_than_own", hard=True)]
    return []
