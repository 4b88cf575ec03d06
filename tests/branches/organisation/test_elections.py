"""When a branch elects again: one by one, and for many in the database; both say the same."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.models import Branch, OfficeTerm
from branches.organisation import elections, norms
from tests.factories.organisation import make_branch, make_office_term

DAYS = st.dates(datetime.date(2005, 1, 1), datetime.date(2035, 12, 31))


@given(kind=st.sampled_from(Branch.Kind.values), elected_on=DAYS, day=DAYS)
def test_the_condition_for_many_agrees_with_the_answer_for_one(kind, elected_on, day):
    assert (norms.term_ends_on(kind, elected_on) <= day) == (elected_on <= norms.elected_by(kind, day))


@pytest.mark.django_db
def test_who_fills_a_vacancy_or_is_appointed_begins_no_term():
    branch = make_branch()
    make_office_term(branch, since=datetime.date(2019, 1, 1), until=datetime.date(2020, 6, 1))
    make_office_term(branch, since=datetime.date(2020, 6, 1), manner=OfficeTerm.Manner.BY_ELECTION)
    make_office_term(branch, office="deputy_secretary", since=datetime.date(2021, 1, 1), manner="appointed")

    assert elections.next_election(branch, branch.office_terms.all()) == datetime.date(2022, 1, 1)


@pytest.mark.django_db
def test_no_election_recorded_and_none_held():
    never, temporary = make_branch(), make_branch(is_temporary=True)
    make_office_term(temporary)

    assert elections.next_election(never, never.office_terms.all()) is None
    assert elections.next_election(temporary, temporary.office_terms.all()) is None


@pytest.mark.django_db
def test_many_at_once():
    day = datetime.date(2021, 12, 6)
    for name, since in [("due", "2018-12-06"), ("later", "2018-12-07"), ("long due", "2016-12-06")]:
        make_office_term(make_branch(name=name), since=datetime.date.fromisoformat(since))
    elected_again = make_branch(name="elected again")
    for year in (2016, 2020):
        make_office_term(elected_again, office="publicity_officer", since=datetime.date(year, 12, 6))
    make_branch(name="never")
    make_office_term(make_branch(name="temporary", is_temporary=True))
    make_office_term(make_branch(name="committee", kind="committee"), since=datetime.date(2017, 1, 1))

    found = Branch.objects.filter(elections.due_by(day))

    assert sorted(branch.short_name for branch in found) == ["due", "long due"]


@pytest.mark.django_db
def test_due_soon_begins_with_the_day_and_what_was_due_before_is_overdue():
    day = datetime.date(2021, 12, 6)
    for name, since in [
        ("overdue", "2018-12-05"),
        ("first", "2018-12-06"),
        ("last", "2019-06-07"),
        ("later", "2019-06-08"),
    ]:
        make_office_term(make_branch(name=name), since=datetime.date.fromisoformat(since))
    branches = Branch.objects.order_by("pk")

    assert [branch.short_name for branch in branches.filter(elections.overdue(day))] == ["overdue"]
    assert [branch.short_name for branch in branches.filter(elections.due_soon(day))] == ["first", "last"]
