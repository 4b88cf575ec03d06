"""The forms of the pages, asked in the admin: what speaks against a change is an error of the form until it is overridden."""

import datetime
from typing import Any

from branches.organisation.actions.founding import place
from branches.organisation.forms import CorrectionForm, FoundingForm
from branches.organisation.models import Branch
from branches.organisation.rules import objections_to_correcting, objections_to_founding
from registry.access import Scope
from registry.objections import Objection


class AskedForm:
    """Mixed into a form of the pages; ``scope`` and ``today`` are set for each request by the admin."""

    scope = Scope.nowhere()
    today = datetime.date.min

    def against(self) -> list[Objection]:
        raise NotImplementedError

    def _post_clean(self) -> None:
        """After the row is filled in, ask the rule: with an override only the hard objections stand."""
        form: Any = self
        super()._post_clean()  # type: ignore[misc]
        if form.errors:
            return
        for objection in self.against():
            if objection.hard or form.override is None:
                form.add_error(None, objection)


class BranchAddForm(AskedForm, FoundingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, scope=self.scope, today=self.today, **kwargs)

    def against(self) -> list[Objection]:
        place(self.instance, self.division)
        secretary = self.secretary
        if secretary is not None:
            secretary.branch = self.instance
        counties = self.cleaned_data["counties"]
        return objections_to_founding(self.instance, counties=counties, secretary=secretary, today=self.today)


class BranchChangeForm(AskedForm, CorrectionForm):
    def against(self) -> list[Objection]:
        before = Branch.objects.get(pk=self.instance.pk)
        return objections_to_correcting(before, self.instance, today=self.today)
