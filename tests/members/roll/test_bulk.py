"""A survey enters the roll chunk by chunk, and can be taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Member, Membership, MemberTally, OrgRelation, OtherValue
from members.roll import actions
from members.roll.bulk import Change, Newcomer, Taken, enter, take_back
from members.roll.identity import identity_digest
from members.roll.known_values import UNKNOWN, value_of
from members.roll.merging.actions import merge
from members.roll.tallies import differences
from registry.access import Scope
from registry.history.chain import broken_deeds
from registry.history.models import Deed
from tests.factories.organisation import make_branch, make_office_term
from tests.factories.roll import DONGHU, TODAY, XIHU, ZHANGGONG, identity_number, make_member, make_officer

pytestmark = pytest.mark.django_db
NANCHANG = 360100
SURVEYED = datetime.date(2018, 11, 2)
SOURCE = {"upload": 1, "line": 4, "channel": "village", "on": "2018-11-02"}
FROM_XIHU = {"origin": {"code": XIHU, "text": "江西南昌西湖区", "township": None}}
COOK, DRIVER = ({"text": text, "category": ""} for text in ("厨师", "司机"))


def newcomer(name="章文清", **rest) -> Newcomer:
    return Newcomer(**{"name": name, "home": XIHU, "source": SOURCE, "knowns": FROM_XIHU} | rest)


def change(member: Member, **rest) -> Change:
    return Change(**{"member": member.pk, "version": member.version, "source": SOURCE} | rest)


def entered(*rows, by=None, scope=None):
    """One chunk about a branch (in place of an upload, which is a floor above)."""
    return enter(
        newcomers=[row for row in rows if isinstance(row, Newcomer)],
        changes=[row for row in rows if isinstance(row, Change)],
        scope=scope or Scope.of(NANCHANG),
        about=make_branch(),
        by=by,
        today=TODAY,
    )


def taken_back(result, members, by=None):
    rows = [Taken(member, result.versions[member], result.before.get(member)) for member in members]
    return take_back(rows=rows, about=make_branch(), by=by, today=TODAY)


def test_newcomers_come_with_all_that_the_file_says_in_one_deed():
    branch = make_branch()
    result = entered(
        newcomer(
            fields={"kind": "formal", "joined_on": datetime.date(2010, 7, 1), "joined_on_precision": "day"},
            knowns=FROM_XIHU
            | {
                "left_on": {"date": "2014-03", "precision": "month"},
                "contact": {"phones": ["13800138005", "01086812345"], "other": "微信 zwq"},
                "occupation": None,
                "dues": UNKNOWN,
            },
            identity_digest=identity_digest(identity_number(1)),
            branch=branch.pk,
            since=SURVEYED,
            formal_branch="西湖区朝阳洲街道党支部",
        ),
        newcomer("刘　建国", knowns={}),
    )
    first, second = Member.objects.order_by("pk")
    assert result.members == [first.pk, second.pk]
    assert result.versions == {first.pk: 1, second.pk: 1}
    assert (first.name, first.pinyin, first.kind, first.branch_id) == ("章文清", "zhangwenqing", "formal", branch.pk)
    assert (first.phones, first.contact_other, first.knowns) == (["13800138005", "01086812345"], "微信 zwq", 4)
    assert first.sources == dict.fromkeys(["origin", "left_on", "contact", "occupation"], SOURCE)
    assert (second.name, second.match_name, second.home, second.origin_id) == ("刘建国", "刘建国", XIHU, None)
    assert list(Membership.objects.values_list("member", "branch", "since", "began", "confirmed_on")) == [
        (first.pk, branch.pk, SURVEYED, "imported", None)
    ]
    assert list(OrgRelation.objects.values_list("member", "formal_branch", "county", "since", "until")) == [
        (first.pk, "西湖区朝阳洲街道党支部", XIHU, None, None)
    ]
    assert list(differences()) == []
    deed = Deed.objects.get()
    assert (deed.after, deed.subjects.filter(kind="members.member").count()) == ({}, 2)
    assert list(broken_deeds()) == []


def test_texts_arrive_as_they_are():
    """What a loader of rows could take for its own signs."""
    odd = "a\tb\\nc\nd\\N\"x\"'y'%s\r"
    entered(newcomer(fields={"note": odd, "employer": "\\N"}))
    assert list(Member.objects.values_list("note", "employer")) == [(odd, "\\N")]


def test_an_identity_is_entered_once_also_within_a_chunk():
    digest = identity_digest(identity_number(2))
    make_member(identity_digest=digest)
    other = identity_digest(identity_number(3))
    result = entered(
        newcomer("章一", identity_digest=digest),
        newcomer("章二", identity_digest=other),
        newcomer("章三", identity_digest=other),
        newcomer("章四"),
    )
    assert [key is not None for key in result.members] == [False, True, False, True]
    assert list(Member.objects.order_by("pk").values_list("name", flat=True)) == ["章文清", "章二", "章四"]


def test_only_what_differs_is_changed_and_the_old_value_stays_beside():
    member = make_member(knowns={"occupation": COOK}, fields={"employer": "江西商会"})
    result = entered(
        change(
            member,
            knowns={"occupation": DRIVER, "left_on": UNKNOWN, "dues": {"state": "paid", "paid_to": "2016-06"}},
            fields={"employer": "江西商会", "card_no": "36010001"},
            others={"work_address": {"text": "丰台区东铁匠营", "district": None}},
        )
    )
    after = Member.objects.get()
    assert (value_of(after, "occupation"), value_of(after, "dues")) == (DRIVER, {"state": "paid", "paid_to": "2016-06"})
    assert (after.card_no, after.left_on_state, after.version) == ("36010001", "unknown", 2)
    assert after.sources["occupation"] == SOURCE
    assert list(OtherValue.objects.order_by("known").values_list("known", "value", "source")) == [
        ("occupation", COOK, member.sources["occupation"]),
        ("work_address", {"text": "丰台区东铁匠营", "district": None}, SOURCE),
    ]
    assert result.versions == {member.pk: 2}
    assert list(differences()) == []


def test_a_value_that_only_became_more_exact_leaves_nothing_beside():
    member = make_member(knowns={"left_on": {"date": "2014", "precision": "year"}})
    exact = {"left_on": {"date": "2014-03", "precision": "month"}}
    entered(change(member, knowns=exact, replaced_silently={"left_on"}))
    assert list(OtherValue.objects.all()) == []


def test_the_same_again_writes_nothing():
    member = make_member(knowns={"occupation": COOK})
    again = change(member, name="章文清", knowns={"occupation": COOK}, others={"occupation": COOK})
    result = entered(again)
    assert (result.versions, result.before, result.stale) == ({}, {}, set())
    assert Member.objects.get().version == 1


def test_who_changed_since_the_plan_is_left_alone():
    member = make_member()
    planned = change(member, fields={"note": "来自名册"})
    actions.correct(member=member, changes={"note": "办公室核实"}, version=1, by=None, today=TODAY)
    result = entered(planned)
    assert (result.stale, Member.objects.get().note) == ({member.pk}, "办公室核实")


def test_nothing_is_written_to_a_record_that_was_merged():
    """Though seen as it is now: whoever planned it found the record before it was merged."""
    survivor, absorbed = make_member(), make_member(phone="13900140001")
    merge(survivor=survivor, absorbed=absorbed, versions=(1, 1), by=None, today=TODAY)
    absorbed.refresh_from_db()
    assert entered(change(absorbed, fields={"note": "来自名册"})).stale == {absorbed.pk}
    assert not Member.objects.exclude(note="").exists()


def test_an_identity_learnt_from_a_file_must_not_be_somebody_elses():
    digest = identity_digest(identity_number(4))
    make_member(name="章远", identity_digest=digest)
    member = make_member()
    assert entered(change(member, identity_digest=digest)).stale == {member.pk}


def test_who_is_in_no_branch_joins_who_is_in_one_stays():
    here, there = make_branch(), make_branch(county=DONGHU)
    idle, busy = make_member(name="章一"), make_member(name="章二", branch=here)
    result = entered(
        change(idle, branch=there.pk, since=SURVEYED + datetime.timedelta(days=60)),
        change(busy, branch=there.pk, since=SURVEYED + datetime.timedelta(days=60)),
    )
    assert list(Member.objects.order_by("pk").values_list("branch", flat=True)) == [there.pk, here.pk]
    assert result.belongs_already == {busy.pk}
    assert list(differences()) == []


def test_nobody_outside_the_place_of_the_file_or_the_scope_of_the_clerk_is_written():
    officer = make_officer("county_officer", XIHU)
    stranger = make_member(origin=ZHANGGONG)
    far = make_branch(county=ZHANGGONG)
    attempts = [
        (newcomer(home=ZHANGGONG, knowns={}), None),
        (newcomer(home=DONGHU, knowns={}), officer),
        (newcomer(branch=far.pk, since=SURVEYED), None),
        (change(stranger, fields={"note": "x"}), None),
        (change(make_member(origin=DONGHU), fields={"note": "x"}), officer),
        (change(make_member(), knowns={"origin": {"code": DONGHU, "text": "", "township": None}}), officer),
    ]
    before = Member.objects.count(), Deed.objects.count()
    for row, by in attempts:
        with pytest.raises(ValidationError) as error:
            entered(newcomer("章无过", knowns={}), row, by=by)
        assert error.value.code == "outside_scope"
    assert (Member.objects.count(), Deed.objects.count()) == before
    assert list(differences()) == []


def test_a_dissolved_branch_takes_nobody():
    branch = make_branch(dissolved_on=datetime.date(2020, 1, 1))
    with pytest.raises(ValidationError) as error:
        entered(newcomer(branch=branch.pk, since=datetime.date(2019, 1, 1)))
    assert error.value.error_list[0].code == "dissolved"


def test_taking_back_makes_everything_as_it_was():
    branch = make_branch()
    changed = make_member(
        name="章一",
        fields={"joined_on": datetime.date(2010, 7, 1), "joined_on_precision": "day"},
        knowns={"occupation": COOK, "contact": None},
    )
    untouched = make_member(name="章二", origin=DONGHU)
    fields = [f.attname for f in Member._meta.concrete_fields if f.attname != "version"]
    before = list(Member.objects.order_by("pk").values_list(*fields))
    figures = sorted(
        MemberTally.objects.filter(members__gt=0).values_list("home", "branch", "kind", "members", "complete")
    )

    result = entered(
        newcomer(branch=branch.pk, since=SURVEYED, formal_branch="某支部"),
        change(
            changed,
            name="章壹",
            knowns={
                "origin": {"code": DONGHU, "text": "东湖", "township": None},
                "occupation": DRIVER,
                "contact": {"phones": ["13800138005"], "other": ""},
                "left_on": {"date": "2014", "precision": "year"},
            },
            fields={"joined_on": datetime.date(2011, 7, 1), "kind": "formal"},
            others={"dues": {"state": "unpaid", "paid_to": None}},
            branch=branch.pk,
            since=TODAY,
            formal_branch="另一支部",
        ),
    )
    new = result.members[0]
    back = taken_back(result, [new, changed.pk])

    assert (back.erased, back.restored, back.kept) == ({new}, {changed.pk}, set())
    assert list(Member.objects.order_by("pk").values_list(*fields)) == before
    assert Member.objects.get(pk=untouched.pk).version == 1
    assert [model.objects.count() for model in (Membership, OrgRelation, OtherValue)] == [0, 0, 0]
    assert (
        sorted(MemberTally.objects.filter(members__gt=0).values_list("home", "branch", "kind", "members", "complete"))
        == figures
    )
    assert list(differences()) == []


def test_what_somebody_touched_since_is_kept():
    branch = make_branch()
    result = entered(newcomer("章一", branch=branch.pk, since=TODAY), newcomer("章二"), newcomer("章三"))
    confirmed, office, plain = result.members
    actions.confirm(memberships=Membership.objects.all(), on=TODAY, by=None, today=TODAY)
    make_office_term(branch, holder_id=office)

    back = taken_back(result, result.members)
    assert (back.erased, back.kept) == ({plain}, {confirmed, office})
    assert list(Member.objects.order_by("pk").values_list("pk", flat=True)) == [confirmed, office]
    assert list(differences()) == []


def test_nobody_takes_back_what_lies_outside_the_scope():
    result = entered(newcomer())
    back = taken_back(result, result.members, by=make_officer("county_officer", DONGHU))
    assert (back.erased, back.kept) == (set(), set(result.members))


def test_many_rows_take_as_many_queries_as_one():
    branch = make_branch()
    members = [make_member(name=f"章{n}", origin=XIHU) for n in range(31)]

    def queries(newcomers: int, changed: list[Member]) -> int:
        with CaptureQueriesContext(connection) as captured:
            entered(
                *(newcomer(f"刘{n}", branch=branch.pk, since=TODAY) for n in range(newcomers)),
                *(change(member, knowns={"occupation": COOK}) for member in changed),
            )
        return len(captured)

    queries(1, members[:1])  # what is made once, such as a tally, is there
    few = queries(1, members[1:2])
    assert queries(100, members[2:]) == few
    assert Member.objects.count() == 31 + 102


def test_a_survey_older_than_the_branch_attaches_from_its_founding_on():
    branch = make_branch(founded_on=datetime.date(2016, 12, 6))
    entered(newcomer(branch=branch.pk, since=datetime.date(2016, 11, 2)))
    assert Membership.objects.get().since == datetime.date(2016, 12, 6)
