"""What a deed was about, as objects with a name and an address."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, OuterRef, Subquery

from registry.access import Scope
from registry.history.models import Deed, DeedSubject


def first_subjects(deeds: Iterable[Deed], scope: Scope) -> dict[int, Model]:
    """Deed number -> the first object it touched inside the scope. One query, and one for each kind of object."""
    within = DeedSubject.objects.filter(deed=OuterRef("pk"))
    if not scope.is_everywhere:
        within = within.filter(scope.branches("place"))
    first = Subquery(within.order_by("pk").values("pk")[:1])
    firsts = Deed.objects.filter(pk__in=[deed.pk for deed in deeds]).annotate(first=first).values("first")
    touched = list(DeedSubject.objects.filter(pk__in=firsts.order_by()))
    objects = _objects(touched)
    return {
        subject.deed_id: objects[subject.kind, subject.key]
        for subject in touched
        if (subject.kind, subject.key) in objects
    }


def _objects(subjects: list[DeedSubject]) -> dict[tuple[str, int], Model]:
    keys: dict[str, set[int]] = defaultdict(set)
    for subject in subjects:
        keys[subject.kind].add(subject.key)
    return {
        (kind, key): thing
        for kind, wanted in keys.items()
        for key, thing in apps.get_model(kind)._default_manager.in_bulk(list(wanted)).items()
    }
