from branches.ceremonies.models import Ceremony, Guest, Plaque, PlaquePhoto, PlaqueStage, PlaqueYear, SignIn, Stage
from branches.ceremonies.papers.models import PrintRun
from branches.divisions.models import County, DivisionsState, FormerName, PlaceAlias, Prefecture, Province, Township
from branches.organisation.models import Branch, Cover, FormerBranchName, OfficeTerm

__all__ = [
    "Branch",
    "Ceremony",
    "County",
    "Cover",
    "DivisionsState",
    "FormerBranchName",
    "FormerName",
    "Guest",
    "OfficeTerm",
    "PlaceAlias",
    "Plaque",
    "PlaquePhoto",
    "PlaqueStage",
    "PlaqueYear",
    "Prefecture",
    "PrintRun",
    "Province",
    "SignIn",
    "Stage",
    "Township",
]
