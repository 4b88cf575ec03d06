"""Whether somebody is on the roll already, told without a word about people outside one's part of the tree."""

import datetime
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.roll.models import Member
from members.roll.querysets import lies_within
from registry.access import ROLES, Permission, Scope
from registry.accounts.models import Grant
from registry.accounts.places import FIRST_BRANCH
from registry.objections import Objection

_MANAGERS = [key for key, role in ROLES.items() if Permission.MANAGE_MEMBERS in role.permissions]
_FEW = 5  # look-alikes named at most


def objections_to_identity(
    digest: str, *, scope: Scope, today: datetime.date, but: int | None = None
) -> list[Objection]:
    """The identity number is registered already: one person, one row. ``but``: the member himself."""
    record = Member.objects.filter(identity_digest=digest).exclude(pk=but or 0).select_related("merged_into").first()
    if record is None or record.merged_into_id == (but or 0):
        return []
    found = record.merged_into or record
    if lies_within(scope, home=found.home, branch=found.branch_id):
        words = _("This identity number is registered: %(number)s %(name)s.")
        params = {"number": found.number, "name": found.name}
        return [Objection(words, code="registered_already", params=params, hard=True)]
    return [_somewhere_else([found], scope, today, hard=True)]


def objections_to_likeness(
    *, match_name: str, phones: Iterable[str], home: int, scope: Scope, today: datetime.date
) -> list[Objection]:
    """People of the same name with the same phone or from the same place: a hint for a person to judge, never a match."""
    same_phone = Q(phone__in=[phone for phone in phones if phone])
    namesakes = Member.objects.filter(same_phone | Q(home=home), match_name=match_name)
    alike = Member.objects.persons().filter(
        Q(pk__in=namesakes.values("pk")) | Q(pk__in=namesakes.values("merged_into"))
    )
    alike = alike.order_by("pk")[:_FEW]
    visible: list[Member] = []
    hidden: list[Member] = []
    for member in alike:
        (visible if lies_within(scope, home=member.home, branch=member.branch_id) else hidden).append(member)
    objections = [
        Objection(
            _("There is %(number)s %(name)s already, with the same phone or from the same place."),
            code="looks_alike",
            params={"number": member.number, "name": member.name},
        )
        for member in visible
    ]
    return objections + ([_somewhere_else(hidden, scope, today, hard=False)] if hidden else [])


def _somewhere_else(found: list[Member], scope: Scope, today: datetime.date, *, hard: bool) -> Objection:
    words = _("Somebody is registered already outside your part of the tree; please ask: %(office)s.")
    code = "registered_elsewhere" if hard else "looks_alike_elsewhere"
    return Objection(words, code=code, params={"office": whom_to_ask(found[0], scope, today)}, hard=hard)


def whom_to_ask(member: Member, scope: Scope, today: datetime.date) -> str:
    """The office that answers for both the member and all of one's own scope: its name tells nothing about where he is."""
    above = Grant.objects.active_on(today).filter(role__in=_MANAGERS, place__lt=FIRST_BRANCH, user__is_active=True)
    # Of prefectures and provinces: only they answer for several.
    above = above.alias(county=F("place") % 100).filter(county=0)
    for grant in above.select_related("user").order_by("-place", "pk"):
        if scope <= grant.scope and lies_within(grant.scope, home=member.home, branch=member.branch_id):
            return grant.user.office or str(grant.user)
    return str(_("the province's office"))
