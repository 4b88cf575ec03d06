"""Joining two records, as somebody at a desk does it; and nothing of a stranger on the way."""

import re

import pytest
from django.urls import reverse

from members.models import Member, Merger, TwoPeople
from members.roll.merging import actions, alike
from registry.access import Scope
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, TODAY, ZHANGGONG, make_member, make_officer

pytestmark = pytest.mark.django_db
COOK, DRIVER = ({"text": text, "category": ""} for text in ("厨师", "司机"))


@pytest.fixture
def nanchang():
    return signed_in(make_officer("prefecture_officer", 360100, name="章书平"))


def url(name: str, *members: Member) -> str:
    return reverse(f"members:{name}", args=[member.number for member in members])


def pairs(client, **query) -> list[tuple[Member, Member, list[str]]]:
    found = client.get(reverse("members:alike"), query).context["found"]
    return [(pair.one, pair.other, pair.reasons) for pair in found.pairs]


def sent(client, survivor: Member, absorbed: Member, **changes) -> dict[str, str]:
    """What the browser sends from the page of comparison as it was shown."""
    form = client.get(url("merge", survivor, absorbed)).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changes


def merge(client, survivor: Member, absorbed: Member, **changes):
    return client.post(url("merge", survivor, absorbed), sent(client, survivor, absorbed, **changes))


def test_pairs_that_look_alike_are_listed_with_what_they_have_in_common(nanchang):
    one = make_member(phone="13800138005")
    same_name = make_member()
    same_phone = make_member(name="章书远", origin=DONGHU, phone="13800138005")
    one_fact = make_member(origin=DONGHU, fields={"card_no": "77"})
    other_fact = make_member(origin=DONGHU, fields={"card_no": "77"})
    make_member(name="欧阳若愚", origin=ZHANGGONG, phone="13800138005")
    make_member(origin=ZHANGGONG)
    assert pairs(nanchang) == [
        (one, same_name, ["姓名与归属地相同"]),
        (one, same_phone, ["电话相同"]),
        (one_fact, other_fact, ["姓名与流动党员活动证号相同", "姓名与归属地相同"]),
    ]


def test_those_ticked_are_two_people_and_are_never_proposed_again(nanchang):
    one, other = make_member(), make_member()
    stranger = make_member(origin=ZHANGGONG)
    ticked = [f"{one.pk}-{other.pk}", f"{one.pk}-{stranger.pk}", "x", "1-2-3"]
    assert nanchang.post(reverse("members:alike"), {"pairs": ticked}).status_code == 302
    assert [(pair.lower, pair.higher) for pair in TwoPeople.objects.all()] == [(one, other)]
    assert pairs(nanchang) == []


