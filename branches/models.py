from branches.divisions.models import County, FormerName, PlaceAlias, Prefecture, Province, Township
from branches.organisation.models import Branch, Cover, FormerBranchName, OfficeTerm

__all__ = [
    "Branch",
    "County",
    "Cover",
    "FormerBranchName",
    "FormerName",
    "OfficeTerm",
    "PlaceAlias",
    "Prefecture",
    "Province",
    "Township",
]
