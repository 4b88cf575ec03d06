"""A name that only a third party handed in: kept apart, seen by one office, never counted, erased in time or confirmed."""

import datetime
import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from members.models import Lead, Member, MemberTally, Upload
from members.surveys import actions
from members.surveys.leads.actions import confirm, erase, erase_expired
from members.surveys.waiting.continuing import apply_rest
from members.surveys.waiting.corrections import correct
from registry.models import Deed
from tests.factories.accounts import make_user, signed_in
from tests.factories.roll import make_member
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区,建筑工人,已交"
LI = "李四,13800138006,南昌县,2015年5月,北京市朝阳区望京,个体经商,"
NINETY_DAYS = datetime.timedelta(days=90)


def from_chamber(*rows: str, place: int = NANCHANG, channel: str = "chamber", by=None) -> Upload:
    return apply(make_upload(make_csv(*rows), place=place, channel=channel, by=by))


def officer(place: int = NANCHANG, name: str = "nanchang"):
    role = "prefecture_officer" if place % 100 == 0 and place % 10_000 else "county_officer"
    return make_user(name, role="province_administrator" if place % 10_000 == 0 else role, place=place)


@pytest.mark.parametrize(
    ("channel", "members"),
    [("chamber", 0), ("association", 0), ("youth_league", 0), ("chat_group", 0), ("village", 1), ("office", 1)],
)
def test_who_is_only_named_by_a_third_party_is_entered_nowhere(channel, members):
    upload = from_chamber(ZHANG, channel=channel)
    assert (Member.objects.count(), Lead.objects.count()) == (members, 1 - members)
    assert MemberTally.objects.count() == members
    upload.refresh_from_db()
    assert (upload.state, upload.totals["new"]) == ("applied", 1)


def test_a_member_on_the_roll_is_changed_by_it_as_by_any_file():
    member = make_member(name="张三", phone="13800138005")
    from_chamber(ZHANG)
    member.refresh_from_db()
    assert (Lead.objects.count(), member.occupation) == (0, "建筑工人")


def test_a_lead_is_kept_for_ninety_days():
    upload = from_chamber(ZHANG)
    lead = Lead.objects.get()
    assert (lead.division_code, lead.received_on, lead.erased_on) == (NANCHANG, TODAY, TODAY + NINETY_DAYS)
    assert erase_expired(today=TODAY + NINETY_DAYS - datetime.timedelta(days=1)) == 0
    assert erase_expired(today=TODAY + NINETY_DAYS) == 1
    row = upload.rows.get(line=2)
    assert (row.cells, row.values, row.identity_digest, row.verdict) == ([], {}, "", "new")
    assert "张三" not in str(list(Deed.objects.values()))


def test_the_same_person_is_kept_once_and_no_longer():
    from_chamber(ZHANG)
    again = from_chamber(ZHANG, LI, channel="chat_group")
    assert sorted(lead.row.values["name"] for lead in Lead.objects.select_related("row")) == ["张三", "李四"]
    assert again.rows.get(line=2).values == {}


def test_confirmed_he_is_entered_and_his_values_say_where_they_come_from():
    upload = from_chamber(ZHANG)
    confirm(leads=Lead.objects.all(), by=officer(), today=TODAY)
    member = Member.objects.get()
    assert (member.knowns, Lead.objects.count()) == (6, 0)
    assert member.sources["left_on"] == {"upload": upload.pk, "line": 2, "channel": "chamber", "on": TODAY.isoformat()}
    actions.undo(upload=upload, by=None, today=TODAY)
    assert Member.objects.count() == 0


def test_who_came_on_the_roll_meanwhile_is_not_entered_twice():
    from_chamber(ZHANG)
    from_chamber(ZHANG, channel="village")
    confirm(leads=Lead.objects.all(), by=officer(), today=TODAY)
    assert (Member.objects.count(), Lead.objects.count()) == (1, 0)


def test_who_could_be_somebody_on_the_roll_is_not_entered_unseen():
    from_chamber("张三,,南昌市西湖区,2014.3,,,")
    make_member(name="张三", fields={"employer": ""}, knowns={"left_on": {"date": "2014-03", "precision": "month"}})
    left = confirm(leads=Lead.objects.all(), by=officer(), today=TODAY)
    assert left == list(Lead.objects.all())
    assert (Member.objects.count(), Lead.objects.count()) == (1, 1)


