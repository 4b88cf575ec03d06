import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from branches.divisions.models import County, Prefecture, Province
from branches.organisation.actions.description import described
from branches.organisation.actions.groundwork import locked, require_reach, set_aside, why
from branches.organisation.models import Branch, Cover, OfficeTerm
from branches.organisation.rules import objections_to_founding
from registry.access import SERIALS
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import Objection, Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User

Division = Province | Prefecture | County


@transaction.atomic
def found(
    *,
    branch: Branch,
    division: Division,
    counties: Sequence[County] = (),
    secretary: OfficeTerm | None = None,
    by: "User | None",
    today: datetime.date,
    override: Override | None = None,
) -> Branch:
    """Enter a branch of a division: give it the next code there, the counties it covers and its first secretary.

    ``branch`` and ``secretary`` are rows not saved yet that say the rest; they come back saved.
    """
    require_reach(by, division.pk, *(county.pk for county in counties))
    place(branch, division)
    branch.parent = locked(branch.parent) if branch.parent else None
    branch.clean_fields(exclude=["code"])
    if secretary is not None:
        secretary.branch = branch
    objections = objections_to_founding(branch, counties=counties, secretary=secretary, today=today)
    overridden = settle(objections, override)
    branch.code = _next_code(division)
    branch.full_clean(validate_unique=False)
    branch.save(force_insert=True)
    _save_parts(branch, counties, secretary)
    told = {
        "parent": branch.parent_id,
        "covers": [county.name for county in counties],
        "secretary": secretary and secretary.holder_name,
    }
    record(
        verb=Verb.BRANCH_FOUNDED,
        by=by,
        subjects=[branch],
        after=described(branch) | told | set_aside(overridden),
        **why(override, document_no=branch.approval_document_no),
    )
    return branch


def _save_parts(branch: Branch, counties: Sequence[County], secretary: OfficeTerm | None) -> None:
    Cover.objects.bulk_create(Cover(branch=branch, county=county, since=branch.founded_on) for county in counties)
    if secretary is not None:
        secretary.branch = branch  # once more: now it has its code
        secretary.full_clean()
        secretary.save(force_insert=True)


def place(branch: Branch, division: Division) -> None:
    """Say where the branch belongs: a division, and those above it."""
    branch.county = division if isinstance(division, County) else None
    prefecture = division.prefecture if isinstance(division, County) else division
    branch.prefecture = prefecture if isinstance(prefecture, Prefecture) else None
    branch.province = prefecture.province if isinstance(prefecture, Prefecture) else prefecture


def _next_code(division: Division) -> int:
    """The division's code and the serial after the last one given out; raises ValidationError where all 999 are.

    The division's row is locked first, so that two who found at the same moment get two codes. (SQLite has one writer anyway.)
    """
    type(division)._default_manager.select_for_update(no_key=True).get(pk=division.pk)
    first, end = division.pk * SERIALS + 1, (division.pk + 1) * SERIALS
    last = Branch.objects.filter(code__gte=first, code__lt=end).aggregate(last=Max("code"))["last"]
    code = last + 1 if last else first
    if code == end:
        raise Objection(_("All 999 codes of this place are given out."), code="no_code_left", hard=True)
    return code
