"""A member as the page shows him: each known with its source and what other sources say, and where he belongs."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, OuterRef, Prefetch, Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from branches.models import County, OfficeTerm, Township
from members.roll import rules
from members.roll.known_values import UNKNOWN, says_no_more, value_of
from members.roll.knowns import SIX_KNOWNS, Known
from members.roll.merging.models import Merger
from members.roll.models import Member, Membership, OrgRelation, OtherValue
from members.roll.occupations import CATEGORIES
from members.roll.querysets import MemberQuerySet
from members.roll.sources import Source, in_words
from members.roll.tables import Mark, Row, marks_of
from members.roll.wording import known_in_words
from registry.access import Permission, Scope
from registry.objections import Objection


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a known, in words. ``upload``, ``line``: the survey file it came with, and where in it."""

    words: str
    source: str
    upload: int | None
    line: int | None = None
    key: int | None = None

    @classmethod
    def of(cls, words: str, source: Source, key: int | None = None) -> "Said":
        return cls(words, in_words(source), source.get("upload"), source.get("line"), key)


@dataclass(frozen=True, slots=True)
class KnownLine:
    """One of the six knowns: what is chosen (None: unknown), and what other sources say instead."""

    name: str
    label: str
    state: str
    chosen: Said | None
    others: list[Said] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        return self.state == Known.NONE


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with the member; ``against``: why not now."""

    label: str
    url: str
    against: list[Objection]


def with_belonging(members: MemberQuerySet) -> MemberQuerySet:
    """Where each comes from, works and belongs: what any step with one member needs, in four queries."""
    return members.select_related(
        "origin__prefecture__province", "origin_township", "work_district__prefecture__province", "branch"
    ).prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("branch")),
        Prefetch("org_relations", OrgRelation.objects.select_related("county__prefecture__province")),
        Prefetch("office_terms", OfficeTerm.objects.select_related("branch").order_by("-since", "pk")),
    )


class _Keys(Func):
    """All keys as one text: ``12 15``."""

    function, output_field = "STRING_AGG", TextField()
    template = "%(function)s(CAST(%(expressions)s AS varchar), ' ')"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **context)


_NOWHERE = Scope.nowhere()


def with_all_around(members: MemberQuerySet, *, opens: Scope = _NOWHERE) -> MemberQuerySet:
    """Everything the page of one member needs, in six queries whatever there is of it.

    ``opens``: where the reader may open survey files; ``files``: those among them that wrote to the member. The surveys lie a floor
    above and are known by name.
    """
    files = apps.get_model("members", "Upload")._default_manager.within(opens).filter(written__member=OuterRef("pk"))
    return (
        with_belonging(members)
        .annotate(files=Subquery(files.order_by().values(keys=_Keys("pk"))))
        .prefetch_related(
            Prefetch("other_values", OtherValue.objects.order_by("pk")),
            Prefetch("mergers", Merger.objects.standing().select_related("absorbed").order_by("pk")),
        )
    )


class Profile:
    """Facts of a member (fetched ``with_all_around``) for a user on a day."""

    def __init__(self, member: Member, user: Any, today: datetime.date) -> None:
        self.member, self.user, self.today = member, user, today

    @cached_property
    def lines(self) -> list[KnownLine]:
        return [self._line(name, str(label)) for name, label in SIX_KNOWNS.items()]

    def _line(self, name: str, label: str) -> KnownLine:
        value, sources = value_of(self.member, name), self.member.sources
        chosen = None
        if value is not UNKNOWN:
            chosen = Said.of(self._words(name, value), sources.get(name, {}))
        others = [
            Said.of(self._words(name, other.value), other.source, other.pk)
            for other in self.member.other_values.all()
            if other.known == name and not says_no_more(name, value, other.value)
        ]
        return KnownLine(name, label, self.member.state_of(name), chosen, others)

    def _words(self, name: str, value: Any) -> str:
        return known_in_words(name, value, self._places)

    @cached_property
    def _places(self) -> Mapping[int, str]:
        """Names of places: of the row itself, and, asked only if need be, townships and wordless counties of other sources."""
        member = self.member
        places = {place.pk: place.local_name for place in (member.origin, member.work_district) if place}
        if member.origin_township:
            places[member.origin_township.pk] = member.origin_township.name
        said = [other.value for other in member.other_values.all() if other.known == "origin" and other.value]
        wordless = {value["code"] for value in said if not value.get("text")} - places.keys()
        if wordless:
            counties = County.objects.select_related("prefecture__province").in_bulk(wordless)
            places |= {code: county.local_name for code, county in counties.items()}
        townships = {value["township"] for value in said if value.get("township")} - places.keys()
        if townships:
            places |= dict(Township.objects.filter(pk__in=townships).values_list("pk", "name"))
        return places

    @cached_property
    def relation(self) -> OrgRelation | None:
        return rules.open_relation(self.member)

    @cached_property
    def past_relations(self) -> list[OrgRelation]:
        return [each for each in self.member.org_relations.all() if each.until is not None]

    @cached_property
    def membership(self) -> Membership | None:
        return rules.open_membership(self.member)

    @cached_property
    def past_memberships(self) -> list[Membership]:
        return [each for each in self.member.memberships.all() if each.until is not None]

    @cached_property
    def offices(self) -> list[OfficeTerm]:
        return list(self.member.office_terms.all())

    @cached_property
    def marks(self) -> list[Mark]:
        return marks_of(self.member)

    @cached_property
    def masked_contact(self) -> str:
        return Row(self.member).contact

    @cached_property
    def occupation_category(self) -> str:
        return str(CATEGORIES.get(self.member.occupation_category, ""))

    @cached_property
    def branch_url(self) -> str:
        """Where one reads about the branch; empty where it lies outside the part one may see."""
        branch = self.membership and self.membership.branch
        return branch.get_absolute_url() if branch and branch.pk in self.user.scope_of(Permission.VIEW_BRANCHES) else ""

    @cached_property
    def may_change(self) -> bool:
        return self.member.lies_within(self.user.scope_of(Permission.MANAGE_MEMBERS))

    @cached_property
    def reveal_url(self) -> str:
        """Empty for who may not see the contact in clear, and where there is none."""
        has_contact = bool(self.member.phone or self.member.contact_other)
        may = has_contact and self.member.lies_within(self.user.scope_of(Permission.REVEAL_CONTACT))
        return reverse("members:reveal", args=[self.member.number]) if may else ""

    @cached_property
    def visible_uploads(self) -> set[int]:
        """The survey files that the reader may open and that wrote to the member."""
        return {int(key) for key in (self.member.files or "").split()}  # type: ignore[attr-defined]  # annotated

    @cached_property
    def steps(self) -> list[Step]:
        """What can be done besides correcting, each with what speaks against it today."""
        number = self.member.number
        confirming = [] if self.membership is None else [(_("Confirm for the branch"), "", self.against_confirming)]
        moving = (
            (_("Transfer to another branch"), "members:transfer", self.against_transferring)
            if self.membership
            else (_("Join a branch"), "members:join", self.against_joining)
        )
        others = [
            moving,
            (_("Change the formal organisation"), "members:change_home", []),
            (_("Leave the roll"), "members:depart", self.against_departing),
            (_("The same person as …"), "members:same_as", []),
        ]
        refused = [Step(label, "", against) for label, _name, against in confirming if against]
        return [*refused, *(Step(label, reverse(name, args=[number]), against) for label, name, against in others)]

    @cached_property
    def against_joining(self) -> list[Objection]:
        return rules.objections_to_joining(self.member, branch=None, since=self.today, today=self.today)

    @cached_property
    def against_transferring(self) -> list[Objection]:
        return _hard(rules.objections_to_transferring(self.member, to=None, on=self.today, today=self.today))

    @cached_property
    def against_departing(self) -> list[Objection]:
        return _hard(rules.objections_to_departing(self.member, on=self.today, today=self.today))

    @cached_property
    def against_confirming(self) -> list[Objection]:
        """Only the branch itself confirms."""
        managed = self.user.scope_of(Permission.MANAGE_MEMBERS)
        if self.membership and self.membership.branch_id not in managed:
            words = _("Only who manages the branch can confirm.")
            return [Objection(words, code="branch_outside_scope", hard=True)]
        return rules.objections_to_confirming(self.membership, on=self.today, today=self.today)


def _hard(objections: list[Objection]) -> list[Objection]:
    """Only what no document sets aside takes the button away."""
    return [objection for objection in objections if objection.hard]
