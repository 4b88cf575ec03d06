from members.roll.models import Departure, Member, MemberKind, Membership, MemberTally, OrgRelation, OtherValue

__all__ = ["Departure", "Member", "MemberKind", "MemberTally", "Membership", "OrgRelation", "OtherValue"]
