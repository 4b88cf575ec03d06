"""How allauth signs people in here: no sign-up, no mail, and every sign-in and every failure in the history."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from registry.access import SERIALS
from registry.accounts.actions import note_security_change
from registry.accounts.models import User
from registry.history.actions import Subject, record
from registry.history.verbs import Verb


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        record(verb=Verb.SIGNED_IN, by=user, subjects=[user], after={"address": self.get_client_ip(request)})

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note the failure with the account it aimed at. A name that is none of ours may be a mistyped password: not kept."""
        user = User.objects.filter(username__iexact=credentials.get("username", "")).first()
        unknown = Subject(User._meta.label_lower, 0, settings.HOME_PROVINCE * SERIALS)
        after = {"address": self.get_client_ip(request), "username": user.username if user else None}
        record(verb=Verb.SIGN_IN_FAILED, by=None, subjects=[user or unknown], after=after)

    def set_password(self, user: User, password: str) -> None:
        """Its owner has chosen a password."""
        user.password_is_given = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Where allauth would write a mail ("account/email/password_changed"), the history gets an entry."""
        note_security_change(user, event=template_prefix.rpartition("/")[2], by=user)
