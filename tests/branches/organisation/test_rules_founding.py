"""What speaks against founding a branch."""

import datetime
from typing import Any

import pytest

from branches.models import Branch, County, OfficeTerm, Prefecture, Province
from branches.organisation.actions.founding import place
from branches.organisation.rules import objections_to_founding
from tests.factories.organisation import make_branch, make_committee

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


def described(division: Province | Prefecture | County | None = None, **fields: Any) -> Branch:
    """A branch against which nothing speaks, not saved, but for the fields given."""
    defaults = {
        "full_name": "中国共产党南昌市西湖区驻京流动党员支部委员会",
        "short_name": "南昌市西湖区驻京流动党支部",
        "founding": Branch.Founding.ALONE,
        "founded_on": datetime.date(2026, 10, 8),
        "approved_on": datetime.date(2026, 9, 20),
        "approved_by": "中共南昌市西湖区委",
        "approval_level": Branch.ApprovalLevel.COUNTY,
        "approval_document_no": "西组〔2026〕12号",
        "formal_members_at_founding": 9,
        "members_at_founding": 11,
    }
    branch = Branch(**defaults | fields)
    place(branch, division or County.objects.get(code=360103))
    return branch


def codes(branch: Branch, **details: Any) -> dict[str, bool]:
    """Code of each objection -> whether it is hard."""
    return {str(o.code): o.hard for o in objections_to_founding(branch, today=TODAY, **details)}


def counties(*numbers: int) -> list[County]:
    return list(County.objects.filter(code__in=numbers))


def test_nothing_speaks_against_a_plain_founding():
    assert codes(described()) == {}


@pytest.mark.parametrize("formal", [0, 1, 2])
def test_fewer_than_three_formal_members_warn(formal):
    assert codes(described(formal_members_at_founding=formal)) == {"too_few_formal": False}


def test_three_formal_members_are_enough():
    assert codes(described(formal_members_at_founding=3)) == {}


def test_an_unknown_number_is_not_zero_but_who_founds_alone_must_say_it():
    unknown = {"formal_members_at_founding": None, "members_at_founding": None}

    assert codes(described(**unknown)) == {"formal_unknown": False}
    assert codes(described(**unknown, origin=Branch.Origin.CONSOLIDATED)) == {}
    assert codes(described(**unknown, founding=Branch.Founding.ON_HOST, host="江西大厦")) == {}


def test_at_most_fifty_members_of_any_kind():
    assert codes(described(members_at_founding=50)) == {}
    assert codes(described(members_at_founding=51)) == {"too_many": False}


def test_in_2016_only_formal_members_counted_for_the_fifty():
    then = {"founded_on": datetime.date(2016, 12, 6), "approved_on": datetime.date(2016, 11, 1)}

    assert codes(described(**then, formal_members_at_founding=50, members_at_founding=58)) == {}
    assert codes(described(**then, formal_members_at_founding=51, members_at_founding=58)) == {"too_many": False}


@pytest.mark.parametrize(
    ("kind", "members", "expected"),
    [
        ("general_branch", 49, {"unusual_size": False}),
        ("general_branch", 50, {}),
        ("general_branch", 100, {}),
        ("general_branch", 101, {"unusual_size": False}),
        ("committee", 99, {"unusual_size": False}),
        ("committee", 100, {}),
        ("committee", None, {}),
    ],
)
def test_general_branches_and_committees_are_larger(kind, members, expected):
    assert codes(described(kind=kind, members_at_founding=members, formal_members_at_founding=None)) == expected


@pytest.mark.parametrize("missing", ["approved_by", "approved_on", "approval_document_no"])
def test_an_approval_names_body_day_and_document(missing):
    nothing = None if missing == "approved_on" else ""

    assert codes(described(**{missing: nothing})) == {"no_approval": False}


@pytest.mark.parametrize("level", ["", "township"])
def test_since_november_2024_a_county_level_committee_approves(level):
    before = {"founded_on": datetime.date(2024, 11, 10), "approved_on": datetime.date(2024, 11, 1)}

    assert codes(described(approval_level=level)) == {"approval_level": False}
    assert codes(described(approval_level=level, **before)) == {}


def test_days_in_the_future_are_refused():
    tomorrow = TODAY + datetime.timedelta(days=1)

    assert codes(described(founded_on=tomorrow)) == {"future": True}
    assert codes(described(approved_on=tomorrow)) == {"approved_in_future": True, "founded_before_approval": False}


