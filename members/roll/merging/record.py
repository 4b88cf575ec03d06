"""What is on record of a joining: the values of both as they were, for who may see both."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from members.roll.merging import rules
from members.roll.merging.comparison import PLACES, Said, labels, names_of_places, said
from members.roll.merging.models import Merger
from members.roll.merging.portrait import restore
from members.roll.merging.sides import ABSORBED, BOTH, SURVIVOR, differing
from members.roll.models import Member
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
        merger = self.merger
        both = Member.objects.select_related(*PLACES).in_bulk([merger.survivor_id, merger.absorbed_id])
        survivor, absorbed = both[merger.survivor_id], both[merger.absorbed_id]
        for unit, stored in merger.before["survivor"].items():
            restore(survivor, unit, stored)
        names, words = names_of_places(survivor, absorbed), labels()
        return [
            Chosen(words[field], said(survivor, field, names), said(absorbed, field, names), merger.choices[field])
            for field in differing(survivor, absorbed)
        ]

    @property
    def kept(self) -> list[str]:
        """What stayed with the survivor when it was taken back, in words."""
        words = labels()
        return [words[name] for name in self.merger.kept]

    @cached_property
    def against_taking_back(self) -> list[Objection]:
        return rules.objections_to_taking_back(self.merger)
