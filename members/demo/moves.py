"""People move on: some to another branch, some home again or off the roll."""

import datetime
from random import Random
from typing import TYPE_CHECKING

from branches.models import Branch
from branches.organisation.size import sizes_of
from members.models import Member, Membership
from members.roll import actions
from members.roll.models import Departure

if TYPE_CHECKING:
    from registry.accounts.models import User

_TRANSFERRED, _DEPARTED = 0.006, 0.012  # of all members
_LONG_THERE = 500  # days in the branch, at least
_ROOM = 45  # members; with fifty a branch is full
_REASONS = {
    Departure.RETURNED: (60, "返乡创业", ""),
    Departure.RELATION_TRANSFERRED: (28, "组织关系转至北京市所在单位党组织", ""),
    Departure.DECEASED: (9, "因病去世", ""),
    Departure.REMOVED: (3, "停止党籍满两年仍未取得联系，按程序除名", "纪决〔{year}〕3号"),
}


def move_some(random: Random, *, spared: set[int], by: "User", today: datetime.date) -> None:
    """Transfer and let depart a few of those who are long in their branch. ``spared``: who holds an office stays."""
    long_since = today - datetime.timedelta(days=_LONG_THERE)
    settled = (
        Membership.objects.open().filter(confirmed_on__lt=long_since).exclude(member__in=spared).order_by("member")
    )
    rows = list(settled.select_related("member", "branch"))
    everyone = Member.objects.count()
    chosen = random.sample(rows, min(len(rows) // 3, round(everyone * (_TRANSFERRED + _DEPARTED))))
    leaving = round(everyone * _DEPARTED)
    for membership in chosen[:leaving]:
        _depart(membership.member, random, by=by, today=today)
    for membership in chosen[leaving:]:
        _transfer(membership, random, by=by, today=today)


def _depart(member: Member, random: Random, *, by: "User", today: datetime.date) -> None:
    ended = random.choices(list(_REASONS), [weight for weight, *_ in _REASONS.values()])[0]
    _, reason, document_no = _REASONS[ended]
    day = today - datetime.timedelta(days=random.randrange(10, _LONG_THERE - 20))
    actions.depart(
        member=member,
        on=day,
        ended=ended,
        version=member.version,
        by=by,
        today=today,
        reason=reason,
        document_no=document_no.format(year=day.year),
    )


def _transfer(membership: Membership, random: Random, *, by: "User", today: datetime.date) -> None:
    """To another branch of the same prefecture that has room; the new branch still has to confirm."""
    day = today - datetime.timedelta(days=random.randrange(10, 200))
    here = membership.branch
    others = Branch.objects.active_on(day).filter(prefecture=here.prefecture_id, kind=Branch.Kind.BRANCH)
    sizes = sizes_of(others.exclude(code=here.code).values_list("code", flat=True))
    roomy = sorted(code for code, size in sizes.items() if size.total < _ROOM)
    if roomy:
        to, member = Branch.objects.get(code=random.choice(roomy)), membership.member
        actions.transfer(member=member, to=to, on=day, version=member.version, by=by, today=today)
