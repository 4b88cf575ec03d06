"""What happened to the branches of 2016 since: renamed after their county, merged, dissolved."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from branches.ceremonies.actions import end_plaque, replace_plaque
from branches.ceremonies.models import Plaque
from branches.models import Branch
from branches.organisation import actions
from members.models import Member
from members.roll.actions import transfer

if TYPE_CHECKING:
    from registry.accounts.models import User


class Renamed(NamedTuple):
    """A branch takes the new name of its county; its plaque is replaced on the day given, or still is the old one."""

    name: str
    new_stem: str
    on: datetime.date
    new_plaque_on: datetime.date | None


class Merged(NamedTuple):
    name: str
    into: str
    on: datetime.date
    document_no: str


RENAMED = [
    Renamed("九江县驻京流动党支部", "九江市柴桑区驻京流动", datetime.date(2018, 1, 18), datetime.date(2018, 3, 6)),
    Renamed("上饶县驻京流动党支部", "上饶市广信区驻京流动", datetime.date(2019, 10, 16), None),
]
MERGED = [
    Merged("都昌县北京珍珠饰品流动党支部", "都昌县驻京流动党支部", datetime.date(2021, 5, 20), "都组〔2021〕14号"),
    Merged("高安市北京汽运行业流动党支部", "高安市驻京流动党支部", datetime.date(2022, 3, 31), "高组〔2022〕9号"),
]
_DISSOLVED = Merged(
    "修水县北京建筑行业流动党支部", "修水县驻京流动党支部", datetime.date(2020, 6, 30), "修组〔2020〕21号"
)
ENDED = {each.name: each.on for each in [*MERGED, _DISSOLVED]}
# However many members the demo has, these branches never have more than planned: together they must fit into one.
OF_PLANNED_SIZE = {name for each in [*MERGED, _DISSOLVED] for name in (each.name, each.into)}
_REASON = "正式党员长期不足3人，经研究予以调整"
_WEEKS_BEFORE = datetime.timedelta(days=18)


def rename_and_end(branches: Mapping[str, Branch], *, by: "User", today: datetime.date) -> None:
    for renamed in RENAMED:
        _rename(branches[renamed.name], renamed, by=by, today=today)
    for merged in MERGED:
        branch, into = branches[merged.name], branches[merged.into]
        _return_plaque(branch, merged.on, by=by, today=today)
        actions.merge(
            branch=branch, into=into, on=merged.on, reason=_REASON, document_no=merged.document_no, by=by, today=today
        )
    _dissolve(branches[_DISSOLVED.name], branches[_DISSOLVED.into], by=by, today=today)


def _rename(branch: Branch, renamed: Renamed, *, by: "User", today: datetime.date) -> None:
    full_name, short_name = f"中国共产党{renamed.new_stem}支部委员会", f"{renamed.new_stem}党支部"
    actions.rename(branch=branch, full_name=full_name, short_name=short_name, on=renamed.on, by=by, today=today)
    if renamed.new_plaque_on:
        replace_plaque(
            plaque=_plaque_in_use(branch),
            wording=full_name,
            awarded_on=renamed.new_plaque_on,
            reason="县改区，支部更名，换发牌匾",
            by=by,
            today=today,
        )


def _dissolve(branch: Branch, into: Branch, *, by: "User", today: datetime.date) -> None:
    """Nobody loses the branch he belongs to by the way: its members move first, and who led it lays that down."""
    day = _DISSOLVED.on - _WEEKS_BEFORE
    for term in branch.office_terms.open().order_by("pk"):
        actions.leave_office(term=term, on=day, by=by, today=today, reason=_REASON)
    for member in Member.objects.filter(branch=branch).order_by("pk"):
        transfer(member=member, to=into, on=day, version=member.version, by=by, today=today)
    _return_plaque(branch, _DISSOLVED.on, by=by, today=today)
    actions.dissolve(
        branch=branch, on=_DISSOLVED.on, reason=_REASON, document_no=_DISSOLVED.document_no, by=by, today=today
    )


def _return_plaque(branch: Branch, on: datetime.date, *, by: "User", today: datetime.date) -> None:
    end_plaque(
        plaque=_plaque_in_use(branch), state=Plaque.State.RETURNED, ended_on=on, reason="支部撤并", by=by, today=today
    )


def _plaque_in_use(branch: Branch) -> Plaque:
    return branch.plaques.get(state=Plaque.State.IN_USE)
