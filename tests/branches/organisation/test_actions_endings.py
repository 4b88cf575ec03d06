"""Dissolving, merging and taking it back."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from branches.models import Branch
from branches.organisation import actions
from branches.organisation.size import size_of
from members.models import Member
from registry.history.chain import broken_deeds
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.objections import Override
from tests.branches.organisation.people import make_members, make_officer
from tests.factories.organisation import make_branch, make_cover, make_former_name, make_office_term

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)
ON = datetime.date(2026, 11, 1)
JANUARY, FEBRUARY, MARCH, MAY = (datetime.date(2026, month, 1) for month in (1, 2, 3, 5))
WORDS: dict[str, Any] = {"reason": "正式党员不足三名", "document_no": "赣京党〔2026〕20号"}


def codes_of(error: pytest.ExceptionInfo[ValidationError]) -> list[str | None]:
    return [each.code for each in error.value.error_list]


def test_an_empty_branch_ends_with_its_offices_and_counties():
    branch = make_branch(prefecture=360100, founding="jointly")
    make_office_term(branch)
    make_cover(branch, 360102)

    actions.dissolve(branch=branch, on=ON, **WORDS, by=None, today=TODAY)

    stored = Branch.objects.get()
    assert (stored.dissolved_on, stored.dissolution_document_no) == (ON, "赣京党〔2026〕20号")
    assert [t.until for t in stored.office_terms.all()] == [ON]
    assert [c.until for c in stored.covers.all()] == [ON]
    deed = Deed.objects.about(branch).get()
    assert (deed.verb, deed.reason) == (Verb.BRANCH_DISSOLVED, "正式党员不足三名")


def test_nobody_loses_his_branch_by_the_way():
    branch = make_branch()
    make_members(branch, 2)

    with pytest.raises(ValidationError) as error:
        actions.dissolve(branch=branch, on=ON, **WORDS, by=None, today=TODAY)

    assert codes_of(error) == ["members_remain"]
    (objection,) = error.value.error_list
    assert objection.params == {"count": 2, "url": f"/members/?branch={branch.pk}"}


def test_what_stands_below_is_seen_to_first():
    general = make_branch(prefecture=360100, kind="general_branch")
    make_branch(parent=general)
    make_branch(parent=general, dissolved_on=ON)

    with pytest.raises(ValidationError) as error:
        actions.dissolve(branch=general, on=ON, **WORDS, by=None, today=TODAY)

    assert codes_of(error) == ["children_remain"]
    assert error.value.error_list[0].params["count"] == 1


@pytest.mark.parametrize("words", [{"reason": "", "document_no": "1号"}, {"reason": "…", "document_no": " "}])
def test_an_ending_is_a_decision_with_its_document(words):
    with pytest.raises(ValidationError) as error:
        actions.dissolve(branch=make_branch(), on=ON, **words, by=None, today=TODAY)

    assert codes_of(error) == ["not_documented"]


def test_a_branch_ends_once_and_within_its_time():
    gone, alive = make_branch(dissolved_on=ON), make_branch()

    for branch, on, code in [
        (gone, ON, "dissolved"),
        (alive, TODAY + datetime.timedelta(days=1), "future"),
        (alive, datetime.date(2016, 12, 5), "before_founding"),
    ]:
        with pytest.raises(ValidationError) as error:
            actions.dissolve(branch=branch, on=on, **WORDS, by=None, today=TODAY)
        assert codes_of(error) == [code]


def test_what_was_entered_from_a_later_day_on_is_not_swallowed():
    branch = make_branch()
    make_office_term(branch, since=TODAY)

    with pytest.raises(ValidationError) as error:
        actions.dissolve(branch=branch, on=ON, **WORDS, by=None, today=TODAY)

    assert codes_of(error) == ["later_entries"]


def test_merged_members_follow_and_the_counties_stay_covered():
    branch, into = make_branch(county=360103), make_branch(county=360104)
    neighbour = make_branch(county=360104)
    make_cover(branch, 360102)
    make_members(branch, 3)
    make_members(into, 4)
    make_members(neighbour, 1)

    moved = actions.merge(branch=branch, into=into, on=ON, **WORDS, by=make_officer(360100), today=TODAY)

    assert moved == 3
    sizes = size_of(branch).total, size_of(into).total, size_of(neighbour).total
    assert sizes == (0, 7, 1)
    assert Member.objects.filter(branch=into).count() == 7
    stored = Branch.objects.get(pk=branch.pk)
    assert (stored.dissolved_on, stored.merged_into) == (ON, into)
    assert [(c.county_id, c.since) for c in into.covers.open()] == [(360102, ON), (360103, ON)]


def test_the_counties_can_be_left_out():
    branch, into = make_branch(county=360103), make_branch(county=360104)

    actions.merge(branch=branch, into=into, on=ON, **WORDS, counties_follow=False, by=None, today=TODAY)

    assert into.covers.count() == 0


def test_a_merger_is_told_to_each_branch_without_the_others_name():
    branch, into = make_branch(name="西湖支部"), make_branch(county=360104, name="青云谱支部")
    make_members(branch, 2)

    actions.merge(branch=branch, into=into, on=ON, **WORDS, by=None, today=TODAY)

    merged = Deed.objects.about(branch).get(verb=Verb.BRANCH_MERGED)
    absorbed = Deed.objects.about(into).get(verb=Verb.BRANCH_ABSORBED)
    assert (merged.after["members"], absorbed.after["members"]) == (2, 2)
    assert "青云谱" not in str(merged.after)
    assert str(into.pk) not in str(merged.after)
    assert "西湖支部" not in str(absorbed.after)
    assert str(branch.pk) not in str(absorbed.after)
    assert list(broken_deeds()) == []


def test_a_merger_takes_the_right_to_change_both():
    here, there = make_branch(county=360103), make_branch(county=360702)

    for branch, into in [(here, there), (there, here)]:
        with pytest.raises(ValidationError) as error:
            actions.merge(branch=branch, into=into, on=ON, **WORDS, by=make_officer(360100), today=TODAY)
        assert codes_of(error) == ["outside_scope"]
    assert Branch.objects.filter(dissolved_on=None).count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"dissolved_on": ON}, "into_dissolved"),
        ({"founded_on": TODAY, "approved_on": ON}, "into_founded_later"),
        ({"kind": "general_branch"}, "different_kinds"),
    ],
)
def test_a_branch_that_cannot_receive(fields, code):
    branch, into = make_branch(), make_branch(**fields)

    with pytest.raises(ValidationError) as error:
        actions.merge(branch=branch, into=into, on=ON, **WORDS, by=None, today=TODAY)

    assert codes_of(error) == [code]


def test_not_into_itself():
    branch = make_branch()

    with pytest.raises(ValidationError) as error:
        actions.merge(branch=branch, into=branch, on=ON, **WORDS, by=None, today=TODAY)

    assert codes_of(error) == ["same_branch"]


def test_together_more_than_fifty_warn():
    branch, into = make_branch(), make_branch()
    make_members(branch, 1, kind="probationary")
    make_members(into, 50)

    with pytest.raises(ValidationError) as error:
        actions.merge(branch=branch, into=into, on=ON, **WORDS, by=None, today=TODAY)
    assert codes_of(error) == ["too_many"]
    override = Override(reason="拟升格为党总支", document_no="赣京党〔2026〕21号")
    actions.merge(branch=branch, into=into, on=ON, **WORDS, by=None, today=TODAY, override=override)

    deed = Deed.objects.about(branch).get(verb=Verb.BRANCH_MERGED)
    assert deed.reason == "正式党员不足三名\n拟升格为党总支 (赣京党〔2026〕21号)"
    assert deed.document_no == "赣京党〔2026〕20号"


def test_members_who_joined_later_are_not_moved_before_they_came():
    branch, into = make_branch(), make_branch()
    make_members(branch, 1, since=TODAY)

    with pytest.raises(ValidationError) as error:
        actions.merge(branch=branch, into=into, on=ON, **WORDS, by=None, today=TODAY)

    assert codes_of(error) == ["members_later"]


@pytest.mark.parametrize(("since", "until"), [(MARCH, None), (MARCH, MAY), (JANUARY, MAY)])
@pytest.mark.parametrize("what", ["office", "county", "member"])
def test_nothing_lasts_longer_than_its_branch(what, since, until):
    """Neither what began after the day of its end nor what ended after it."""
    branch, into = make_branch(founding="jointly"), make_branch()
    if what == "office":
        make_office_term(branch, since=since, until=until)
    elif what == "county":
        make_cover(branch, 360102, since=since, until=until)
    else:
        (member,) = make_members(branch, 1, since=since)
        member.memberships.update(until=until, ended="moved" if until else "")

    with pytest.raises(ValidationError) as error:
        actions.merge(branch=branch, into=into, on=FEBRUARY, **WORDS, by=None, today=TODAY)
    assert codes_of(error) == ["members_later" if what == "member" else "later_entries"]
    if until:
        actions.merge(branch=branch, into=into, on=until, **WORDS, by=None, today=TODAY)


def test_a_branch_that_was_renamed_or_received_another_did_not_end_before():
    renamed, received, into = make_branch(), make_branch(), make_branch()
    make_former_name(renamed, "旧名支部", until=MARCH)
    make_branch(dissolved_on=MARCH, merged_into=received)

    for branch in (renamed, received):
        with pytest.raises(ValidationError) as error:
            actions.merge(branch=branch, into=into, on=FEBRUARY, **WORDS, by=None, today=TODAY)
        assert codes_of(error) == ["later_entries"]


@pytest.mark.parametrize(
    ("known", "taken"),
    [
        ([], [(FEBRUARY, None)]),
        ([(JANUARY, FEBRUARY)], [(FEBRUARY, None)]),
        ([(JANUARY, MARCH)], [(MARCH, None)]),
        ([(JANUARY, None)], []),
        ([(MARCH, None)], [(FEBRUARY, MARCH)]),
        ([(MARCH, MAY)], [(FEBRUARY, MARCH), (MAY, None)]),
        ([(JANUARY, MARCH), (MAY, None)], [(MARCH, MAY)]),
    ],
)
def test_a_county_that_follows_is_served_without_gap_and_never_twice(known, taken):
    branch, into = make_branch(county=360103), make_branch(county=360104, founding="jointly")
    before = {make_cover(into, 360103, since=since, until=until).pk for since, until in known}

    actions.merge(branch=branch, into=into, on=FEBRUARY, **WORDS, by=None, today=TODAY)

    assert list(into.covers.exclude(pk__in=before).order_by("since").values_list("since", "until")) == taken


def test_a_dissolution_taken_back_brings_offices_and_counties_back():
    branch = make_branch(prefecture=360100, founding="jointly")
    make_office_term(
        branch, holder_name="早退者", office="deputy_secretary", until=ON
    )  # ended that day for other reasons
    make_office_term(branch, holder_name="章书平")
    make_cover(branch, 360102)
    actions.dissolve(branch=branch, on=ON, **WORDS, by=None, today=TODAY)

    actions.reinstate(branch=branch, reason="误录", document_no="赣京党〔2026〕22号", by=None)

    stored = Branch.objects.get()
    assert (stored.dissolved_on, stored.dissolution_document_no) == (None, "")
    assert [t.holder_name for t in stored.office_terms.open()] == ["章书平"]
    assert [c.county_id for c in stored.covers.open()] == [360102]
    assert Deed.objects.about(branch)[0].verb == Verb.BRANCH_REINSTATED


def test_only_what_has_ended_is_reinstated():
    with pytest.raises(ValidationError) as error:
        actions.reinstate(branch=make_branch(), **WORDS, by=None)

    assert codes_of(error) == ["not_dissolved"]
