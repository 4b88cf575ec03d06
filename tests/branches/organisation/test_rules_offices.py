"""Who may hold an office."""

import datetime
from typing import Any

import pytest

from branches.models import Branch, OfficeTerm
from branches.organisation.rules import objections_to_leaving_office, objections_to_office
from tests.branches.organisation.people import make_members
from tests.factories.organisation import make_branch, make_office_term

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)
SINCE = datetime.date(2026, 3, 1)


def term(branch: Branch, **fields: Any) -> OfficeTerm:
    """A term as secretary, approved, not saved, but for the fields given."""
    defaults = {"office": "secretary", "holder_name": "章书平", "approval_document_no": "组〔2026〕3号", "since": SINCE}
    return OfficeTerm(branch=branch, **defaults | fields)


def codes(term: OfficeTerm, **details: Any) -> dict[str, bool]:
    return {str(o.code): o.hard for o in objections_to_office(term, today=TODAY, **details)}


def test_a_formal_member_of_some_years_may_be_secretary():
    branch = make_branch()
    member = make_members(branch, confirmed_on=datetime.date(2012, 7, 1), confirmed_on_precision="day")[0]

    assert codes(term(branch, holder=member)) == {}


def test_a_probationary_member_cannot_whatever_the_document():
    branch = make_branch()
    member = make_members(branch, kind="probationary")[0]

    assert codes(term(branch, holder=member)) == {"not_formal": True}
    assert codes(term(branch, holder=member, office="deputy_secretary")) == {"not_formal": True}


def test_an_unknown_kind_warns_on_the_roll_and_off_it_unless_somebody_approved():
    branch = make_branch()
    member = make_members(branch, kind="unknown")[0]

    assert codes(term(branch, holder=member)) == {"unknown_kind": False}
    assert codes(term(branch)) == {}
    assert codes(term(branch, approval_document_no="")) == {"unknown_kind": False, "office_not_approved": False}


def test_a_year_as_a_formal_member_before_becoming_secretary():
    branch = make_branch()
    member = make_members(branch, confirmed_on=datetime.date(2025, 3, 2), confirmed_on_precision="day")[0]

    assert codes(term(branch, holder=member)) == {"party_age": False}
    assert codes(term(branch, holder=member, since=datetime.date(2026, 3, 2))) == {}
    assert codes(term(branch, holder=member, office="deputy_secretary")) == {}
    assert codes(term(branch, holder=member, since=datetime.date(2025, 3, 1))) == {"not_formal_then": True}


def test_the_year_is_a_figure_of_the_working_rules():
    branch = make_branch()
    member = make_members(branch, confirmed_on=datetime.date(2016, 7, 1), confirmed_on_precision="day")[0]

    assert codes(term(branch, holder=member, since=datetime.date(2016, 12, 6), until=SINCE)) == {}


def test_one_secretary_on_any_day():
    branch, neighbour = make_branch(), make_branch()
    make_office_term(branch, since=datetime.date(2020, 1, 1))
    make_office_term(neighbour)

    assert codes(term(branch)) == {"has_secretary": True}
    assert codes(term(branch), succeeds=True) == {}
    assert codes(term(branch, office="deputy_secretary")) == {}


def test_past_terms_of_secretaries_do_not_overlap_either():
    branch = make_branch()
    make_office_term(branch, since=datetime.date(2018, 1, 1), until=datetime.date(2020, 1, 1))

    early = {"since": datetime.date(2016, 12, 6)}
    assert codes(term(branch, **early, until=datetime.date(2018, 1, 1))) == {}
    assert codes(term(branch, **early, until=datetime.date(2018, 1, 2))) == {"has_secretary": True}
    assert codes(term(branch, since=datetime.date(2020, 1, 1))) == {}


def test_a_term_lies_between_the_founding_and_today():
    branch = make_branch(founded_on=datetime.date(2020, 5, 1))

    assert codes(term(branch, since=datetime.date(2020, 4, 30))) == {"before_founding": True}
    assert codes(term(branch, since=TODAY + datetime.timedelta(days=1))) == {"future": True}


def test_a_dissolved_branch_has_only_past_terms():
    branch = make_branch(dissolved_on=datetime.date(2026, 6, 1))

    assert codes(term(branch)) == {"dissolved": True}
    assert codes(term(branch, until=datetime.date(2026, 6, 1))) == {}


def test_a_temporary_branch_appoints():
    branch = make_branch(is_temporary=True)

    assert codes(term(branch, manner="elected")) == {"temporary_elects": False}
    assert codes(term(branch, manner="appointed")) == {}


def test_below_seven_formal_members_there_is_no_committee():
    branch = make_branch()
    make_members(branch, 6)
    make_members(branch, 3, kind="probationary")

    assert codes(term(branch, office="publicity_officer")) == {"no_committee": False}
    assert codes(term(branch, office="deputy_secretary")) == {}
    make_members(branch, 1, kind="unknown")  # may be the seventh
    assert codes(term(branch, office="publicity_officer")) == {}


def test_without_members_on_the_roll_the_number_at_founding_counts():
    assert codes(term(make_branch(formal_members_at_founding=6), office="publicity_officer")) == {"no_committee": False}
    assert codes(term(make_branch(formal_members_at_founding=7), office="publicity_officer")) == {}
    assert codes(term(make_branch(), office="publicity_officer")) == {}  # unknown is not zero


def test_an_office_is_laid_down_once_and_not_before_it_was_taken_up():
    branch = make_branch()
    open_term = make_office_term(branch, since=datetime.date(2020, 1, 1))
    past = make_office_term(branch, since=datetime.date(2018, 1, 1), until=datetime.date(2020, 1, 1))

    def leaving(term: OfficeTerm, on: datetime.date) -> list[str | None]:
        return [o.code for o in objections_to_leaving_office(term, on=on, today=TODAY)]

    assert leaving(open_term, TODAY) == []
    assert leaving(open_term, datetime.date(2019, 12, 31)) == ["term_begins_later"]
    assert leaving(open_term, TODAY + datetime.timedelta(days=1)) == ["future"]
    assert leaving(past, TODAY) == ["term_ended"]