def test_many_of_several_files_are_confirmed_at_once_and_who_must_be_looked_at_is_left():
    """Three of one file, one of them like somebody who came on the roll, and one of another file who is on it by now."""
    first = from_chamber(ZHANG, LI, "王五,,南昌市西湖区,2014.3,,,")
    second = from_chamber("钱七,13800138008,西湖区,2014.3,,,", channel="chat_group")
    make_member(name="王五", fields={"employer": ""}, knowns={"left_on": {"date": "2014-03", "precision": "month"}})
    make_member(name="钱七", phone="13800138008")
    left = confirm(leads=Lead.objects.all(), by=officer(), today=TODAY)
    assert [lead.row.values["name"] for lead in left] == ["王五"]
    assert set(Lead.objects.all()) == set(left)
    assert sorted(member.name for member in Member.objects.all()) == ["张三", "李四", "王五", "钱七"]
    assert [(row.verdict, row.member.name) for row in first.rows.filter(line__in=[2, 3]).order_by("line")] == [
        ("new", "张三"),
        ("new", "李四"),
    ]
    deeds = Deed.objects.filter(verb="lead.confirmed").order_by("pk")
    assert [(deed.after["leads"], deed.subjects.get().key) for deed in deeds] == [(1, second.pk), (2, first.pk)]


def test_erased_by_hand_nothing_of_him_stays():
    upload = from_chamber(ZHANG, LI)
    erase(leads=[Lead.objects.get(row__line=2)], by=officer())
    assert (upload.rows.get(line=2).cells, Lead.objects.get().row.values["name"]) == ([], "李四")
    assert Deed.objects.latest("pk").verb == "leads.erased"


def test_a_file_taken_back_takes_its_leads_along():
    upload = from_chamber(ZHANG)
    actions.undo(upload=upload, by=None, today=TODAY)
    assert (Lead.objects.count(), upload.rows.get(line=2).values) == (0, {})


def test_a_line_corrected_afterwards_becomes_a_lead_too():
    upload = from_chamber(ZHANG, "李四,138,南昌县,,,,")
    correct(upload=upload, cells={3: {2: "13800138006"}}, by=None, today=TODAY)
    upload.refresh_from_db()
    assert upload.facts["pending"] == 1
    apply_rest(upload=upload, by=None, today=TODAY)
    upload.refresh_from_db()
    assert (Member.objects.count(), Lead.objects.count(), upload.facts["pending"]) == (0, 2, 0)


def test_a_line_whose_member_has_gone_since_the_preview_becomes_a_lead_and_the_file_is_done():
    office = apply(make_upload(make_csv("张三,13800138005,西湖区,,,,")))
    upload = make_upload(make_csv("张三,13800138005,西湖区,,,厨师,"), channel="chamber")
    actions.undo(upload=office, by=None, today=TODAY)
    with pytest.raises(ValidationError) as refusal:
        apply(upload)
    assert refusal.value.code == "changed_since_preview"
    assert (apply(upload).state, Lead.objects.count(), Member.objects.count()) == ("applied", 1, 0)


def test_the_office_of_the_place_sees_it_and_no_other():
    from_chamber(ZHANG, place=360103)
    offices = [
        officer(360103, "xihu"),
        officer(360100, "nanchang"),
        officer(360000, "province"),
        officer(360700, "ganzhou"),
    ]
    seen = [[lead.row.values["name"] for lead in Lead.objects.seen_by(office)] for office in offices]
    assert seen == [["张三"], [], [], []]
    pages = [signed_in(office).get(reverse("surveys:leads")).content.decode() for office in offices]
    assert ["张三" in page for page in pages] == [True, False, False, False]


def test_who_uploaded_the_file_sees_its_leads():
    nanchang = officer()
    from_chamber(ZHANG, place=360103, by=nanchang)
    assert Lead.objects.seen_by(nanchang).count() == 1


def test_the_lines_of_the_file_tell_others_nothing_of_a_lead():
    upload = from_chamber(ZHANG, place=360103)
    nanchang = signed_in(officer())
    for address in (upload.get_absolute_url(), reverse("surveys:line", args=[upload.pk, 2])):
        page = nanchang.get(address).content.decode()
        assert ("张三" in page, "8005" in page) == (False, False)


