"""Who is at the other end: an account with its roles of today, in one query for each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from registry.accounts.models import User


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The account, if it may sign in, knowing its ``grants_today``."""
        rows = list(User.objects.filter(pk=user_id).with_each_grant_on(timezone.localdate()))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user: User = rows[0]
        user.know_grants([row.held for row in rows if hasattr(row, "held")], rows[0].succession)
        return user
