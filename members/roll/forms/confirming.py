from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.roll.models import Membership
from registry.actionforms import day_field
from registry.digits import RowsField


class ConfirmForm(forms.Form):
    """Memberships that the branch confirms, from the list of those it has not yet confirmed."""

    memberships = RowsField(Membership.objects.none(), error_messages={"required": _("Tick at least one member.")})
    on = day_field(_("Confirmed on"))

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["memberships"]
        field.queryset = offered
