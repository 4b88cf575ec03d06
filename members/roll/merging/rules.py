"""What speaks against joining two records, and against taking that back. Asked by the page, and again by the action."""

import copy
import datetime

from django.utils.translation import gettext_lazy as _

from members.roll import rules
from members.roll.merging.models import Merger, TwoPeople
from members.roll.merging.sides import ABSORBED, STANDING, Choices, differing, leading, take_over
from members.roll.models import Member
from registry.objections import Objection


def objections_to_merging(
    survivor: Member, absorbed: Member, *, choices: Choices, today: datetime.date
) -> list[Objection]:
    """Rights are asked apart. ``choices`` as in ``sides``; of the values only those taken from the absorbed record are judged."""
    if survivor.pk == absorbed.pk:
        return [Objection(_("This is one record, not two."), code="one_record", hard=True)]
    if survivor.merged_into_id or absorbed.merged_into_id:
        words = _("One of the two was joined with another record already.")
        return [Objection(words, code="merged", hard=True)]
    if TwoPeople.objects.pair(survivor.pk, absorbed.pk).exists():
        words = _("Somebody has looked and said that these are two people. That is to be withdrawn first.")
        return [Objection(words, code="two_people", hard=True)]
    found = []
    if survivor.identity_digest and absorbed.identity_digest:  # no two rows have the same
        words = _("The two have different identity numbers, and each of them is a valid one.")
        found.append(Objection(words, code="other_identity"))
    imagined = copy.copy(survivor)
    take_over(imagined, absorbed, choices)
    taken = [field for field in differing(survivor, absorbed) if choices[field] == ABSORBED]
    return [
        *found,
        *rules.objections_to_facts(imagined, today=today, changed=taken),
        *_offices(survivor, absorbed, choices),
    ]


def _offices(survivor: Member, absorbed: Member, choices: Choices) -> list[Objection]:
    """Whoever holds an office in his branch should go on taking part in it."""
    goes_on = leading(survivor, absorbed, choices[STANDING])[0].branch_id
    return [
        Objection(
            _("An office is held in another branch than the one chosen: %(office)s, %(branch)s."),
            code="holds_office",
            params={"office": term.get_office_display(), "branch": term.branch},
        )
        for member in (survivor, absorbed)
        for term in member.office_terms.all()
        if term.until is None and term.branch_id == member.branch_id != goes_on
    ]


def objections_to_taking_back(merger: Merger) -> list[Objection]:
    """Only the last joining can be taken back: what came after it stands on it."""
    if merger.taken_back_on is not None:
        return [Objection(_("This was taken back already."), code="taken_back", hard=True)]
    involved = [merger.survivor_id, merger.absorbed_id]
    later = Merger.objects.standing().filter(pk__gt=merger.pk)
    if later.filter(survivor__in=involved).exists() or later.filter(absorbed__in=involved).exists():
        words = _("The record was joined with another one later. Take that back first.")
        return [Objection(words, code="later_merger", hard=True)]
    return []
