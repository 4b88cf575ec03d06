"""What the rooms hand to the first page. A room knows its figures; the desk only knows where to ask (REGISTRY_DESK)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Text = Promise | str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and the rows behind it. ``value`` None is "unknown", which is not zero; ``share`` 0-100 draws a thin bar."""

    label: Text
    value: int | str | None
    url: str = ""
    note: Text = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What one room has to say on the first page.

    ``waiting``: something a person must do; where none of its figures counts anything, its ``empty`` line says so.
    ``figure``: how my part of the tree stands. ``url`` leads into the room.
    """

    kind: Literal["waiting", "figure"]
    title: Text
    url: str
    icon: str  # a name of the sprite
    figures: list[Figure] = field(default_factory=list)
    empty: Text = ""

    @property
    def is_waiting(self) -> bool:
        return self.kind == "waiting"

    @property
    def is_empty(self) -> bool:
        return not any(figure.value for figure in self.figures)


CardSource = Callable[[HttpRequest], Card | None]


def cards_for(request: HttpRequest) -> list[Card]:
    """The cards of all rooms for this user, in the order of REGISTRY_DESK; a room without one for them answers None."""
    sources: list[CardSource] = [import_string(name) for name in settings.REGISTRY_DESK]
    return [card for source in sources if (card := source(request)) is not None]
