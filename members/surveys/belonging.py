"""Where members belong, as lines say it: the branch that they would join, the formal organisation of which nobody knew."""

import datetime
from collections.abc import Sequence

from members.roll.models import Member, OrgRelation
from members.surveys.lines import Line


def who_may_join(lines: Sequence[Line], on: datetime.date) -> set[int]:
    """The members in no branch whose lines name one. ``on``: the day of the survey; who left a branch or the roll since, is not meant."""
    wanted = {
        line.member.pk for line in lines if line.member and not line.member.branch_id and line.details.get("branch")
    }
    left = Member.objects.filter(pk__in=wanted).last_left() if wanted else {}
    return {member for member in wanted if left.get(member, on) <= on}


def who_may_relate(lines: Sequence[Line]) -> set[int]:
    """The members without a formal organisation whose lines name one."""
    wanted = {line.member.pk for line in lines if line.member and line.values.get("home_org")}
    return wanted - set(OrgRelation.objects.open().filter(member__in=wanted).values_list("member", flat=True))
