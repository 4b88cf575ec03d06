"""Deeds in the reader's words: labels of fields instead of columns, names instead of keys, phones masked."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils import formats
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry.dates import Precision, written_date
from registry.history.models import Deed
from registry.history.naming import named

# Which models the fields of a verb's values belong to, by the verb or by its first word. The floors above are known by name.
_MEMBERSHIP = ("members.membership", "members.member")
_MODELS: dict[str, tuple[str, ...]] = {
    "branch": ("branches.branch", "branches.cover", "branches.formerbranchname"),
    "office": ("branches.officeterm", "branches.branch"),
    "member": ("members.member", "members.membership", "members.orgrelation"),
    "member.joined": _MEMBERSHIP,
    "member.confirmed": _MEMBERSHIP,
    "member.transferred": _MEMBERSHIP,
    "member.departed": _MEMBERSHIP,
    "members": ("members.member",),
    "survey": ("members.upload",),
    "campaign": ("members.campaign", "members.asked", "members.return"),
    "ceremony": ("branches.ceremony",),
    "plaque": ("branches.plaque", "branches.plaquestage", "branches.plaquephoto", "branches.ceremony"),
    "attendance": ("branches.signin",),
    "papers": ("branches.plaque",),
    "account": ("registry.user",),
    "role": ("registry.grant",),
}
# Words in deeds that are no field of a model.
_WORDS = {
    "phones": gettext_lazy("phones"),
    "members": gettext_lazy("members"),
    "rows": gettext_lazy("rows"),
    "paper": gettext_lazy("paper"),
    "size": gettext_lazy("size"),
    "filters": gettext_lazy("filters"),
    "address": gettext_lazy("network address"),
    "event": gettext_lazy("event"),
    "objections": gettext_lazy("objections"),
    "covers": gettext_lazy("counties covered"),
    "secretary": gettext_lazy("secretary"),
    "guests": gettext_lazy("guests"),
    "set_aside": gettext_lazy("set aside"),
    "name": gettext_lazy("name"),
    "contact": gettext_lazy("contact"),
    "identity_digest": gettext_lazy("identity number on file"),
    "ended_on": gettext_lazy("ended on"),
    "totals": gettext_lazy("totals"),
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "duplicate": gettext_lazy("duplicate"),
    "doubtful": gettext_lazy("doubtful"),
    "refused": gettext_lazy("refused"),
    "skipped": gettext_lazy("skipped"),
    "erased": gettext_lazy("taken out"),
    "restored": gettext_lazy("as before"),
    "kept": gettext_lazy("kept"),
    "record": gettext_lazy("record"),
    "from_record": gettext_lazy("taken out of"),
    "units": gettext_lazy("units"),
    "same": gettext_lazy("the same person"),
    "left": gettext_lazy("left waiting"),
    "answers": gettext_lazy("values explained"),
    "withdrawn": gettext_lazy("answers withdrawn"),
    "line": gettext_lazy("line"),
    "lines": gettext_lazy("lines"),
    "cells": gettext_lazy("cells"),
    "leads": gettext_lazy("leads"),
    "place": pgettext_lazy("of a survey", "place"),
}
# What happened to an account besides its own fields, in allauth's words.
EVENTS = {
    "password_changed": gettext_lazy("password changed"),
    "password_reset_by_administrator": gettext_lazy("password set by an administrator"),
    "second_factor_removed_by_administrator": gettext_lazy("second factor removed by an administrator"),
    "totp_activated": gettext_lazy("authenticator app activated"),
    "totp_deactivated": gettext_lazy("authenticator app deactivated"),
    "recovery_codes_generated": gettext_lazy("recovery codes generated"),
}
_UNSAID = {"precision", "district", "township"}  # parts of a value that its other parts say already
_SEALS = {"digest", "awards_digest", "sha256"}  # kept to compare, nothing to read
_PHONES = {"phone", "other_phones", "phones"}
_PLACES = {"branches.province", "branches.prefecture", "branches.county", "branches.branch"}


class Place:
    """Stands for the model of a code that may name a division or a branch (the field ``place``, a key of a county)."""


Key = tuple[type, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a deed: a label, the value before and after (empty text: there was none)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WordedDeed:
    """A deed ready for the page."""

    deed: Deed
    changes: list[Change]
    subject: Model | None = None


def in_words(deeds: Iterable[Deed], subjects: dict[int, Model] | None = None) -> list[WordedDeed]:
    """The deeds with their changes in words. Asks the database once for the names of places in them, and once for all others."""
    deeds = list(deeds)
    names = _names_of_keys(deeds)
    subjects = subjects or {}
    return [WordedDeed(deed, _changes(deed, names), subjects.get(deed.pk)) for deed in deeds]


def _changes(deed: Deed, names: dict[Key, str]) -> list[Change]:
    changes = []
    for name in deed.before | deed.after:
        if name in _SEALS:
            continue
        field = _field(deed, name)
        before, after = (_written(name, field, values.get(name), names) for values in (deed.before, deed.after))
        if before or after:
            changes.append(Change(_label(name, field), before, after))
    return changes


def _field(deed: Deed, name: str) -> Field | None:
    """The model's field that a value belongs to; None where it is only a word."""
    for label in _MODELS.get(deed.verb) or _MODELS.get(deed.verb.partition(".")[0], ()):
        try:
            field = apps.get_model(label)._meta.get_field(name.removesuffix("_id"))
        except (LookupError, FieldDoesNotExist):
            continue
        if isinstance(field, Field):
            return field
    return None


