"""The ceremony of 6 December 2016 with its 114 plaques, and one that is being prepared."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from branches.ceremonies import actions
from branches.ceremonies.models import Ceremony, Stage
from branches.organisation.models import Branch

if TYPE_CHECKING:
    from registry.accounts.models import User

HELD_ON = datetime.date(2016, 12, 6)
_DAYS_AHEAD = 12
_UNTIL_HUNG = datetime.timedelta(days=15)
_VENUE = "江西大厦三楼会议室"
_ADDRESS = "北京市丰台区东铁匠营横一条8号院"
HOST = "江西省驻北京机构党委"


def hold_the_first(branches: Sequence[Branch], *, by: "User", today: datetime.date) -> Ceremony:
    """Plan, prepare, hold and close the ceremony of the founding report: a plaque for each of these branches."""
    facts = actions.Facts(
        title="江西省驻北京机构流动党支部集中授牌仪式",
        division_code=360000,
        held_on=HELD_ON,
        starts_at=datetime.time(9, 30),
        venue=_VENUE,
        address=_ADDRESS,
        host=HOST,
        presiding="程远帆（省驻京机构党委副书记）",
        handing_over="邹怀谷（省驻京机构党委书记）",
        document_read_out="《关于同意成立南昌市西湖区驻京流动党支部等63个党支部的批复》（赣驻京党〔2016〕26号）",
        guests=(
            actions.NamedGuest("邹怀谷", "省驻京机构党委书记"),
            actions.NamedGuest("饶静之", "省委组织部组织处"),
            actions.NamedGuest("涂松年", "南昌市驻京联络处"),
            actions.NamedGuest("廖望舒", "丰台区东铁匠营街道工委"),
        ),
    )
    ceremony = actions.hold(ceremony=_prepared(facts, branches, by=by, today=today), today=today, by=by)
    plaques = list(ceremony.plaques.in_running_order())
    for stage, since in [(Stage.HANDED_OVER, HELD_ON), (Stage.IN_USE, HELD_ON + _UNTIL_HUNG)]:
        actions.reach(plaques=plaques, stage=stage, since=since, today=today, by=by)
    return actions.close(ceremony=ceremony, by=by)


def prepare_the_next(branches: Sequence[Branch], *, by: "User", today: datetime.date) -> Ceremony:
    """A ceremony soon to come, with some of the branches founded since on its list; the others still await their plaque."""
    facts = actions.Facts(
        title="江西省驻北京机构新建流动党支部授牌仪式",
        division_code=360000,
        held_on=today + datetime.timedelta(days=_DAYS_AHEAD),
        starts_at=datetime.time(14, 30),
        venue=_VENUE,
        address=_ADDRESS,
        host=HOST,
        presiding="程远帆（省驻京机构党委副书记）",
    )
    ceremony = actions.plan(facts=facts, by=by)
    actions.add_branches(ceremony=ceremony, branches=branches, today=today, by=by)
    return ceremony


def award_to_committee(committee: Branch, *, by: "User", today: datetime.date) -> None:
    """The committee has had its plaque long since."""
    day = committee.founded_on + datetime.timedelta(days=12)
    actions.award_plaque(branch=committee, wording=committee.full_name, awarded_on=day, today=today, by=by)


def _prepared(facts: actions.Facts, branches: Sequence[Branch], *, by: "User", today: datetime.date) -> Ceremony:
    ceremony = actions.plan(facts=facts, by=by)
    actions.add_branches(ceremony=ceremony, branches=branches, today=today, by=by)
    return actions.prepare(ceremony=ceremony, by=by)
