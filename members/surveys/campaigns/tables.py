"""The units of a campaign as rows: for the page and for the file."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.lists import Column


def state_of(unit: Any) -> str:
    """Where a unit (``with_returns``) stands, in words; a nil return is said to be one."""
    if unit.returned_on is None:
        return _("not returned yet")
    kind = _("nil return") if unit.is_nil and not unit.has_file else _("returned a file")
    return f"{kind}, {_('accepted')}" if unit.is_accepted else kind


COLUMNS = [
    Column(gettext_lazy("Level"), lambda unit: unit.get_level_display()),
    Column(gettext_lazy("Code"), "code"),
    Column(gettext_lazy("Unit"), "name"),
    Column(gettext_lazy("Whom to ask"), "contact"),
    Column(gettext_lazy("Asked on"), "asked_on"),
    Column(gettext_lazy("Due on"), "campaign.due_on"),
    Column(gettext_lazy("State"), state_of),
    Column(gettext_lazy("Returned on"), "returned_on"),
    Column(gettext_lazy("Reminded on"), "reminded_on"),
]
