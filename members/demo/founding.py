"""The branches of the plan, founded through the very action an office uses, in the order of their days."""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from branches.models import Branch, County, OfficeTerm, Prefecture, Province
from branches.organisation import actions
from members.demo.plan import PlannedBranch

if TYPE_CHECKING:
    from registry.accounts.models import User

COMMITTEE = "江西省驻北京机构党委"
_COMMITTEE_FOUNDED = datetime.date(1996, 5, 20)
_COMMITTEE_ELECTED = datetime.date(2023, 6, 15)
_LEVELS = {COMMITTEE: Branch.ApprovalLevel.PREFECTURE}  # bodies of counties otherwise


def found_committee(*, by: "User", today: datetime.date) -> Branch:
    """The party committee of the province's bodies in Beijing, above all branches."""
    branch = Branch(
        kind=Branch.Kind.COMMITTEE,
        short_name=COMMITTEE,
        full_name="中国共产党江西省驻北京机构委员会",
        founding=Branch.Founding.ON_HOST,
        host="江西省人民政府驻北京办事处",
        origin=Branch.Origin.CONSOLIDATED,
        founded_on=_COMMITTEE_FOUNDED,
        approved_on=datetime.date(1996, 5, 6),
        approved_by="中共江西省委组织部",
        approval_level=Branch.ApprovalLevel.PROVINCE,
        approval_document_no="赣组字〔1996〕52号",
        meeting_place="北京市丰台区东铁匠营横一条8号院江西大厦",
    )
    province = Province.objects.get(code=360000)
    committee = actions.found(
        branch=branch, division=province, secretary=_secretary("祝明远", _COMMITTEE_FOUNDED), by=by, today=today
    )
    present = _secretary("邹怀谷", _COMMITTEE_ELECTED)
    present.branch = committee
    actions.take_office(term=present, succeeds=True, by=by, today=today)
    return committee


def _secretary(name: str, since: datetime.date) -> OfficeTerm:
    """A secretary who is a member elsewhere: of the party group of the liaison office."""
    return OfficeTerm(
        office=OfficeTerm.Office.SECRETARY,
        holder_name=name,
        source=OfficeTerm.Source.POSTED_CADRE,
        approval_document_no=f"赣组干〔{since.year}〕18号",
        since=since,
    )


def found_branches(
    planned: Iterable[PlannedBranch],
    *,
    committee: Branch,
    above: Mapping[int, Branch],
    by: "User",
    today: datetime.date,
) -> dict[str, Branch]:
    """Found these branches; by short name. ``above``: general branches by the county whose branches stand below them."""
    above = dict(above)
    divisions = _Divisions()
    founded: dict[str, Branch] = {}
    for each in planned:
        branch = actions.found(
            branch=_described(each, above.get(each.place, committee)),
            division=divisions[each.place],
            counties=[divisions[code] for code in each.covers],
            by=by,
            today=today,
        )
        founded[each.short_name] = branch
        if each.kind == Branch.Kind.GENERAL_BRANCH:
            above[each.place] = branch
    return founded


def general_branches(founded: Iterable[Branch]) -> dict[int, Branch]:
    """General branches by the county they belong to."""
    return {b.county_id: b for b in founded if b.kind == Branch.Kind.GENERAL_BRANCH and b.county_id}


def _described(each: PlannedBranch, parent: Branch) -> Branch:
    members = each.size if each.kind == Branch.Kind.GENERAL_BRANCH else max(each.size // 2, 4)
    return Branch(
        kind=each.kind,
        parent=parent,
        short_name=each.short_name,
        full_name=each.full_name,
        founding=each.founding,
        joint_basis=each.joint_basis,
        host=each.host,
        origin=each.origin,
        members_at_founding=members,
        formal_members_at_founding=max(members * 9 // 10, 3),
        applied_on=each.approved_on - datetime.timedelta(days=16),
        approved_on=each.approved_on,
        approved_by=each.approved_by,
        approval_level=_LEVELS.get(each.approved_by, Branch.ApprovalLevel.COUNTY),
        approval_document_no=each.document_no,
        founded_on=each.founded_on,
    )


class _Divisions(dict[int, Any]):
    """Province, prefecture or county by code, each read once."""

    def __missing__(self, code: int) -> Any:
        if code % 10_000 == 0:
            found: Any = Province.objects.get(code=code)
        elif code % 100 == 0:
            found = Prefecture.objects.select_related("province").get(code=code)
        else:
            found = County.objects.select_related("prefecture__province").get(code=code)
        self[code] = found
        return found
