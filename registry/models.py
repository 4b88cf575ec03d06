from registry.accounts.models import Grant, User
from registry.history.models import Deed, DeedSubject
from registry.jobs.models import Job, JobPart

__all__ = ["Deed", "DeedSubject", "Grant", "Job", "JobPart", "User"]
