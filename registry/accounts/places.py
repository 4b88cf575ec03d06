"""Places as the site knows them: codes. Names and former codes are asked of the floors above, by dotted name."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from registry.access import SERIALS, Scope

FIRST_BRANCH = 100_000 * SERIALS  # what is smaller is a division


def as_branch_code(place: int) -> int:
    """A division as the history files it: under the first branch code it could have. A branch as it is."""
    return place if place >= FIRST_BRANCH else place * SERIALS


def scope_of_place(place: int) -> Scope:
    """The scope of a division with all below it and all that was merged into it, or of one branch."""
    return scopes_of_places([place])[place]


def scopes_of_places(places: Collection[int], *, succession: str | None = None) -> dict[int, Scope]:
    """Code -> scope, in one query however many there are; in none for branches alone.

    Nor where ``succession`` (``settings.REGISTRY_SUCCESSION``) was read along with what names the places.
    """
    divisions = [place for place in places if place < FIRST_BRANCH]
    predecessors_of = import_string(settings.REGISTRY_PREDECESSORS)
    before = predecessors_of(divisions, succession=succession) if divisions else {}
    return {place: Scope.of(place, predecessors=before.get(place, ())) for place in places}


def name_of_place(place: int) -> str:
    """The name of a division or a branch, for people; the code itself where there is none."""
    return import_string(settings.REGISTRY_PLACE_NAME)(place) or str(place)


def names_of_places(places: Iterable[int]) -> dict[int, str]:
    """Code -> name of those that exist, in one query however many there are."""
    return import_string(settings.REGISTRY_PLACE_NAMES)(places)


def is_place(place: int) -> bool:
    """Whether there is a division or a branch with this code."""
    return bool(import_string(settings.REGISTRY_PLACE_NAME)(place))
