"""The end of a ceremony: of every plaque it is known what became of it that day."""

from typing import TYPE_CHECKING

from django.db import transaction

from branches.ceremonies import rules
from branches.ceremonies.actions.groundwork import locked, save, scope_of
from branches.ceremonies.models import Ceremony
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import settle

if TYPE_CHECKING:
    from registry.accounts.models import User


@transaction.atomic
def close(*, ceremony: Ceremony, version: int | None = None, by: "User | None") -> Ceremony:
    """Nothing is left to do for the ceremony. What describes the day can still be corrected with a reason."""
    ceremony = locked(ceremony, version)
    settle(rules.objections_to_closing(ceremony, scope=scope_of(by)), None)
    before = {"state": ceremony.state}
    ceremony.state = Ceremony.State.CLOSED
    save(ceremony)
    record(verb=Verb.CEREMONY_CLOSED, by=by, subjects=[ceremony], before=before, after={"state": ceremony.state})
    return ceremony
