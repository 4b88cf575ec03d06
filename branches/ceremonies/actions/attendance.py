"""Who has come to a ceremony: branches on its list, and guests."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.ceremonies import rules
from branches.ceremonies.actions.groundwork import scope_of
from branches.ceremonies.models import Ceremony, Guest, Plaque, SignIn
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import settle

if TYPE_CHECKING:
    from registry.accounts.models import User


@transaction.atomic
def sign_in(*, ceremony: Ceremony, who: Plaque | Guest, people: int = 1, by: "User | None") -> tuple[SignIn, bool]:
    """A branch or a guest has come. Signed in twice it is one sign-in, with the number of people said last.

    The second value: whether anything changed.
    """
    ceremony = _open(ceremony, who, by)
    whose = {"plaque": who} if isinstance(who, Plaque) else {"guest": who}
    there = ceremony.sign_ins.select_for_update().filter(**whose).first()
    if there is not None and there.people == people:
        return there, False
    row = there or SignIn(ceremony=ceremony, at=timezone.now(), **whose)
    row.people = people
    row.full_clean(exclude=["ceremony", "plaque", "guest"])
    row.save()
    _recorded(Verb.ATTENDANCE_SIGNED_IN, ceremony, who, by, after={"people": people})
    return row, True


@transaction.atomic
def sign_out(*, ceremony: Ceremony, who: Plaque | Guest, by: "User | None") -> bool:
    """The sign-in was a mistake. Whether there was one."""
    ceremony = _open(ceremony, who, by)
    whose = {"plaque": who} if isinstance(who, Plaque) else {"guest": who}
    gone, _rows = ceremony.sign_ins.filter(**whose).delete()
    if gone:
        _recorded(Verb.ATTENDANCE_TAKEN_BACK, ceremony, who, by, after={})
    return bool(gone)


def _open(ceremony: Ceremony, who: Plaque | Guest, by: "User | None") -> Ceremony:
    """The ceremony, locked: two doors sign nobody in twice, and nobody is taken off its list meanwhile."""
    ceremony = Ceremony.objects.select_for_update().get(pk=ceremony.pk)
    settle(rules.objections_to_attending(ceremony, scope=scope_of(by)), None)
    if not type(who)._default_manager.filter(pk=who.pk, ceremony=ceremony).exists():
        raise ValidationError(_("Nobody of this name is expected at the ceremony."), code="not_expected")
    return ceremony


def _recorded(
    verb: Verb, ceremony: Ceremony, who: Plaque | Guest, by: "User | None", *, after: dict[str, object]
) -> None:
    """About the branch where it is one; a guest is named in the history of the ceremony."""
    if isinstance(who, Plaque):
        record(verb=verb, by=by, subjects=[who.branch], after={"ceremony": ceremony.pk} | after)
    else:
        record(verb=verb, by=by, subjects=[ceremony], after={"guest": str(who)} | after)
