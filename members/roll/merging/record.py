"""What is on record of a joining: the values of both as they were, for who may see both."""

import copy
from dataclasses import dataclass

from django.utils.functional import cached_property

from members.roll.merging import rules
from members.roll.merging.comparison import Said, labels, said
from members.roll.merging.models import Merger
from members.roll.merging.portrait import restore
from members.roll.merging.sides import ABSORBED, BOTH, FIELDS, SURVIVOR, differing
from members.roll.models import Member
from members.roll.profile import with_all_around
from members.roll.querysets import lies_within
from registry.access import Scope
from registry.objections import Objection


@dataclass(frozen=True, slots=True)
class Chosen:
    """One field on which the two did not agree."""

    label: str
    survivor: Said
    absorbed: Said
    side: str

    @property
    def is_survivors(self) -> bool:
        return self.side in (SURVIVOR, BOTH)

    @property
    def is_absorbeds(self) -> bool:
        return self.side in (ABSORBED, BOTH)


class Record:
    """A joining for somebody with this scope."""

    def __init__(self, merger: Merger, scope: Scope) -> None:
        self.merger, self.scope = merger, scope

    @property
    def may_see_both(self) -> bool:
        """Joining gave nobody sight of what he could not see before."""
        was = self.merger.before["absorbed"]
        return lies_within(self.scope, home=self.merger.absorbed.home, branch=was["branch_id"])

    @cached_property
    def lines(self) -> list[Chosen]:
        """Where the two differed. Empty for who may not see both."""
        if not self.may_see_both:
            return []
        absorbed = with_all_around(Member.objects.all()).get(pk=self.merger.absorbed_id)
        survivor = copy.copy(with_all_around(Member.objects.all()).get(pk=self.merger.survivor_id))
        for unit, stored in self.merger.before["survivor"].items():
            restore(survivor, unit, stored)
        names, words, choices = self._places(survivor, absorbed), labels(), self.merger.choices
        return [
            Chosen(words[field], said(survivor, field, names), said(absorbed, field, names), choices[field])
            for field in differing(survivor, absorbed)
            if field in FIELDS
        ]

    @staticmethod
    def _places(*members: Member) -> dict[int, str]:
        places = [place for member in members for place in (member.origin, member.work_district) if place]
        townships = [member.origin_township for member in members if member.origin_township]
        return {place.pk: place.local_name for place in places} | {place.pk: place.name for place in townships}

    @property
    def kept(self) -> list[str]:
        """What stayed with the survivor when it was taken back, in words."""
        words = labels()
        return [words[name] for name in self.merger.kept]

    @cached_property
    def against_taking_back(self) -> list[Objection]:
        return rules.objections_to_taking_back(self.merger)
