from members.roll.merging.models import Merger, TwoPeople
from members.roll.models import (
    Arrival,
    Departure,
    DivisionTally,
    Member,
    MemberKind,
    Membership,
    MemberTally,
    OrgRelation,
    OtherValue,
)
from members.surveys.campaigns.models import Asked, Campaign, Return
from members.surveys.leads.models import Lead
from members.surveys.models import Upload, UploadRow, Written
from members.surveys.waiting.models import RememberedAnswer, RememberedColumns, RememberedDecision

__all__ = [
    "Arrival",
    "Asked",
    "Campaign",
    "Departure",
    "DivisionTally",
    "Lead",
    "Member",
    "MemberKind",
    "MemberTally",
    "Membership",
    "Merger",
    "OrgRelation",
    "OtherValue",
    "RememberedAnswer",
    "RememberedColumns",
    "RememberedDecision",
    "Return",
    "TwoPeople",
    "Upload",
    "UploadRow",
    "Written",
]
