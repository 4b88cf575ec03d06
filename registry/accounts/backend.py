"""Who is at the other end: an account with its roles of today, in one query for each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from registry.accounts.models import Grant, User


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The account, if it may sign in, knowing its ``grants_today``."""
        grants = Grant.objects.active_on(timezone.localdate()).filter(user=user_id)
        found = list(grants.with_succession().select_related("user").order_by("pk"))
        user: User | None = found[0].user if found else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.know_grants(found)
        return user
