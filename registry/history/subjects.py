"""What a deed was about, as objects with a name and an address."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, OuterRef, Subquery

from registry.access import Scope
from registry.history.models import Deed, DeedSubject
from registry.history.naming import named


def first_subjects(deeds: Iterable[Deed], scope: Scope) -> dict[int, Model]:
    """Deed number -> the first object it touched inside the scope, with its name and its address. Two queries."""
    within = DeedSubject.objects.filter(deed=OuterRef("pk"))
    if not scope.is_everywhere:
        within = within.filter(scope.branches("place"))
    first = Subquery(within.order_by("pk").values("pk")[:1])
    firsts = Deed.objects.filter(pk__in=[deed.pk for deed in deeds]).annotate(first=first).values("first")
    touched = list(DeedSubject.objects.filter(pk__in=firsts.order_by()))
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for subject in touched:
        wanted[apps.get_model(subject.kind)].add(subject.key)
    objects = named(wanted)
    known = ((subject.deed_id, objects.get((apps.get_model(subject.kind), subject.key))) for subject in touched)
    return {deed: thing for deed, thing in known if thing is not None}
