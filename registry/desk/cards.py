"""What the rooms hand to the first page. A room knows its figures; the desk only knows where to ask (REGISTRY_DESK)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.conf import settings
from django.db.models import Count, QuerySet, Value
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


@dataclass(frozen=True, slots=True)
class Sketch:
    """A card still to be counted: the ``rows`` behind its figures, by name, and ``card``, which makes it of their numbers.

    A room draws one instead of a card, so that the rows of all rooms are counted together.
    """

    rows: Mapping[str, QuerySet]
    card: Callable[[Mapping[str, int]], Card]


Key = tuple[int, str]  # which card, and what of it
CardSource = Callable[[HttpRequest], Card | Sketch | None]


def cards_for(request: HttpRequest) -> list[Card]:
    """The cards of all rooms for this user, in the order of REGISTRY_DESK; a room without one for them answers None."""
    sources: list[CardSource] = [import_string(name) for name in settings.REGISTRY_DESK]
    return finished([drawn for source in sources if (drawn := source(request)) is not None])


def finished(drawn: Sequence[Card | Sketch]) -> list[Card]:
    """The sketches made cards, the cards as they are. One query for the figures of all sketches."""
    sketches = {place: each for place, each in enumerate(drawn) if isinstance(each, Sketch)}
    rows = {(place, name): some for place, sketch in sketches.items() for name, some in sketch.rows.items()}
    numbers = _numbers(rows)
    return [
        each.card({name: numbers[place, name] for name in each.rows}) if isinstance(each, Sketch) else each
        for place, each in enumerate(drawn)
    ]


def _numbers(rows: Mapping[Key, QuerySet]) -> dict[Key, int]:
    """How many rows each queryset finds, asked in one statement."""
    keys = list(rows)
    counts = [
        rows[key].order_by().values(place=Value(place)).annotate(number=Count("*")).values_list("place", "number")
        for place, key in enumerate(keys)
    ]
    found = dict(counts[0].union(*counts[1:], all=True)) if counts else {}
    return {key: found.get(place, 0) for place, key in enumerate(keys)}
