from branches.organisation.admin.branch import BranchAdmin

__all__ = ["BranchAdmin"]
