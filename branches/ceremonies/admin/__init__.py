from branches.ceremonies.admin.ceremony import CeremonyAdmin
from branches.ceremonies.admin.plaque import PlaqueAdmin

__all__ = ["CeremonyAdmin", "PlaqueAdmin"]
