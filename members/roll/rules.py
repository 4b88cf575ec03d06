"""What speaks against changing where a member belongs or what is known of him. Asked by the page, and again by the action."""

import datetime
from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branches.models import Branch, County, Township
from branches.organisation import norms
from branches.organisation.size import size_of
from members.roll.models import Member, Membership, OrgRelation
from members.roll.probation import objections_to_dates
from registry.objections import Objection

_JOINING = frozenset({"kind", "joined_on", "joined_on_precision", "confirmed_on", "confirmed_on_precision"})

__all__ = [
    "objections_to_branch",
    "objections_to_confirming",
    "objections_to_dates",
    "objections_to_days",
    "objections_to_departing",
    "objections_to_facts",
    "objections_to_home",
    "objections_to_joining",
    "objections_to_place",
    "objections_to_transferring",
]


def open_membership(member: Member) -> Membership | None:
    """The one membership that goes on; None for who is in no branch. Reads what is prefetched."""
    return next((each for each in member.memberships.all() if each.until is None), None)


def open_relation(member: Member) -> OrgRelation | None:
    """The formal organisation that holds his relation now, as far as known."""
    return next((each for each in member.org_relations.all() if each.until is None), None)


def objections_to_joining(
    member: Member, *, branch: Branch | None, since: datetime.date, today: datetime.date
) -> list[Objection]:
    """``branch`` None: what speaks against joining any branch at all."""
    current = open_membership(member)
    if current is not None:
        words = _("The member belongs to %(branch)s already; transfer instead.")
        return [Objection(words, code="belongs_already", params={"branch": current.branch}, hard=True)]
    found = _future(since, today)
    last = max((each.until for each in member.memberships.all() if each.until), default=None)
    if last and since < last:
        found.append(_before(last, "before_last_membership", _("The last membership ended on %(day)s.")))
    if member.ended_on and since < member.ended_on:
        found.append(_before(member.ended_on, "before_departure", _("The member left the roll on %(day)s.")))
    return found + (objections_to_branch(branch, since=since, today=today) if branch else [])


def objections_to_transferring(
    member: Member, *, to: Branch | None, on: datetime.date, today: datetime.date
) -> list[Objection]:
    """``to`` None: what speaks against a transfer wherever it leads."""
    current = open_membership(member)
    if current is None:
        return [Objection(_("The member belongs to no branch; let them join one."), code="no_branch", hard=True)]
    found = _future(on, today)
    if on < current.since:
        found.append(_before(current.since, "before_membership", _("The membership began on %(day)s.")))
    if to is None:
        return found + _offices_held(member, current.branch)
    if to == current.branch:
        found.append(Objection(_("The member takes part in this branch already."), code="same_branch", hard=True))
    return found + objections_to_branch(to, since=on, today=today) + _offices_held(member, current.branch)


def objections_to_departing(member: Member, *, on: datetime.date, today: datetime.date) -> list[Objection]:
    if member.ended_on is not None:
        return [Objection(_("The member left the roll already."), code="off_the_roll", hard=True)]
    found = _future(on, today)
    current = open_membership(member)
    begun = max((each.until or each.since for each in member.memberships.all()), default=None)
    if begun and on < begun:
        found.append(_before(begun, "before_membership", _("There is a membership that began or ended on %(day)s.")))
    return found + (_offices_held(member, current.branch) if current else [])


def objections_to_confirming(
    membership: Membership | None, *, on: datetime.date, today: datetime.date
) -> list[Objection]:
    """Whether the branch may confirm; ``None``: there is no open membership."""
    if membership is None or membership.until is not None:
        return [Objection(_("The member belongs to no branch; let them join one."), code="no_branch", hard=True)]
    if membership.confirmed_on is not None:
        return [Objection(_("The branch has confirmed this membership already."), code="confirmed_already", hard=True)]
    found = _future(on, today)
    if on < membership.since:
        found.append(_before(membership.since, "before_membership", _("The membership began on %(day)s.")))
    return found


