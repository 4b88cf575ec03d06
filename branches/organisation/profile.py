"""One branch with all that belongs to it, read once for its page."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from branches.organisation import elections, size
from branches.organisation.models import Branch, Cover, FormerBranchName, OfficeTerm
from branches.organisation.size import Size
from registry.access import Scope


@dataclass
class Profile:
    """A branch (read ``with_size``) on a day, for a reader: of other branches only those in his scope, of the superior also the name."""

    branch: Branch
    scope: Scope
    day: datetime.date

    @cached_property
    def former_names(self) -> list[FormerBranchName]:
        return list(self.branch.former_names.all())

    @cached_property
    def _related(self) -> list[Branch]:
        related = Branch.objects.within(self.scope).filter(Q(parent=self.branch) | Q(merged_into=self.branch))
        return list(related.order_by("code"))

    @property
    def children(self) -> list[Branch]:
        """Organisations below it today."""
        return [b for b in self._related if b.parent_id == self.branch.pk and b.is_active_on(self.day)]

    @property
    def absorbed(self) -> list[Branch]:
        """Branches that were merged into it."""
        return [b for b in self._related if b.merged_into_id == self.branch.pk]

    @property
    def is_parent_visible(self) -> bool:
        return self.branch.parent_id is not None and self.branch.parent_id in self.scope

    @property
    def is_successor_visible(self) -> bool:
        return self.branch.merged_into_id is not None and self.branch.merged_into_id in self.scope

    @cached_property
    def _covers(self) -> list[Cover]:
        return list(self.branch.covers.select_related("county").order_by("county", "since"))

    @property
    def covers(self) -> list[Cover]:
        return [cover for cover in self._covers if cover.until is None]

    @property
    def past_covers(self) -> list[Cover]:
        return [cover for cover in self._covers if cover.until is not None]

    @cached_property
    def _terms(self) -> list[OfficeTerm]:
        return list(self.branch.office_terms.select_related("holder").order_by("-since", "-pk"))

    @property
    def terms(self) -> list[OfficeTerm]:
        """Present ones, in the order of the offices."""
        offices = OfficeTerm.Office.values
        return sorted((t for t in self._terms if t.until is None), key=lambda t: (offices.index(t.office), t.since))

    @property
    def past_terms(self) -> list[OfficeTerm]:
        return [term for term in self._terms if term.until is not None]

    @property
    def has_secretary(self) -> bool:
        return any(term.office == OfficeTerm.Office.SECRETARY for term in self.terms)

    @property
    def next_election(self) -> datetime.date | None:
        return elections.next_election(self.branch, self._terms)

    @property
    def is_election_overdue(self) -> bool:
        return self.next_election is not None and self.next_election < self.day

    @property
    def is_election_soon(self) -> bool:
        due = self.next_election
        return due is not None and self.day <= due <= self.day + elections.SOON

    @cached_property
    def size(self) -> Size:
        return size.size_read(self.branch)

    @property
    def is_below_minimum(self) -> bool:
        return size.is_below_minimum(self.branch, self.size, self.day)

    @property
    def is_above_maximum(self) -> bool:
        active_branch = self.branch.kind == Branch.Kind.BRANCH and self.branch.is_active_on(self.day)
        return active_branch and self.size.is_above_maximum(self.day)

    @cached_property
    def plaques(self) -> list[Any]:
        """Plaques it was awarded, the newest first. Their room lies a floor above and hangs them on the branch."""
        plaques: Any = self.branch.plaques
        return list(plaques.awarded())
