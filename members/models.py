from members.roll.models import Departure, Member, MemberKind, Membership, MemberTally, OrgRelation, OtherValue
from members.surveys.models import Upload, UploadRow

__all__ = [
    "Departure",
    "Member",
    "MemberKind",
    "MemberTally",
    "Membership",
    "OrgRelation",
    "OtherValue",
    "Upload",
    "UploadRow",
]