def _label(name: str, field: Field | None) -> str:
    if field is not None and isinstance(field.verbose_name, Promise):  # what nobody named has only its column's name
        return capfirst(str(field.verbose_name))
    return capfirst(str(_WORDS.get(name, name.replace("_", " "))))


def _written(name: str, field: Field | None, value: Any, names: dict[Key, str]) -> str:
    if value is None or value == "":
        return ""
    if name in _PHONES:
        return " ".join(masked_phone(number) for number in _texts(value))
    if isinstance(value, list):
        return ", ".join(_written(name, field, each, names) for each in value)
    if isinstance(value, dict):
        return _written_dict(field, value, names)
    return _written_scalar(name, field, value, names)


def _written_scalar(name: str, field: Field | None, value: Any, names: dict[Key, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "event":
        return str(EVENTS.get(value, value))
    if name == "filters":
        return unquote_plus(str(value)).replace("&", " · ")
    if name == "place":
        return names.get((Place, value), str(value))
    if isinstance(field, ForeignKey):
        return names.get((_target(field), value), str(value))
    choice = dict(field.flatchoices).get(value) if field is not None and field.flatchoices else None
    return str(choice) if choice is not None else _written_date(value) or str(value)


def _written_dict(field: Field | None, value: dict[str, Any], names: dict[Key, str]) -> str:
    """A value in parts, e.g. a date with its precision or a place with its text: the parts that say something, in a row."""
    parts = [
        f"{_label(name, None)} {part}" if _is_count(name, part) else _written(name, field, part, names)
        for name, part in value.items()
        if name not in _UNSAID and part != 0
    ]
    return " · ".join(part for part in parts if part)


def _is_count(name: str, part: Any) -> bool:
    return isinstance(part, int) and not isinstance(part, bool) and name != "code"


def _written_date(value: Any) -> str:
    """2014, 2014-03, 2014-03-01 or a moment, in the reader's language; empty for anything else."""
    if not isinstance(value, str) or not value[:4].isdecimal():
        return ""
    try:
        if len(value) == 10:
            return written_date(datetime.date.fromisoformat(value), Precision.DAY)
        if len(value) == 7:
            return written_date(datetime.date.fromisoformat(f"{value}-01"), Precision.MONTH)
        return formats.date_format(datetime.datetime.fromisoformat(value), "DATETIME_FORMAT") if "T" in value else ""
    except ValueError:
        return ""


def _names_of_keys(deeds: list[Deed]) -> dict[Key, str]:
    wanted: dict[Any, set[int]] = defaultdict(set)
    for deed in deeds:
        for name, value in (*deed.before.items(), *deed.after.items()):
            field = _field(deed, name)
            if name == "place":
                wanted[Place].update(_keys(value))
            elif isinstance(field, ForeignKey):
                wanted[_target(field)].update(_keys(value))
    places = import_string(settings.REGISTRY_PLACE_NAMES)(wanted.pop(Place, ()))
    names: dict[Key, str] = {(Place, code): name for code, name in places.items()}
    return names | {key: str(thing) for key, thing in named(wanted).items()}


def _target(field: ForeignKey) -> type:
    """The model a foreign key leads to, or ``Place``: a county is only told from its namesakes with its prefecture."""
    model = field.related_model
    return Place if model._meta.label_lower in _PLACES else model


def _keys(value: Any) -> list[int]:
    values = value if isinstance(value, list) else [value]
    keys = [each.get("code") if isinstance(each, dict) else each for each in values]
    return [key for key in keys if isinstance(key, int)]


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value).split()


def masked_phone(number: str) -> str:
    """138****5678: the first three and the last four digits; of a short number only the last two."""
    if len(number) < 8:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
