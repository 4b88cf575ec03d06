"""Figures of the roll for the floors below, which know them by name."""

from django.db.models import Sum

from members.roll.models import MemberKind, MemberTally
from registry.access import Scope


def formal_by_home(scope: Scope) -> dict[int, int]:
    """Formal members on the roll by the division that answers for them (``settings.REGISTRY_FORMAL_MEMBERS``). One query."""
    formal = MemberTally.objects.within(scope).filter(kind=MemberKind.FORMAL).order_by()
    return dict(formal.values_list("home").annotate(Sum("members")))