def objections_to_home(member: Member, *, since: datetime.date | None, today: datetime.date) -> list[Objection]:
    """What speaks against another formal organisation from a day on. It has nothing to do with the mobile branch."""
    current = open_relation(member)
    found = _future(since, today) if since else []
    if current and current.since and since and since < current.since:
        found.append(_before(current.since, "before_relation", _("The present relation began on %(day)s.")))
    return found


def objections_to_facts(
    member: Member, *, today: datetime.date, changed: Collection[str] | None = None
) -> list[Objection]:
    """What speaks against the facts of a member as they would be; only those ``changed``, by default all."""
    against: list[Objection] = []
    if changed is None or not _JOINING.isdisjoint(changed):
        against += objections_to_dates(
            kind=member.kind,
            joined_on=member.joined_on,
            joined_precision=member.joined_on_precision,
            confirmed_on=member.confirmed_on,
            confirmed_precision=member.confirmed_on_precision,
            today=today,
        )
    if (changed is None or "origin" in changed) and member.origin_id is not None:
        against += objections_to_place(member.origin_id, member.origin_township_id, today=today)
    if (changed is None or "left_on" in changed) and member.left_on is not None:
        against += _future(member.left_on, today)
    return against


def objections_to_branch(branch: Branch, *, since: datetime.date, today: datetime.date) -> list[Objection]:
    """Whether one more member may take part in a branch from a day on."""
    return objections_to_days(branch, since=since) or _too_large(branch, today)


def objections_to_days(branch: Branch, *, since: datetime.date) -> list[Objection]:
    """Whether there is such a branch from a day on until today, whatever its size."""
    if branch.founded_on > since:
        words = _("%(branch)s was founded only on %(day)s.")
        return [
            Objection(words, code="not_yet_founded", params={"branch": branch, "day": branch.founded_on}, hard=True)
        ]
    if branch.dissolved_on is not None:
        words = _("%(branch)s was dissolved on %(day)s.")
        return [Objection(words, code="dissolved", params={"branch": branch, "day": branch.dissolved_on}, hard=True)]
    return []


def objections_to_place(county_code: int, township_code: int | None, *, today: datetime.date) -> list[Objection]:
    """Whether a county of origin is one of today's, and the township lies in it."""
    county = County.objects.select_related("successor").filter(pk=county_code).first()
    if county is None:
        return [Objection(_("There is no such county."), code="unknown_place", hard=True)]
    if not county.is_valid_on(today):
        words = _("%(county)s is no more; today it is %(successor)s.")
        params = {"county": county, "successor": county.successor or "—"}
        return [Objection(words, code="place_has_ended", params=params, hard=True)]
    if township_code is None or Township.objects.filter(pk=township_code, county=county).exists():
        return []
    return [Objection(_("The township does not lie in the county."), code="township_elsewhere", hard=True)]


def _too_large(branch: Branch, today: datetime.date) -> list[Objection]:
    """A branch holds 50 members as a rule (working rules of 2018, article 4)."""
    if branch.kind != Branch.Kind.BRANCH or size_of(branch).total < norms.branch_size(today).maximum:
        return []
    words = _("%(branch)s has as many members as a branch holds as a rule (%(source)s).")
    return [Objection(words, code="branch_full", params={"branch": branch, "source": norms.branch_size(today).source})]


def _offices_held(member: Member, branch: Branch) -> list[Objection]:
    terms = [term for term in member.office_terms.all() if term.until is None and term.branch_id == branch.pk]
    return [
        Objection(
            _("The member holds an office there: %(office)s. It should be laid down first."),
            code="holds_office",
            params={"office": term.get_office_display()},
        )
        for term in terms
    ]


def _future(day: datetime.date, today: datetime.date) -> list[Objection]:
    return (
        [Objection(_("A day in the future cannot be recorded."), code="future_date", hard=True)] if day > today else []
    )


def _before(day: datetime.date, code: str, words: Promise) -> Objection:
    return Objection(words, code=code, params={"day": day}, hard=True)