def test_nobody_confirms_or_erases_another_offices_lead():
    from_chamber(ZHANG, place=360103)
    lead = Lead.objects.get()
    nanchang = officer()
    for name in ("confirm_leads", "erase_leads"):
        page = signed_in(nanchang).post(reverse(f"surveys:{name}"), {"lead": lead.pk}, follow=True)
        assert "请先勾选" in page.content.decode()
    for action in (
        lambda: confirm(leads=[lead], by=nanchang, today=TODAY),
        lambda: erase(leads=[lead], by=nanchang),
    ):
        with pytest.raises(ValidationError) as raised:
            action()
        assert raised.value.code == "not_seen"
    assert Lead.objects.count() == 1


def test_confirmed_and_erased_in_bulk_and_the_list_stays_filtered():
    upload = from_chamber(ZHANG, LI, "王五,13800138009,西湖区,2014.3,,,")
    clerk = signed_in(officer())
    zhang, li, wang = Lead.objects.order_by("row__line")
    filtered = f"?upload={upload.pk}"
    confirmed = clerk.post(reverse("surveys:confirm_leads") + filtered, {"lead": [zhang.pk, li.pk]}, follow=True)
    assert confirmed.redirect_chain[-1][0] == reverse("surveys:leads") + filtered
    assert "已登记入册 2 人。" in confirmed.content.decode()
    erased = clerk.post(reverse("surveys:erase_leads") + filtered, {"lead": [wang.pk]}, follow=True)
    assert "已删除 1 条线索。" in erased.content.decode()
    assert (Member.objects.count(), Lead.objects.count()) == (2, 0)


def test_who_could_be_on_the_roll_is_named_and_stays_in_the_list():
    from_chamber("张三,,南昌市西湖区,2014.3,,,")
    make_member(name="张三", fields={"employer": ""}, knowns={"left_on": {"date": "2014-03", "precision": "month"}})
    page = signed_in(officer()).post(reverse("surveys:confirm_leads"), {"lead": Lead.objects.get().pk}, follow=True)
    assert "请先在名册中查找，如为同一人，请删除该线索：张三" in page.content.decode()
    assert Lead.objects.count() == 1


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({}, ["张三", "李四", "王五"]),
        ({"home": "360103"}, ["张三", "王五"]),
        ({"home": "360121"}, ["李四"]),
        ({"home": "360103", "upload": "first"}, ["张三"]),
        ({"home": "360702"}, []),
        ({"upload": "x"}, []),
    ],
)
def test_the_list_is_filtered_by_file_and_by_county(chosen, shown):
    first = from_chamber(ZHANG, LI)
    from_chamber("王五,13800138009,西湖区,2014.3,,,", channel="chat_group")
    from_chamber("陈八,13800138010,章贡区,2014.3,,,", place=360700)
    asked = {name: str(first.pk) if value == "first" else value for name, value in chosen.items()}
    page = signed_in(officer()).get(reverse("surveys:leads"), asked)
    assert [lead.row.values["name"] for lead in page.context["page"].rows] == shown
    homes = [code for code, _name in page.context["filters"].fields["home"].choices]
    assert homes == ["", 360103, 360121]


def test_opening_the_page_erases_what_is_over():
    from_chamber(ZHANG)
    Lead.objects.update(erased_on=timezone.localdate())
    page = signed_in(officer()).get(reverse("surveys:leads")).content.decode()
    assert ("张三" in page, Lead.objects.count()) == (False, 0)


def test_the_daily_command():
    from_chamber(ZHANG)
    Lead.objects.update(erased_on=timezone.localdate())
    call_command("erase_leads", stdout=StringIO())
    assert Lead.objects.count() == 0


def test_the_plan_says_who_becomes_a_lead(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_bytes(make_csv(ZHANG))
    plans = []
    for channel in ("chamber", "village"):
        out = StringIO()
        call_command("import_survey", str(path), "--within", str(NANCHANG), "--channel", channel, "--json", stdout=out)
        plans.append(json.loads(out.getvalue())["rows"][1])
    assert [(row["verdict"], row.get("lead")) for row in plans] == [("new", True), ("new", None)]


def test_the_preview_says_it_too():
    upload = make_upload(make_csv(ZHANG), channel="chamber")
    page = signed_in(officer()).get(upload.get_absolute_url()).content.decode()
    assert "作为线索" in page


def test_as_many_queries_for_one_lead_as_for_many(django_assert_num_queries):
    clerk = signed_in(officer())
    for count in (1, 40):
        from_chamber(*(f"张{chr(0x4E00 + n)},1380013{n:04d},西湖区,,,," for n in range(count)))
        clerk.get(reverse("surveys:leads"))
        with django_assert_num_queries(8):
            clerk.get(reverse("surveys:leads"))
