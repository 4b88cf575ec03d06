"""Django admin as a door of this house: the same permissions, the same scope, the same history as the pages."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from registry.access import Permission, Scope


class RegistryAdminConfig(AdminConfig):
    default_site = "registry.adminsite.RegistryAdminSite"


class RegistryAdminSite(admin.AdminSite):
    site_title = site_header = _("Registry of mobile branches and members")
    index_title = _("Administration")
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what asks our permissions. What libraries would show (groups, mail addresses, second factors) stays out."""
        if admin_class is not None and issubclass(admin_class, ScopedAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Without the address that leads from the key of anything to its page: by it one could learn what exists elsewhere."""
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", None) != "view_on_site"]

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return user.is_authenticated and bool(user.scope_of(Permission.USE_ADMIN))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one door: the site's own, with its throttle and second factor. Who is inside already may not enter here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        back = request.GET.get("next") or request.get_full_path()
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")


class OnSite:
    """What has a page on the site is linked to it by its own address: the admin has none for that (``RegistryAdminSite.get_urls``)."""

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None


class ScopedAdmin(OnSite, admin.ModelAdmin):
    """A model in the admin, narrowed to where the user holds the permission.

    ``view_permission`` and ``change_permission`` name what it takes; a model without ``change_permission`` is only read.
    Nothing is ever deleted here: things end.
    """

    view_permission: Permission
    change_permission: Permission | None = None

    def scope(self, request: HttpRequest, *, changing: bool = False) -> Scope:
        permission = self.change_permission if changing else self.view_permission
        user: Any = request.user
        return user.scope_of(permission) if permission else Scope.nowhere()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).within(self.scope(request))  # type: ignore[attr-defined]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only by what the list offers as a filter: by any other column what is masked could be guessed piece by piece."""
        offered = {_asked_by(each) for each in self.get_list_filter(request)}
        return lookup.split("__")[0] in offered and super().lookup_allowed(lookup, value, request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.scope(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(self.scope(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(self.scope(request, changing=True))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        scope = self.scope(request, changing=True)
        place = getattr(obj, "place", None)
        return bool(scope) if place is None else place in scope

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history of what has a page on the site is read there."""
        if not hasattr(self.model, "get_absolute_url"):
            return super().history_view(request, object_id, extra_context)
        thing: Any = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        return redirect(f"{thing.get_absolute_url()}#history")

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **self._narrowed(db_field, request, kwargs))

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **self._narrowed(db_field, request, kwargs))

    def _narrowed(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> dict[str, Any]:
        """Choices of related objects arrive already narrowed to the scope."""
        manager = db_field.remote_field.model._default_manager
        if "queryset" not in kwargs and hasattr(manager, "within"):
            kwargs["queryset"] = manager.within(self.scope(request, changing=True))
        return kwargs


class ReadOnlyAdmin(ScopedAdmin):
    """A model that the admin shows and nobody changes there."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ActionAdmin(ScopedAdmin):
    """A model whose rows are entered and changed by the actions of its room: ``save_model`` calls them."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What an action refuses at the last moment is said above the page, and nothing of the page is saved."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect(request.get_full_path())

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """What was done is in the history of the house; the admin's own log would tell of rows outside a reader's scope."""

    log_change = log_addition  # type: ignore[assignment]


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to what the page shows, only read there: who may see that may see them."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _asked_by(list_filter: Any) -> str:
    """What stands in the address where this filter is asked."""
    if isinstance(list_filter, str):
        return list_filter
    return list_filter[0] if isinstance(list_filter, tuple) else list_filter.parameter_name
