from members.roll.merging.models import Merger, TwoPeople
from members.roll.models import Departure, Member, MemberKind, Membership, MemberTally, OrgRelation, OtherValue
from members.surveys.models import Upload, UploadRow
from members.surveys.waiting.models import RememberedAnswer, RememberedDecision

__all__ = [
    "Departure",
    "Member",
    "MemberKind",
    "MemberTally",
    "Membership",
    "Merger",
    "OrgRelation",
    "OtherValue",
    "TwoPeople",
    "RememberedAnswer",
    "RememberedDecision",
    "Upload",
    "UploadRow",
]
