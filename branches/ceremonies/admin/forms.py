import datetime
from typing import Any

from branches.ceremonies import rules
from branches.ceremonies.forms import CeremonyForm
from registry.access import Scope


class CeremonyAdminForm(CeremonyForm):
    """The facts in the admin; guests are rows of their own there. ``scope`` and ``today`` are set for each request by the admin."""

    guests = None  # type: ignore[assignment]
    scope: Scope
    today: datetime.date

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, scope=self.scope, today=self.today, **kwargs)

    def clean_division_code(self) -> int:
        code = self.cleaned_data["division_code"]
        objections = rules.objections_to_planning(code, scope=self.scope)
        if self.instance.pk and not objections:
            objections = rules.objections_to_moving(self.instance, code)
        if objections:
            raise objections[0]
        return code