def test_days_in_an_unusual_order_warn():
    assert codes(described(approved_on=datetime.date(2026, 10, 9))) == {"founded_before_approval": False}
    assert codes(described(applied_on=datetime.date(2026, 9, 21))) == {"approved_before_application": False}


def test_a_county_that_had_ended_founds_nothing_but_what_was_founded_in_its_time_is_entered():
    shangrao = County.objects.get(code=361121)  # 上饶县, 广信区 since 2019

    assert codes(described(shangrao)) == {"county_ended": True}
    then = {"founded_on": datetime.date(2016, 12, 6), "approved_on": datetime.date(2016, 11, 1)}
    assert codes(described(shangrao, **then)) == {}


def test_a_name_is_borne_once_also_where_the_other_is_out_of_sight():
    other = make_branch(county=360702)
    gone = make_branch(county=360703, dissolved_on=TODAY)

    assert codes(described(full_name=other.full_name)) == {"name_taken": False}
    assert codes(described(short_name=other.short_name)) == {"name_taken": False}
    assert codes(described(full_name=gone.full_name)) == {}


def test_the_superior_is_of_a_higher_kind_active_and_of_the_place_or_above():
    committee = make_committee()
    beside = make_branch(county=360103)
    gone = make_committee(dissolved_on=TODAY)
    elsewhere = make_branch(prefecture=360700, kind="general_branch")

    assert codes(described(parent=committee)) == {}
    assert codes(described(parent=beside)) == {"superior_not_higher": True}
    assert codes(described(parent=gone)) == {"superior_dissolved": True}
    assert codes(described(parent=elsewhere)) == {"superior_elsewhere": True}


def test_a_committee_may_stand_under_a_committee_but_a_general_branch_under_none_of_its_kind():
    committee, general = make_committee(), make_branch(prefecture=360100, kind="general_branch")
    large = {"members_at_founding": 60, "kind": "general_branch"}

    assert codes(described(parent=committee, kind="committee", members_at_founding=120)) == {}
    assert codes(described(parent=committee, **large)) == {}
    assert codes(described(parent=general, **large)) == {"superior_not_higher": True}


def test_a_superior_of_the_successor_county_is_no_stranger():
    general = make_branch(county=361104, kind="general_branch")
    then = {"founded_on": datetime.date(2016, 12, 6), "approved_on": datetime.date(2016, 11, 1)}

    assert codes(described(County.objects.get(code=361121), parent=general, **then)) == {}


def test_a_joint_branch_covers_counties_at_most_five_units_with_its_own():
    joint = {"founding": Branch.Founding.JOINTLY}

    assert codes(described(**joint)) == {"joint_alone": False}
    assert codes(described(**joint), counties=counties(360102)) == {}
    four = counties(360102, 360104, 360111, 360112)
    assert codes(described(**joint), counties=four) == {}
    five = counties(360102, 360104, 360111, 360112, 360113)
    assert codes(described(**joint), counties=five) == {"too_many_counties": False}
    nanchang = Prefecture.objects.get(code=360100)
    assert codes(described(nanchang, **joint), counties=five) == {}


def test_before_the_working_rules_nobody_said_five():
    then = {"founded_on": datetime.date(2016, 12, 6), "approved_on": datetime.date(2016, 11, 1)}
    seven = counties(360102, 360104, 360111, 360112, 360121, 360123, 360124)

    assert codes(described(founding=Branch.Founding.JOINTLY, **then), counties=seven) == {}


def test_its_own_county_is_served_without_saying_so_and_who_is_founded_alone_covers_no_other():
    assert codes(described(founding="jointly"), counties=counties(360103)) == {"own_county": True}
    assert codes(described(), counties=counties(360102)) == {"alone_covers": False}


def test_the_first_secretary_is_judged_too():
    branch = described()
    secretary = OfficeTerm(branch=branch, office="secretary", holder_name="章书平", since=branch.founded_on)

    assert codes(branch, secretary=secretary) == {"unknown_kind": False, "office_not_approved": False}


def test_every_objection_is_named_at_once():
    branch = described(founded_on=TODAY + datetime.timedelta(days=1), formal_members_at_founding=1, approved_by="")

    assert set(codes(branch)) == {"future", "too_few_formal", "no_approval"}
