"""What every action on a ceremony begins and ends with: the scope asked again, the row locked, the next version written."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from branches.ceremonies.models import Ceremony
from registry.access import Permission, Scope

if TYPE_CHECKING:
    from registry.accounts.models import User


def scope_of(by: "User | None") -> Scope:
    """Where ``by`` manages ceremonies; nobody (None) is this installation itself, loading its own data."""
    return by.scope_of(Permission.MANAGE_CEREMONIES) if by else Scope.everywhere()


def locked(ceremony: Ceremony, version: int | None) -> Ceremony:
    """The row as it stands, held until the transaction ends."""
    row = Ceremony.objects.select_for_update().get(pk=ceremony.pk)
    if version is not None and version != row.version:
        raise ValidationError(_("Somebody else has changed the ceremony meanwhile. Look at it again."), code="stale")
    return row


def save(ceremony: Ceremony) -> None:
    """Write the row with its next version."""
    ceremony.version += 1
    ceremony.full_clean()
    ceremony.save(force_update=True)


def demand(reason: str) -> None:
    """Raise ValidationError where there is none."""
    if not reason.strip():
        raise ValidationError(_("Give a reason."), code="no_reason")
