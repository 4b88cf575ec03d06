from members.roll.models.arrival import Arrival
from members.roll.models.belonging import Membership, OrgRelation
from members.roll.models.member import Departure, Member, MemberKind, member_number
from members.roll.models.other_value import OtherValue
from members.roll.models.tally import DivisionTally, MemberTally

__all__ = [
    "Arrival",
    "Departure",
    "DivisionTally",
    "Member",
    "MemberKind",
    "MemberTally",
    "Membership",
    "OrgRelation",
    "OtherValue",
    "member_number",
]
