from registry.accounts.models import Grant, User
from registry.history.models import Deed, DeedSubject

__all__ = ["Deed", "DeedSubject", "Grant", "User"]