def test_where_no_pair_is_ticked_that_is_said(nanchang):
    page = nanchang.post(reverse("members:alike"), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["请先勾选。"]


def test_a_common_name_makes_no_hundred_pairs_but_one_more_fact_does_make_one(nanchang):
    people = [make_member(fields={"employer": "甲公司" if n in (2, 5) else ""}) for n in range(12)]
    found = pairs(nanchang)
    assert (people[2], people[5]) in [(one, other) for one, other, _reasons in found]
    assert len(found) < 25


def test_people_whose_identity_numbers_differ_are_not_proposed(nanchang):
    for digest in ("a" * 64, "b" * 64):
        make_member(identity_digest=digest)
    assert pairs(nanchang) == []


def test_the_list_goes_on_where_it_ended(nanchang, monkeypatch):
    monkeypatch.setattr(alike, "WINDOWS", (3, 3))
    members = [make_member(name=name) for name in ("甲", "乙", "丙", "丁", "甲", "丁", "戊")]
    found, after = [], 0
    while after is not None:
        page = nanchang.get(reverse("members:alike"), {"after": after}).context["found"]
        found += [(pair.one, pair.other) for pair in page.pairs]
        after = page.after
    assert found == [(members[0], members[4]), (members[3], members[5])]
    assert pairs(nanchang, after="nonsense") == [(members[0], members[4], ["姓名与归属地相同"])]


@pytest.mark.parametrize(("compared", "looked_at"), [(0, 1), (2, 2), (100, 3)])
def test_the_more_records_there_are_the_fewer_are_looked_at_for_one_page(nanchang, monkeypatch, compared, looked_at):
    members = [make_member(name=name) for name in ("甲", "乙", "丙", "丁")]
    monkeypatch.setattr(alike, "WINDOWS", (1, 3))
    monkeypatch.setattr(alike, "_COMPARED", compared * members[-1].pk)
    assert nanchang.get(reverse("members:alike")).context["found"].after == members[looked_at - 1].pk


def test_the_list_takes_as_many_queries_for_one_pair_as_for_a_hundred(nanchang, django_assert_num_queries):
    make_member(name="甲"), make_member(name="甲")
    for _ in range(2):
        with django_assert_num_queries(7):
            nanchang.get(reverse("members:alike"))
        for n in range(100):
            make_member(name=f"章{n // 2}")


def test_the_other_record_is_found_by_number_or_name_within_the_scope(nanchang):
    one, twin = make_member(phone="13800138005"), make_member(origin=DONGHU)
    friend = make_member(name="章书远", origin=DONGHU)
    stranger = make_member(origin=ZHANGGONG, phone="13800138005")

    def found(text: str) -> list[Member]:
        page = nanchang.get(url("same_as", one), {"q": text})
        assert stranger.get_absolute_url() not in page.content.decode()
        return [candidate.member for candidate in page.context["found"]]

    assert found("") == [twin]
    assert found(friend.number) == found("章书") == [friend]
    assert found(stranger.number) == found("13800138005") == []


def test_both_sides_are_shown_and_joined_as_chosen_and_taken_back(nanchang):
    one = make_member(knowns={"occupation": COOK}, phone="13800138005", fields={"employer": "甲公司"})
    other = make_member(knowns={"occupation": DRIVER}, branch=make_branch())
    shown = nanchang.get(url("merge", one, other)).content.decode()
    for words in ("厨师", "司机", "甲公司", "138****8005", other.number, "录入"):
        assert words in shown
    assert "13800138005" not in shown
    response = merge(nanchang, one, other, take_occupation="absorbed", reason="同一人")
    assert response.url == one.get_absolute_url()
    one.refresh_from_db()
    assert (one.occupation, one.employer, one.branch_id) == ("司机", "甲公司", other.branch_id)

    page = nanchang.get(one.get_absolute_url())
    merger = Merger.objects.get()
    assert merger.get_absolute_url() in page.content.decode()
    record = nanchang.get(merger.get_absolute_url())
    assert [(line.label, line.side) for line in record.context["record"].lines] == [
        ("工作单位", "survivor"),
        ("从事职业", "absorbed"),
        ("联系方式", "survivor"),
    ]
    nanchang.post(reverse("members:part", args=[merger.pk]), {"version": one.version})
    one.refresh_from_db()
    assert (one.occupation, one.branch_id) == ("厨师", None)
    assert Member.objects.persons().count() == 2
    assert nanchang.get(merger.get_absolute_url()).status_code == 200


def test_who_saw_older_versions_is_told_and_nothing_is_joined(nanchang):
    one, other = make_member(), make_member(fields={"card_no": "77"})
    form = sent(nanchang, one, other)
    Member.objects.filter(pk=other.pk).update(version=9)
    refused = nanchang.post(url("merge", one, other), form)
    assert "请重新查看" in refused.content.decode() or refused.context["form"].non_field_errors()
    assert not Merger.objects.exists()


def test_an_objection_is_set_aside_with_a_document(nanchang):
    one, other = (make_member(identity_digest=digest * 64) for digest in "ab")
    refused = merge(nanchang, one, other)
    assert [o.code for o in refused.context["objections"]] == ["other_identity"]
    merge(nanchang, one, other, override_reason="身份证号变更", override_document_no="公字1号")
    assert Merger.objects.get().absorbed == other


def test_not_the_same_person_is_said_on_the_page_and_withdrawn(nanchang):
    one, other = make_member(), make_member()
    nanchang.post(url("two_people", one, other))
    page = nanchang.get(url("merge", one, other))
    assert (page.context["is_refused"], page.context["two_people"].said_by.name) == (True, "章书平")
    nanchang.post(url("may_be_one", other, one))
    assert nanchang.get(url("merge", one, other)).context["is_refused"] is False


def test_the_old_number_leads_to_the_survivor_everywhere(nanchang):
    one, other = make_member(), make_member()
    merge(nanchang, one, other)
    assert nanchang.get(other.get_absolute_url()).url == one.get_absolute_url()
    rows = nanchang.get(reverse("members:list"), {"q": other.number}).context["rows"]
    assert [row.member for row in rows] == [one]
    for standing in ("", "ended", "all"):
        rows = nanchang.get(reverse("members:list"), {"standing": standing}).context["rows"]
        assert other not in [row.member for row in rows]
    for name in ("correct", "join", "depart", "same_as", "change_home"):
        assert nanchang.get(url(name, other)).status_code == 404


def test_an_old_number_whose_survivor_lies_elsewhere_says_only_whom_to_ask():
    one, other = make_member(origin=ZHANGGONG, name="欧阳若愚", phone="13900139006"), make_member()
    actions.merge(
        survivor=one,
        absorbed=other,
        versions=(1, 1),
        choices={"name": "survivor", "origin": "survivor"},
        by=None,
        today=TODAY,
    )
    make_officer("province_administrator", 360000, office="江西省驻京办")
    shown = signed_in(make_officer()).get(other.get_absolute_url()).content.decode()
    assert "江西省驻京办" in shown
    for secret in ("欧阳", one.number, "13900139006", "章贡"):
        assert secret not in shown
    assert signed_in(make_officer(place=DONGHU)).get(other.get_absolute_url()).status_code == 404


def test_no_address_reaches_a_stranger(nanchang):
    own, stranger = make_member(phone="13800138005"), make_member(origin=ZHANGGONG, phone="13800138005")
    third = make_member(origin=ZHANGGONG)
    actions.merge(survivor=stranger, absorbed=third, versions=(1, 1), by=None, today=TODAY)
    foreign = Merger.objects.get()
    for pair in ((own, stranger), (stranger, own), (own, own)):
        for name in ("merge", "two_people", "may_be_one"):
            for method in (nanchang.get, nanchang.post):
                assert method(url(name, *pair)).status_code in (404, 405)
    for name in ("merger", "part"):
        for method in (nanchang.get, nanchang.post):
            assert method(reverse(f"members:{name}", args=[foreign.pk])).status_code in (404, 405)
    assert Merger.objects.standing().count() == 1
    assert not TwoPeople.objects.exists()


def test_who_sees_only_the_survivor_sees_nothing_of_what_the_other_said():
    one, other = (
        make_member(fields={"employer": "甲公司"}),
        make_member(origin=ZHANGGONG, fields={"employer": "乙公司"}),
    )
    actions.merge(survivor=one, absorbed=other, versions=(1, 1), choices={"employer": "survivor"}, by=None, today=TODAY)
    client, merger = signed_in(make_officer()), Merger.objects.get()
    shown = client.get(merger.get_absolute_url()).content.decode()
    assert "乙公司" not in shown
    assert reverse("members:part", args=[merger.pk]) not in shown
    client.post(reverse("members:part", args=[merger.pk]))
    assert Merger.objects.standing().exists()


def test_an_auditor_looks_but_joins_nothing():
    one, other = make_member(), make_member()
    client = signed_in(make_officer("auditor", 360000))
    for address in (reverse("members:alike"), url("same_as", one), url("merge", one, other)):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["alike", "same_as", "merge"])
def test_pages_are_clean_of_inline_style_and_script(nanchang, name):
    members = make_member(), make_member(knowns={"occupation": COOK})
    arguments = {"alike": (), "same_as": members[:1], "merge": members}[name]
    shown = nanchang.get(url(name, *arguments)).content.decode()
    assert not re.search(r"style=|<script>", shown)


def test_comparing_takes_as_many_queries_whatever_there_is(nanchang, django_assert_num_queries):
    bare = make_member(), make_member()
    full = tuple(
        make_member(branch=make_branch(), formal_branch="甲", knowns={"occupation": COOK}, fields={"note": f"{n}"})
        for n in range(2)
    )
    for pair in (bare, full):
        with django_assert_num_queries(8):
            nanchang.get(url("merge", *pair))


def test_a_joining_is_looked_up_by_its_number_without_reading_everybody_in_the_scope():
    assert str(Merger.objects.within(Scope.of(360000)).query).count("SELECT") == 1
