from branches.organisation.models.branch import Branch
from branches.organisation.models.parts import Cover, FormerBranchName, OfficeTerm

__all__ = ["Branch", "Cover", "FormerBranchName", "OfficeTerm"]
