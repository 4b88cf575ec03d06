"""Where a value comes from: a line of a survey file, or a person's hand. Kept with each known (``Member.sources``)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import JSONField, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from registry.dates import Precision, written_date

Source = Mapping[str, Any]


class Channel(TextChoices):
    """How a survey reached the office, nearest to the member first (founding report: four levels and auxiliary channels)."""

    OFFICE = "office", gettext_lazy("The office's own survey")
    VILLAGE = "village", gettext_lazy("Village or community")
    TOWNSHIP = "township", gettext_lazy("Township or street")
    COUNTY = "county", gettext_lazy("County")
    PREFECTURE = "prefecture", gettext_lazy("Prefecture")
    CHAMBER = "chamber", gettext_lazy("Chamber of commerce")
    ASSOCIATION = "association", gettext_lazy("Association")
    YOUTH_LEAGUE = "youth_league", gettext_lazy("Youth league committee")
    CHAT_GROUP = "chat_group", gettext_lazy("Chat group")


AUXILIARY = frozenset({Channel.CHAMBER, Channel.ASSOCIATION, Channel.YOUTH_LEAGUE, Channel.CHAT_GROUP})
"""Channels that are no office: what they alone say makes nobody a member."""


def by_hand(by: Any, day: datetime.date) -> Source:
    """The source of what a person (None: the system) enters on a day."""
    return {"by": str(by) if by else "", "on": day.isoformat()}


def is_same_source(one: Source, other: Source) -> bool:
    """Whether two values speak with one voice: the same line of a survey, or the hand of the office, whoever held the pen.

    So the correction of a slip replaces it, while a survey's value that the office overrules stays visible beside it.
    """
    return (one.get("upload"), one.get("line")) == (other.get("upload"), other.get("line"))


class SourcesField(JSONField):
    """{known: source}. In the database each source stands once, under the names of all that it speaks for.

    ``{"origin contact": {"upload": 12, ...}, "dues": {...}}``: nearly everything known of a member comes from one line, and half of
    his row was the same source six times. Rows in which each known has its own are read alike.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        stored = super().from_db_value(value, expression, connection)
        return unfolded(stored) if isinstance(stored, dict) else stored

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(folded(value) if isinstance(value, dict) else value, connection, prepared)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs  # the same column: no migration


def unfolded(stored: Mapping[str, Source]) -> dict[str, Source]:
    """{known: source}, out of the database's."""
    return {known: source for names, source in stored.items() for known in names.split()}


def folded(sources: Mapping[str, Source]) -> dict[str, Source]:
    """As the database has them."""
    names: dict[tuple[tuple[str, Any], ...], list[str]] = {}
    for known, source in sources.items():
        names.setdefault(tuple(sorted(source.items())), []).append(known)
    return {" ".join(knowns): sources[knowns[0]] for knowns in names.values()}


def in_words(source: Source) -> str:
    """One line for people: ``Survey file 12, line 4 (Village or community), 2 Nov 2016``."""
    if not source:
        return _("source not recorded")
    day = written_date(datetime.date.fromisoformat(source["on"]), Precision.DAY) if source.get("on") else ""
    if "upload" not in source:
        name = source.get("by") or _("the system")
        return _("Entered by %(name)s, %(day)s") % {"name": name, "day": day}
    channel = dict(Channel.choices).get(source.get("channel", ""), "")
    words = _("Survey file %(upload)s, line %(line)s") % {"upload": source["upload"], "line": source.get("line", "—")}
    return pgettext("list", ", ").join(str(part) for part in (words, channel, day) if part)
