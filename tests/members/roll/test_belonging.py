"""A member joins a mobile branch, is confirmed by it, moves to another and leaves: the formal organisation stays where it is."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from members.models import Departure, Member, Membership, MemberTally
from members.roll import actions
from members.roll.tallies import differences
from registry.history.models import Deed
from registry.objections import Override
from tests.factories.organisation import make_branch, make_office_term
from tests.factories.roll import DONGHU, JOINED, TODAY, XIHU, ZHANGGONG, make_member, make_officer
from tests.sayings import codes

pytestmark = pytest.mark.django_db
LATER = datetime.date(2020, 5, 1)


def counted_in(branch=None) -> int:
    return sum(MemberTally.objects.filter(branch=branch.pk if branch else 0).values_list("members", flat=True))


def join(member, branch, **rest):
    defaults = {"since": JOINED, "version": member.version, "by": None, "today": TODAY}
    return actions.join(member=member, branch=branch, **defaults | rest)


def transfer(member, to, **rest):
    defaults = {"on": LATER, "version": member.version, "by": None, "today": TODAY}
    return actions.transfer(member=member, to=to, **defaults | rest)


def depart(member, **rest):
    defaults = {"on": LATER, "ended": Departure.RETURNED, "version": member.version, "by": None, "today": TODAY}
    return actions.depart(member=member, **defaults | rest)


def test_joining_is_pending_until_the_branch_confirms():
    member, branch = make_member(), make_branch()
    membership = join(member, branch)

    assert (membership.began, membership.confirmed_on) == (Membership.Began.JOINED, None)
    assert list(Membership.objects.pending()) == [membership]

    assert actions.confirm(memberships=[membership], on=TODAY, by=None, today=TODAY) == 1
    membership.refresh_from_db()
    assert membership.confirmed_on == TODAY
    assert actions.confirm(memberships=[membership], on=TODAY, by=None, today=TODAY) == 0


def test_joining_moves_the_figures():
    member, branch = make_member(), make_branch()
    assert (counted_in(branch), counted_in(None)) == (0, 1)
    join(member, branch)
    assert (counted_in(branch), counted_in(None)) == (1, 0)
    assert list(differences()) == []


def test_nobody_takes_part_in_two_branches():
    member = make_member(branch=make_branch())
    with pytest.raises(ValidationError) as error:
        join(member, make_branch())
    assert codes(error) == ["belongs_already"]


def test_a_branch_takes_nobody_before_it_was_founded_nor_after_it_was_dissolved():
    young = make_branch(founded_on=datetime.date(2018, 1, 1))
    gone = make_branch(dissolved_on=datetime.date(2019, 1, 1))
    for branch, code in [(young, "not_yet_founded"), (gone, "dissolved")]:
        with pytest.raises(ValidationError) as error:
            join(make_member(), branch)
        assert codes(error) == [code]


def test_the_fifty_first_member_needs_a_document():
    branch = make_branch()
    MemberTally.objects.create(home=XIHU, branch=branch.pk, kind="formal", members=50)
    member = make_member()
    with pytest.raises(ValidationError) as error:
        join(member, branch)
    assert codes(error) == ["branch_full"]

    join(member, branch, override=Override(reason="支部即将分设", document_no="赣京党〔2026〕7号"))
    deed = Deed.objects.about(member).first()
    assert (deed.document_no, list(deed.after["objections"])) == ("赣京党〔2026〕7号", ["branch_full"])


def test_a_transfer_ends_one_membership_and_opens_another():
    old, new = make_branch(), make_branch(county=DONGHU)
    member = make_member(branch=old, confirmed=True)
    transfer(member, new)

    rows = Membership.objects.filter(member=member).order_by("pk")
    assert list(rows.values_list("branch", "since", "until", "ended", "began", "confirmed_on")) == [
        (old.pk, JOINED, LATER, "moved", "joined", TODAY),
        (new.pk, LATER, None, "", "transferred", None),
    ]
    assert Member.objects.get().branch == new
    assert (counted_in(old), counted_in(new)) == (0, 1)


@pytest.mark.parametrize(
    ("on", "code"),
    [(datetime.date(2016, 12, 7), "before_membership"), (TODAY + datetime.timedelta(days=1), "future_date")],
)
def test_a_transfer_keeps_to_the_days(on, code):
    member = make_member(branch=make_branch())
    with pytest.raises(ValidationError) as error:
        transfer(member, make_branch(), on=on)
    assert codes(error) == [code]


def test_a_transfer_leads_elsewhere():
    branch = make_branch()
    with pytest.raises(ValidationError) as error:
        transfer(make_member(branch=branch), branch)
    assert codes(error) == ["same_branch"]


def test_who_holds_an_office_lays_it_down_first():
    branch = make_branch()
    member = make_member(branch=branch)
    make_office_term(branch, holder=member)
    with pytest.raises(ValidationError) as error:
        transfer(member, make_branch())
    assert codes(error) == ["holds_office"]


def test_who_departs_is_counted_no_more_but_stays_in_the_registry():
    branch = make_branch()
    member = depart(make_member(branch=branch), document_no="赣京党〔2020〕3号")

    assert (member.ended_on, member.ended, member.branch) == (LATER, "returned", None)
    assert Membership.objects.get().ended == "returned"
    assert (counted_in(branch), counted_in(None)) == (0, 0)
    assert list(Member.objects.on_roll()) == []
    assert Deed.objects.about(member).first().document_no == "赣京党〔2020〕3号"


def test_who_departed_comes_back_by_joining():
    member = depart(make_member())
    branch = make_branch()
    with pytest.raises(ValidationError) as error:
        join(member, branch, since=JOINED)
    assert codes(error) == ["before_departure"]

    join(member, branch, since=LATER)
    member.refresh_from_db()
    assert (member.ended_on, member.ended, member.branch) == (None, "", branch)
    assert counted_in(branch) == 1


def test_the_formal_organisation_and_the_mobile_branch_never_move_each_other():
    branch = make_branch()
    member = make_member(formal_branch="西湖区朝阳洲街道党支部")
    relation = member.org_relations.get()
    join(member, branch)
    assert list(member.org_relations.all()) == [relation]

    member.refresh_from_db()
    actions.change_home(
        member=member,
        formal_branch="东湖区百花洲街道党支部",
        county=None,
        since=LATER,
        version=member.version,
        by=None,
        today=TODAY,
    )
    assert list(member.org_relations.values_list("formal_branch", "since", "until").order_by("pk")) == [
        ("西湖区朝阳洲街道党支部", None, LATER),
        ("东湖区百花洲街道党支部", LATER, None),
    ]
    assert member.memberships.get().until is None


def test_a_page_seen_before_a_change_changes_nothing():
    member = make_member(branch=make_branch())
    transfer(member, make_branch())
    with pytest.raises(ValidationError) as error:
        transfer(member, make_branch())
    assert codes(error) == ["conflict"]


def test_outside_ones_part_of_the_tree_nothing_can_be_done():
    """The officer of Xihu meets a member of Ganzhou in a branch of Ganzhou; and branches of Ganzhou take nobody of hers."""
    officer = make_officer("county_officer", XIHU)
    far, hers = make_branch(county=ZHANGGONG), make_branch(county=XIHU)
    stranger = make_member(origin=ZHANGGONG, branch=far)
    idle_stranger = make_member(origin=ZHANGGONG)
    own, idle_own = make_member(branch=hers), make_member()
    attempts = [
        lambda: join(idle_stranger, hers, by=officer),
        lambda: join(idle_own, far, by=officer),
        lambda: transfer(stranger, hers, by=officer),
        lambda: transfer(own, far, by=officer),
        lambda: depart(stranger, by=officer),
        lambda: actions.confirm(memberships=stranger.memberships.all(), on=TODAY, by=officer, today=TODAY),
        lambda: actions.reveal_contact(member=stranger, by=officer),
        lambda: actions.correct(
            member=stranger, changes={"name": "章文远"}, version=stranger.version, by=officer, today=TODAY
        ),
        lambda: actions.change_home(
            member=stranger,
            formal_branch="x",
            county=None,
            since=None,
            version=stranger.version,
            by=officer,
            today=TODAY,
        ),
    ]
    before = Deed.objects.count()
    for attempt in attempts:
        with pytest.raises(ValidationError) as error:
            attempt()
        assert codes(error) == ["outside_scope"]
    assert Deed.objects.count() == before
    assert list(differences()) == []


def test_only_the_branch_confirms_not_the_county_of_origin():
    officer = make_officer("county_officer", XIHU)
    member = make_member(origin=XIHU, branch=make_branch(county=ZHANGGONG))
    with pytest.raises(ValidationError) as error:
        actions.confirm(memberships=member.memberships.all(), on=TODAY, by=officer, today=TODAY)
    assert codes(error) == ["outside_scope"]


def test_members_follow_a_merged_branch_at_once():
    branch, into, other = make_branch(), make_branch(), make_branch()
    gone = [make_member(name="章一", branch=branch, confirmed=True), make_member(name="章二", branch=branch)]
    stays = make_member(name="章三", branch=other)

    assert actions.follow_branch(branch=branch, into=into, on=LATER, by=None) == 2

    assert list(Membership.objects.open().values_list("member", "branch", "confirmed_on").order_by("member")) == [
        (gone[0].pk, into.pk, LATER),
        (gone[1].pk, into.pk, None),
        (stays.pk, other.pk, None),
    ]
    assert (counted_in(branch), counted_in(into), counted_in(other)) == (0, 2, 1)
    deed = Deed.objects.order_by("-pk").first()
    assert deed.subjects.filter(kind="members.member").count() == 2
    assert list(differences()) == []


def test_nobody_follows_to_a_day_before_he_joined():
    branch = make_branch()
    make_member(branch=branch)
    with pytest.raises(ValidationError) as error:
        actions.follow_branch(branch=branch, into=make_branch(), on=JOINED - datetime.timedelta(days=1), by=None)
    assert codes(error) == ["joined_later"]
