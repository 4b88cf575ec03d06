import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from branches.organisation.actions.groundwork import locked, require_reach, set_aside, why
from branches.organisation.models import OfficeTerm
from branches.organisation.rules import objections_to_leaving_office, objections_to_office
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.objections import Override, settle

if TYPE_CHECKING:
    from registry.accounts.models import User


@transaction.atomic
def take_office(
    *,
    term: OfficeTerm,
    succeeds: bool = False,
    by: "User | None",
    today: datetime.date,
    override: Override | None = None,
) -> OfficeTerm:
    """Enter that somebody took up an office: ``term``, a row not saved yet.

    ``succeeds``: the secretary in office lays it down the same day. A term with an end tells of the past.
    """
    require_reach(by, term.branch_id)
    term.branch = locked(term.branch)
    term.clean_fields()
    overridden = settle(objections_to_office(term, today=today, succeeds=succeeds), override)
    predecessor = _end_secretary(term) if succeeds and term.office == OfficeTerm.Office.SECRETARY else None
    term.full_clean()
    term.save(force_insert=True)
    record(
        verb=Verb.OFFICE_TAKEN,
        by=by,
        subjects=[term.branch],
        before={"holder_name": predecessor.holder_name} if predecessor else {},
        after=_told(term) | set_aside(overridden),
        **why(override, document_no=term.approval_document_no),
    )
    return term


@transaction.atomic
def leave_office(
    *, term: OfficeTerm, on: datetime.date, by: "User | None", today: datetime.date, reason: str = ""
) -> OfficeTerm:
    """Enter that somebody laid down an office: ``on`` is the first day without it."""
    require_reach(by, term.branch_id)
    branch = locked(term.branch)
    term = OfficeTerm.objects.select_related("branch").get(pk=term.pk)
    settle(objections_to_leaving_office(term, on=on, today=today), None)
    term.until = on
    term.save(update_fields=["until"])
    told = {"office": term.office, "holder_name": term.holder_name}
    record(verb=Verb.OFFICE_LEFT, by=by, subjects=[branch], before=told, after={"until": on}, reason=reason)
    return term


def _end_secretary(term: OfficeTerm) -> OfficeTerm | None:
    present = term.branch.office_terms.open().filter(office=OfficeTerm.Office.SECRETARY).first()
    if present is not None:
        present.until = term.since
        present.save(update_fields=["until"])
    return present


def _told(term: OfficeTerm) -> dict[str, object]:
    fields = ("office", "holder_name", "source", "manner", "since", "until")
    return {field: getattr(term, field) for field in fields if getattr(term, field)}
