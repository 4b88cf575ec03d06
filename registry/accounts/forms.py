from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import Grant, User
from registry.accounts.rules import objections_to_granting
from registry.actionforms import DayField
from registry.objections import settle


def _say_once(form: forms.BaseForm) -> None:
    """The labels of allauth's forms say what to write: it is not repeated inside the fields."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """allauth's form, ready to be written in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_once(self)
        self.fields["login"].widget.attrs["autofocus"] = True


class NewPasswordForm(ChangePasswordForm):
    """allauth's form; a password is not changed into itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_once(self)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        if password == self.cleaned_data.get("oldpassword"):
            raise ValidationError(_("This is the password you have. Choose another one."), code="same_password")
        return password


class OpenAccountForm(UserCreationForm):
    """A new account: name to sign in with, name and office of the person, a first password to be handed over."""

    class Meta:
        model = User
        fields = ["username", "name", "office"]


class ChangeAccountForm(forms.ModelForm):
    """What an account is called, and whether it may sign in. ``by``, who changes it, is set by the admin."""

    by: User

    class Meta:
        model = User
        fields = ["name", "office", "is_active"]

    def clean_is_active(self) -> bool:
        active: bool = self.cleaned_data["is_active"]
        if self.instance == self.by and not active:
            raise ValidationError(_("Nobody closes the account he works with."), code="own_account")
        return active


class GrantRoleForm(forms.ModelForm):
    """A role for a user at a place, chosen by its code. ``by``, who grants, is set by the admin."""

    by: User

    class Meta:
        model = Grant
        fields = ["user", "role", "place", "since", "until"]
        field_classes = {"since": DayField, "until": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") and cleaned.get("place"):
            settle(objections_to_granting(role=cleaned["role"], place=cleaned["place"], by=self.by), override=None)
        return cleaned


class EndRoleForm(forms.ModelForm):
    """The first day without the role."""

    class Meta:
        model = Grant
        fields = ["until"]
        field_classes = {"until": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "until" in self.fields:
            self.fields["until"].required = True
