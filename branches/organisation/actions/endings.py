import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from branches.divisions.models import County
from branches.organisation.actions.groundwork import (
    lock_tree,
    locked,
    locked_together,
    require_reach,
    save,
    set_aside,
    why,
)
from branches.organisation.models import Branch, Cover, OfficeTerm
from branches.organisation.rules import objections_to_dissolving, objections_to_merging, objections_to_reinstating
from registry.history.actions import record
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.objections import Objection, Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User


@transaction.atomic
def dissolve(
    *,
    branch: Branch,
    on: datetime.date,
    reason: str,
    document_no: str,
    version: int | None = None,
    by: "User | None",
    today: datetime.date,
) -> Branch:
    """End a branch that has no members and nothing below it: ``on`` is the first day without it. Its terms and covers end too."""
    require_reach(by, branch.pk)
    lock_tree()
    branch = locked(branch, version)
    settle([*_objections_to_words(reason, document_no), *objections_to_dissolving(branch, on=on, today=today)], None)
    ended = _end(branch, on=on, document_no=document_no)
    record(
        verb=Verb.BRANCH_DISSOLVED,
        by=by,
        subjects=[branch, *ended],
        after={"dissolved_on": on},
        **why(None, reason=reason, document_no=document_no),
    )
    return branch


@transaction.atomic
def merge(
    *,
    branch: Branch,
    into: Branch,
    on: datetime.date,
    reason: str,
    document_no: str,
    counties_follow: bool = True,
    version: int | None = None,
    by: "User | None",
    today: datetime.date,
    override: Override | None = None,
) -> int:
    """End a branch by merging it into another, which takes over its members; return how many.

    ``counties_follow``: the other branch serves the counties of this one from that day on. Two deeds, one for each branch, that
    do not name the other: who may see the one may not be allowed to see the other.
    """
    require_reach(by, branch.pk, into.pk)
    lock_tree()
    branch, into = locked_together(branch, into, version)
    objections = [*_objections_to_words(reason, document_no), *objections_to_merging(branch, into, on=on, today=today)]
    overridden = settle(objections, override)
    covers = _covers_to_take_over(branch, into, on) if counties_follow else []
    moved: int = import_string(settings.REGISTRY_MEMBERS_FOLLOW)(branch=branch, into=into, on=on, by=by)
    ended = _end(branch, on=on, document_no=document_no, merged_into=into)
    Cover.objects.bulk_create(covers)
    save(into, [])
    words = why(override, reason=reason, document_no=document_no)
    told = {"dissolved_on": on, "members": moved} | set_aside(overridden)
    record(verb=Verb.BRANCH_MERGED, by=by, subjects=[branch, *ended], after=told, **words)
    taken = {"members": moved, "covers": [cover.county.name for cover in covers], "since": on}
    record(verb=Verb.BRANCH_ABSORBED, by=by, subjects=[into], after=taken, **words)
    return moved


@transaction.atomic
def reinstate(
    *,
    branch: Branch,
    reason: str,
    document_no: str,
    version: int | None = None,
    by: "User | None",
    override: Override | None = None,
) -> Branch:
    """Take back that a branch was dissolved or merged: it exists again, as if without a gap, with the offices and counties it had.

    Members that followed it into another branch stay there.
    """
    require_reach(by, branch.pk)
    lock_tree()
    branch = locked(branch, version)
    objections = [*_objections_to_words(reason, document_no), *objections_to_reinstating(branch)]
    overridden = settle(objections, override)
    before = {"dissolved_on": branch.dissolved_on}
    _reopen(branch)
    branch.dissolved_on, branch.merged_into, branch.dissolution_document_no = None, None, ""
    save(branch, ["dissolved_on", "merged_into", "dissolution_document_no"])
    record(
        verb=Verb.BRANCH_REINSTATED,
        by=by,
        subjects=[branch],
        before=before,
        after=set_aside(overridden),
        **why(override, reason=reason, document_no=document_no),
    )
    return branch


def _objections_to_words(reason: str, document_no: str) -> list[Objection]:
    """What ends a branch is a decision of people: with its reason, and the document that holds it."""
    if reason.strip() and document_no.strip():
        return []
    return [Objection(_("Give the reason and the number of the document."), code="not_documented", hard=True)]


def _end(
    branch: Branch, *, on: datetime.date, document_no: str, merged_into: Branch | None = None
) -> list[OfficeTerm | Cover]:
    """End the branch, its open terms and its open covers; return the latter two: the deed names them, so it can be taken back."""
    ended: list[OfficeTerm | Cover] = [*branch.office_terms.open(), *branch.covers.open()]
    branch.office_terms.open().update(until=on)
    branch.covers.open().update(until=on)
    branch.dissolved_on, branch.dissolution_document_no, branch.merged_into = on, document_no, merged_into
    save(branch, ["dissolved_on", "dissolution_document_no", "merged_into"])
    return ended


def _reopen(branch: Branch) -> None:
    """Open again the terms and covers that the deed of the branch's ending names."""
    endings = Deed.objects.about(branch).filter(verb__in=[Verb.BRANCH_DISSOLVED, Verb.BRANCH_MERGED])
    ending = endings.prefetch_related("subjects").first()
    for rows in (branch.office_terms, branch.covers):
        kind = rows.model._meta.label_lower
        keys = [subject.key for subject in ending.subjects.all() if subject.kind == kind] if ending else []
        rows.filter(pk__in=keys, until=branch.dissolved_on).update(until=None)


def _covers_to_take_over(branch: Branch, into: Branch, on: datetime.date) -> list[Cover]:
    """What lets the other branch serve, from the day on, the counties of this one; by county, besides when it serves them anyway."""
    own = [branch.county] if branch.county else []
    others = [cover.county for cover in branch.covers.open().select_related("county")]
    counties = sorted(
        (county for county in [*own, *others] if county.pk != into.county_id), key=lambda county: county.pk
    )
    return [cover for county in counties for cover in _covers_between(into, county, on)]


def _covers_between(branch: Branch, county: County, on: datetime.date) -> list[Cover]:
    """The times from the day on in which a branch does not serve a county yet, the last one open."""
    gaps, since = [], on
    for known in branch.covers.filter(county=county).exclude(until__lte=on).order_by("since", "pk"):
        if known.since > since:
            gaps.append(Cover(branch=branch, county=county, since=since, until=known.since))
        if known.until is None:
            return gaps
        since = max(since, known.until)
    return [*gaps, Cover(branch=branch, county=county, since=since)]
