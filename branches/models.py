from branches.divisions.models import County, FormerName, PlaceAlias, Prefecture, Province, Township

__all__ = ["County", "FormerName", "PlaceAlias", "Prefecture", "Province", "Township"]
