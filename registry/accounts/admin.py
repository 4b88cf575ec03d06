"""Accounts and roles in the admin: whoever administers sees and gives only what lies in his own part of the tree."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.access import Permission
from registry.accounts.actions import (
    change_account,
    end_role,
    grant_role,
    note_given_password,
    open_account,
    remove_second_factor,
)
from registry.accounts.forms import ChangeAccountForm, EndRoleForm, GrantRoleForm, OpenAccountForm
from registry.accounts.models import Grant, User
from registry.accounts.places import names_of_places
from registry.adminsite import ScopedAdmin


def _told_who(form: type[ModelForm], request: HttpRequest) -> type[ModelForm]:
    """The form, knowing who fills it in."""
    return cast(type[ModelForm], type(form.__name__, (form,), {"by": request.user}))


@admin.register(User)
class AccountAdmin(ScopedAdmin, UserAdmin):
    """Accounts: opened, described, closed and given a new password here. Roles are granted under "roles granted"."""

    view_permission = change_permission = Permission.MANAGE_ACCOUNTS
    form = ChangeAccountForm
    add_form = OpenAccountForm
    list_display = ["username", "name", "office", "is_active", "password_is_given", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "name", "office"]
    ordering = ["username"]
    filter_horizontal = ()
    actions = ["remove_second_factors"]
    readonly_fields = ["username", "new_password", "password_is_given", "roles", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "new_password", "password_is_given", "name", "office", "is_active"]}),
        (_("Roles"), {"fields": ["roles"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "office", "password1", "password2"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return self.readonly_fields if obj else []

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        return _told_who(super().get_form(request, obj, change=change, **kwargs), request)

    @admin.action(description=_("Remove the second factor (phone and recovery codes are lost)"), permissions=["change"])
    def remove_second_factors(self, request: Any, queryset: QuerySet[User]) -> None:
        """One's own is switched off on the page of the account, where the password is asked."""
        others = queryset.exclude(pk=request.user.pk)
        count = sum(remove_second_factor(user, by=request.user) for user in others)
        words = ngettext("%(count)d second factor is removed.", "%(count)d second factors are removed.", count)
        messages.success(request, words % {"count": count})

    @admin.display(description=_("password"))
    def new_password(self, user: User) -> SafeString:
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', url, _("Set a new password"))

    @admin.display(description=_("roles granted"))
    def roles(self, user: User) -> SafeString | str:
        """Each role the account ever held, where and when."""
        grants = user.grants.order_by("-since", "pk")
        rows = ((g.get_role_display(), g.place_name, g.place, g.since, g.until or "") for g in grants)
        return format_html_join("", "<div>{} · {} ({}) · {} – {}</div>", rows) or "—"

    def save_model(self, request: Any, user: User, form: Any, change: bool) -> None:
        if change:
            described = {name: form.cleaned_data[name] for name in ("name", "office", "is_active")}
            change_account(user, by=request.user, **described)
        else:
            described = {name: form.cleaned_data[name] for name in ("username", "name", "office")}
            user.pk = open_account(password=form.cleaned_data["password1"], by=request.user, **described).pk

    def user_change_password(self, request: Any, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: Any, user: User, message: Any) -> Any:
        """Django calls this once a change is stored. A new password is the one change that no action of ours has written."""
        if request.resolver_match.url_name == "auth_user_password_change":
            note_given_password(user, by=request.user)
        return super().log_change(request, user, message)


class GrantList(ChangeList):
    """The list of roles, with the names of all its places asked at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        names = names_of_places({grant.place for grant in self.result_list})
        for grant in self.result_list:
            grant.place_name = names.get(grant.place, "")


@admin.register(Grant)
class GrantAdmin(ScopedAdmin):
    """Roles granted: added at a place by its code, ended by a day; nothing else of them changes."""

    view_permission = change_permission = Permission.MANAGE_ACCOUNTS
    list_display = ["user", "role", "place_name", "place", "since", "until", "granted_by"]
    list_filter = ["role"]
    list_select_related = ["user", "granted_by"]
    search_fields = ["user__username", "user__name", "=place"]
    fields = ["user", "role", "place", "since", "until"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return GrantList

    def get_form(
        self, request: HttpRequest, obj: Grant | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        kwargs["form"] = EndRoleForm if obj else GrantRoleForm
        return _told_who(super().get_form(request, obj, change=change, **kwargs), request)

    def get_fields(self, request: HttpRequest, obj: Grant | None = None) -> Any:
        return ["user", "role", "place", "place_name", "since", "granted_by", "until"] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Grant | None = None) -> list[str]:
        return ["user", "role", "place", "place_name", "since", "granted_by"] if obj else []

    def save_model(self, request: Any, grant: Grant, form: Any, change: bool) -> None:
        if change:
            end_role(grant, until=form.cleaned_data["until"], by=request.user)
        else:
            grant.pk = grant_role(by=request.user, **form.cleaned_data).pk

    @admin.display(description=_("name of the place"))
    def place_name(self, grant: Grant) -> str:
        return grant.place_name
