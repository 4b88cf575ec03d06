"""Objects of many kinds by their keys, in one query: of each as much as its name and its address are made of."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import CharField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

# Model -> the columns its ``__str__`` and ``get_absolute_url`` read besides the key. The floors above are known by name; objects of
# other models are read whole, with a query for each model.
_READS: dict[str, tuple[str, ...]] = {
    "registry.user": ("name", "username"),
    "branches.township": ("name",),
    "branches.branch": ("short_name",),
    "branches.officeterm": ("office", "holder_name"),
    "branches.ceremony": ("title",),
    "branches.plaque": ("number", "wording"),
    "members.member": ("name",),
    "members.upload": ("file_name",),
    "members.campaign": ("title",),
    "members.asked": ("name", "campaign_id"),
}
_COLUMNS = max(map(len, _READS.values()))
_NOTHING = Value(None, output_field=TextField())

Key = tuple[type[Model], int]


def named(wanted: Mapping[type[Model], Collection[int]]) -> dict[Key, Model]:
    """The objects that exist, by model and key. Not to be saved: most of their columns are not read."""
    models = {model._meta.label_lower: model for model, keys in wanted.items() if keys}
    parts = [_rows(models[label], wanted[models[label]]) for label in _READS if label in models]
    found: dict[Key, Model] = {}
    for label, key, *texts in parts[0].union(*parts[1:], all=True) if parts else ():
        found[models[label], key] = _object(models[label], key, texts)
    for label in models.keys() - _READS.keys():
        objects = models[label]._default_manager.in_bulk(list(wanted[models[label]]))
        found |= {(models[label], key): thing for key, thing in objects.items()}
    return found


def _rows(model: type[Model], keys: Collection[int]) -> QuerySet[Any, Any]:
    """Label, key and the columns as texts, as many for each model."""
    label = model._meta.label_lower
    columns: list[Any] = [Cast(name, TextField()) for name in _READS[label]]
    columns += [_NOTHING] * (_COLUMNS - len(columns))
    rows = model._default_manager.filter(pk__in=keys).order_by()
    return rows.values_list(Value(label, output_field=CharField()), "pk", *columns)


def _object(model: type[Model], key: int, texts: list[str | None]) -> Model:
    return model(pk=key, **dict(zip(_READS[model._meta.label_lower], texts, strict=False)))
