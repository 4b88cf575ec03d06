"""Places as the site knows them: codes. Names and former codes are asked of the floors above, by dotted name."""

from django.conf import settings
from django.utils.module_loading import import_string

from registry.access import SERIALS, Scope


def scope_of_place(place: int) -> Scope:
    """The scope of a division with all below it and all that was merged into it, or of one branch."""
    if place >= 100_000 * SERIALS:
        return Scope.of(place)
    return Scope.of(place, predecessors=import_string(settings.REGISTRY_PREDECESSORS)(place))


def name_of_place(place: int) -> str:
    """The name of a division or a branch, for people; the code itself where there is none."""
    return import_string(settings.REGISTRY_PLACE_NAME)(place) or str(place)
