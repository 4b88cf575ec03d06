from members.roll.models import Member, MemberKind, Membership, MemberTally, OrgRelation, OtherValue

__all__ = ["Member", "MemberKind", "MemberTally", "Membership", "OrgRelation", "OtherValue"]
