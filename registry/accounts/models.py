from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.access import ROLES, Permission, Scope, role_choices
from registry.accounts.places import as_branch_code, name_of_place, names_of_places, scopes_of_places
from registry.accounts.querysets import AccountManager, GrantQuerySet


class User(AbstractUser):
    """One row is one person who may sign in. What they may do, and where, is in their grants."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60, blank=True)
    office = models.CharField(_("office"), max_length=100, blank=True, help_text=_("Whom to ask, as others are told."))

    password_is_given = models.BooleanField(
        _("password to be changed"),
        default=False,
        editable=False,
        help_text=_("Made by somebody else; another one must be chosen at the next sign-in."),
    )

    objects: ClassVar[Any] = AccountManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def grants_today(self) -> list["Grant"]:
        """Grants in force today with their scopes, read once for each request."""
        grants = list(self.grants.active_on(timezone.localdate()).with_succession().order_by("pk"))
        return _with_scopes(grants, grants[0].succession if grants else "")  # type: ignore[attr-defined]  # annotated, the same for all

    def know_grants(self, grants: list["Grant"], succession: str) -> None:
        """What ``grants_today`` is, from who has read them already, in the order of their keys."""
        self.__dict__["grants_today"] = _with_scopes(grants, succession)

    @property
    def named_grants_today(self) -> list["Grant"]:
        """``grants_today`` with the names of their places, asked for all at once."""
        names = names_of_places({grant.place for grant in self.grants_today})
        for grant in self.grants_today:
            grant.place_name = names.get(grant.place, str(grant.place))
        return self.grants_today

    @property
    def place(self) -> int | None:
        """Where the account belongs, for the history: the place of its first role today, as a branch code."""
        return next((as_branch_code(grant.place) for grant in self.grants_today), None)

    def scope_of(self, permission: Permission) -> Scope:
        """Where the user holds the permission today; nowhere for who is not active."""
        if not self.is_active:
            return Scope.nowhere()
        if self.is_superuser:
            return Scope.everywhere()
        scope = Scope.nowhere()
        for grant in self.grants_today:
            if permission in ROLES[grant.role].permissions:
                scope |= grant.scope
        return scope


class Grant(models.Model):
    """One row is one role held by one user at one place for a time. Ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=30, choices=role_choices)
    place = models.IntegerField(
        _("place"), help_text=_("Code of a division (six digits, with all below it) or of a branch (nine digits).")
    )
    since = models.DateField(pgettext_lazy("of a role", "since"))
    until = models.DateField(
        pgettext_lazy("of a role", "until"), null=True, blank=True, help_text=_("First day without the role.")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("granted by"),
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["user", "since", "pk"]
        verbose_name = _("role granted")
        verbose_name_plural = _("roles granted")
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(
                name="grant_place_is_a_code",
                condition=models.Q(place__range=(100_000, 999_999)) | models.Q(place__range=(100_000_000, 999_999_999)),
                violation_error_message=_("The place is a code of six digits (division) or nine (branch)."),
            ),
            models.UniqueConstraint(
                name="grant_once",
                fields=["user", "role", "place"],
                condition=models.Q(until=None),
                violation_error_message=_("This user holds this role at this place already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.place_name})"

    @cached_property
    def scope(self) -> Scope:
        return scopes_of_places([self.place])[self.place]

    @cached_property
    def place_name(self) -> str:
        return name_of_place(self.place)


def _with_scopes(grants: list[Grant], succession: str) -> list[Grant]:
    """Their scopes follow from ``succession`` without a query."""
    scopes = scopes_of_places([grant.place for grant in grants], succession=succession)
    for grant in grants:
        grant.scope = scopes[grant.place]
    return grants
