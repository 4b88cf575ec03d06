import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.organisation import norms
from branches.organisation.models import Branch, OfficeTerm
from branches.organisation.rules.days import objections_to_day, objections_to_day_of, objections_to_touching
from branches.organisation.size import Size, size_of
from registry.objections import Objection

Office, Manner = OfficeTerm.Office, OfficeTerm.Manner
_APPROVED_BY_SUPERIOR = {Office.SECRETARY, Office.DEPUTY_SECRETARY}


def objections_to_office(term: OfficeTerm, *, today: datetime.date, succeeds: bool = False) -> list[Objection]:
    """What speaks against a person taking up an office: a row not saved yet, of a branch saved or to be founded.

    ``succeeds``: the present holder's term ends the same day. A term with an end (``until``) tells of the past.
    """
    objections = [*objections_to_day_of(term.branch, term.since, today=today), *_objections_to_holder(term)]
    if term.until is not None:
        objections += objections_to_day(term.until, today=today)
    else:
        objections += objections_to_touching(term.branch)
    if term.office in _APPROVED_BY_SUPERIOR and not term.approval_document_no:
        objections.append(
            Objection(
                _(
                    "The superior approves secretaries and their deputies: give the document (working rules of 2018, articles 20 and 21)."
                ),
                code="office_not_approved",
            )
        )
    if term.branch.is_temporary and term.manner != Manner.APPOINTED:
        objections.append(
            Objection(
                _("The officers of a temporary branch are appointed, not elected (working rules of 2018, article 8)."),
                code="temporary_elects",
            )
        )
    if term.branch.pk:
        objections += _objections_to_two_secretaries(term, succeeds=succeeds)
        objections += _objections_to_committee(term, size_of(term.branch))
    return objections


def _objections_to_holder(term: OfficeTerm) -> list[Objection]:
    """Only formal members can be elected (constitution, articles 4 and 7); the secretary after a year (articles 20 and 21)."""
    member = term.holder
    if member is None:
        known = bool(term.approval_document_no)  # who approved him has looked: he may be a member elsewhere
        return [] if known else [_unknown_kind(term)]
    if member.kind == "probationary":
        message = _("%(name)s is a probationary member and cannot hold an office.")
        return [Objection(message, code="not_formal", params={"name": term.holder_name}, hard=True)]
    if member.kind == "unknown":
        return [_unknown_kind(term)]
    return _objections_to_party_age(term, member.confirmed_on)


def _unknown_kind(term: OfficeTerm) -> Objection:
    message = _("It is not known whether %(name)s is a formal member.")
    return Objection(message, code="unknown_kind", params={"name": term.holder_name})


def _objections_to_party_age(term: OfficeTerm, confirmed_on: datetime.date | None) -> list[Objection]:
    """``confirmed_on``, known to the month or the year, is the first day of it: who is too young by that day, surely is."""
    if confirmed_on is None:
        return []
    params = {"name": term.holder_name, "confirmed_on": confirmed_on.isoformat()}
    if term.since < confirmed_on:
        message = _("%(name)s became a formal member only on %(confirmed_on)s and could not hold an office before.")
        return [Objection(message, code="not_formal_then", params=params, hard=True)]
    by_rule = term.since >= norms.WORKING_RULES and term.office == Office.SECRETARY
    if by_rule and term.since < norms.years_after(confirmed_on, norms.SECRETARY_PARTY_AGE):
        message = _(
            "A secretary has been a formal member for a year as a rule (working rules of 2018, articles 20 and 21)."
        )
        return [Objection(message, code="party_age", params=params)]
    return []


def _objections_to_two_secretaries(term: OfficeTerm, *, succeeds: bool) -> list[Objection]:
    """A branch has one secretary on any day."""
    if term.office != Office.SECRETARY:
        return []
    others = term.branch.office_terms.filter(Q(until=None) | Q(until__gt=term.since), office=Office.SECRETARY)
    if term.until is not None:
        others = others.filter(since__lt=term.until)
    if succeeds:
        others = others.exclude(until=None, since__lte=term.since)
    return [
        Objection(
            _("%(name)s is secretary at that time, since %(since)s; end that term first."),
            code="has_secretary",
            params={"name": other.holder_name, "since": other.since.isoformat()},
            hard=True,
        )
        for other in others.order_by("since")
    ]


def _objections_to_committee(term: OfficeTerm, size: Size) -> list[Objection]:
    """Working rules of 2018, article 20: below seven formal members a secretary, a deputy where needed, and no committee."""
    branch = term.branch
    if branch.kind != Branch.Kind.BRANCH or term.office in _APPROVED_BY_SUPERIOR or term.since < norms.WORKING_RULES:
        return []
    formal = size.formal + size.unknown if size.total else branch.formal_members_at_founding
    if formal is None or formal >= norms.COMMITTEE_FROM_FORMAL_MEMBERS:
        return []
    return [
        Objection(
            _(
                "With fewer than %(least)d formal members a branch has no committee (working rules of 2018, article 20)."
            ),
            code="no_committee",
            params={"least": norms.COMMITTEE_FROM_FORMAL_MEMBERS},
        )
    ]


def objections_to_leaving_office(term: OfficeTerm, *, on: datetime.date, today: datetime.date) -> list[Objection]:
    """What speaks against an office being laid down on the day."""
    objections = objections_to_day(on, today=today)
    if term.until is not None:
        objections.append(Objection(_("This term has ended already."), code="term_ended", hard=True))
    elif on < term.since:
        message = _("The office was taken up later, on %(since)s.")
        objections.append(
            Objection(message, code="term_begins_later", params={"since": term.since.isoformat()}, hard=True)
        )
    return objections
