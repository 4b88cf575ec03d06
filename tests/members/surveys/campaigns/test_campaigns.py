"""Who was asked, who returned, who is late: a nil return is a return, and not "no return"."""

import datetime
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from members.models import Asked, Campaign, Return, Upload
from members.surveys import actions as surveys
from members.surveys.campaigns import actions
from members.surveys.campaigns.figures import Completion, completion_by_campaign, completion_of
from registry.access import Scope
from registry.history.chain import broken_deeds
from registry.history.models import Deed
from tests.factories.accounts import GANZHOU, JIANGXI, NANCHANG, make_user
from tests.factories.campaigns import DUE, OPENED, TODAY, make_campaign, make_file_return, make_nil, unit
from tests.factories.roll import DONGHU, XIHU, ZHANGGONG
from tests.factories.surveys import apply, make_csv, make_upload
from tests.sayings import codes

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope.everywhere()
ROW = "张三,13800138005,,,,,"


def figures(campaign: Campaign, scope: Scope = EVERYWHERE, today: datetime.date = TODAY) -> tuple[int, int, int, int]:
    whole, *_levels = completion_of(campaign, scope, today)
    return whole.asked, whole.returned, whole.nil, whole.late


def test_all_counties_of_a_prefecture_are_asked_at_once():
    campaign = make_campaign()
    asked = campaign.asked.all()
    assert {one.level for one in asked} == {"county"}
    assert len(asked) == 9
    assert unit(campaign, XIHU).name == "南昌市西湖区"
    assert all(one.home // 100 == 3601 for one in asked)


def test_a_province_asks_level_by_level_and_nobody_twice():
    campaign = make_campaign(place=JIANGXI, levels=["prefecture", "county"])
    assert set(campaign.asked.values_list("level", flat=True)) == {"county", "prefecture"}
    assert campaign.asked.count() == 111
    assert actions.ask_units(campaign=campaign, levels=["county", "township"], by=None, today=TODAY) > 1500
    assert actions.ask_units(campaign=campaign, levels=["township"], by=None, today=TODAY) == 0
    township = campaign.asked.filter(level="township", home=XIHU).first()
    assert township.name.startswith("南昌市西湖区")


def test_channels_are_asked_by_name_once():
    campaign = make_campaign(levels=[])
    said = {"campaign": campaign, "level": "chamber", "contact": "章秘书", "by": None, "today": TODAY}
    assert actions.ask_by_name(names=["北京江西企业商会", " 北京江西企业商会 ", ""], **said) == 1
    assert actions.ask_by_name(names=["北京江西企业商会", "北京南昌商会"], **said) == 1
    assert list(campaign.asked.values_list("name", "home")) == [
        ("北京江西企业商会", NANCHANG),
        ("北京南昌商会", NANCHANG),
    ]


def test_a_nil_return_is_a_return_and_no_return_is_none():
    campaign = make_campaign()
    assert figures(campaign) == (9, 0, 0, 0)
    make_nil(unit(campaign, XIHU))
    assert figures(campaign) == (9, 1, 1, 0)
    make_file_return(unit(campaign, DONGHU), make_upload(make_csv(ROW)))
    assert figures(campaign) == (9, 2, 1, 0)
    assert figures(campaign, today=DUE + datetime.timedelta(days=1)) == (9, 2, 1, 7)


def test_of_nobody_asked_there_is_no_rate():
    (whole,) = completion_of(make_campaign(levels=[]), EVERYWHERE, TODAY)
    assert (whole.share, whole.percent) == (None, None)


@given(st.integers(0, 2000).flatmap(lambda asked: st.tuples(st.just(asked), st.integers(0, asked))))
def test_all_means_all(counts):
    asked, returned = counts
    completion = Completion("", asked=asked, returned=returned)
    assert (completion.percent == "100 %") == (asked > 0 and returned == asked)


def test_a_file_that_is_taken_back_is_no_return_any_more():
    campaign = make_campaign()
    applied, discarded = make_upload(make_csv(ROW)), make_upload(make_csv("李四,13800138006,,,,,"))
    make_file_return(unit(campaign, XIHU), applied)
    make_file_return(unit(campaign, DONGHU), discarded)
    apply(applied)
    assert figures(campaign)[1] == 2
    surveys.undo(upload=applied, by=None, today=TODAY)
    surveys.discard(upload=discarded, by=None)
    assert figures(campaign)[1] == 0
    assert unit(campaign, XIHU) in Asked.objects.outstanding()


def test_who_has_returned_a_file_has_somebody():
    campaign = make_campaign()
    asked = unit(campaign, XIHU)
    make_file_return(asked, make_upload(make_csv(ROW)))
    with pytest.raises(ValidationError) as error:
        make_nil(asked)
    assert codes(error) == ["returned_already"]


def test_who_said_nobody_may_still_return_a_file():
    campaign = make_campaign()
    asked = unit(campaign, XIHU)
    make_nil(asked)
    make_file_return(asked, make_upload(make_csv(ROW)))
    assert figures(campaign) == (9, 1, 1, 0)


def test_a_file_is_the_return_of_one_unit():
    campaign, upload = make_campaign(), make_upload(make_csv(ROW))
    make_file_return(unit(campaign, XIHU), upload)
    with pytest.raises(ValidationError) as error:
        make_file_return(unit(campaign, DONGHU), upload)
    assert codes(error) == ["tied_already"]


@pytest.mark.parametrize(
    ("on", "code"),
    [(TODAY + datetime.timedelta(days=1), "future_date"), (OPENED - datetime.timedelta(days=1), "before_asking")],
)
def test_a_return_comes_after_asking_and_not_tomorrow(on, code):
    with pytest.raises(ValidationError) as error:
        actions.return_nil(asked=unit(make_campaign(), XIHU), on=on, by=None, today=TODAY)
    assert codes(error) == [code]


def test_a_closed_campaign_expects_nothing_and_opens_again():
    campaign = actions.close(campaign=make_campaign(), by=None, today=TODAY)
    with pytest.raises(ValidationError) as error:
        make_nil(unit(campaign, XIHU))
    assert codes(error) == ["closed"]
    assert not Asked.objects.outstanding().exists()
    assert figures(campaign, today=DUE + datetime.timedelta(days=9)) == (9, 0, 0, 0)
    campaign = actions.reopen(campaign=campaign, by=None)
    assert make_nil(unit(campaign, XIHU)).pk


def test_a_reminder_is_a_dated_note_for_those_who_have_not_returned():
    campaign = make_campaign()
    make_nil(unit(campaign, XIHU))
    assert actions.remind(asked=list(campaign.asked.all()), by=None, today=TODAY) == 8
    assert campaign.asked.filter(reminded_on=TODAY).count() == 8
    assert unit(campaign, XIHU).reminded_on is None


def test_a_return_is_accepted_once_and_then_not_taken_back():
    returned = make_nil(unit(make_campaign(), XIHU))
    assert actions.accept(returned=returned, by=None, today=TODAY).accepted_on == TODAY
    actions.accept(returned=returned, by=None, today=TODAY)
    assert Deed.objects.filter(verb="campaign.accepted").count() == 1
    with pytest.raises(ValidationError) as error:
        actions.take_return_back(returned=returned, by=None)
    assert codes(error) == ["accepted"]


def test_a_return_of_the_wrong_unit_is_taken_back():
    returned = make_nil(unit(make_campaign(), XIHU))
    actions.take_return_back(returned=returned, by=None)
    assert not Return.objects.exists()
    assert list(broken_deeds()) == []


def test_each_acts_only_where_he_works():
    campaign = make_campaign(place=JIANGXI, levels=["county"])
    county = make_user("xihu", role="county_officer", place=XIHU)
    returned = actions.return_nil(asked=unit(campaign, XIHU), on=TODAY, by=county, today=TODAY)
    upload = make_upload(make_csv("王五,13800138007,,,,,"), place=GANZHOU)
    attempts = [
        lambda: actions.return_nil(asked=unit(campaign, ZHANGGONG), on=TODAY, by=county, today=TODAY),
        lambda: actions.return_file(asked=unit(campaign, XIHU), upload=upload, on=TODAY, by=county, today=TODAY),
        lambda: actions.accept(returned=returned, by=county, today=TODAY),
        lambda: actions.remind(asked=[unit(campaign, DONGHU)], by=county, today=TODAY),
        lambda: actions.ask_units(campaign=campaign, levels=["township"], by=county, today=TODAY),
        lambda: actions.ask_by_name(
            campaign=campaign, level="chamber", names=["x"], contact="", by=county, today=TODAY
        ),
        lambda: actions.close(campaign=campaign, by=county, today=TODAY),
        lambda: actions.reopen(campaign=campaign, by=county),
        lambda: make_by(county),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError) as error:
            attempt()
        assert codes(error) == ["outside_scope"]


def make_by(by) -> Campaign:
    campaign = Campaign(title="x", division_code=NANCHANG, opened_on=OPENED, due_on=DUE)
    return actions.open_campaign(campaign=campaign, levels=[], by=by, today=OPENED)


def test_a_county_sees_its_own_unit_only():
    campaign = make_campaign(place=JIANGXI, levels=["prefecture", "county"])
    other = make_campaign(place=GANZHOU)
    scope = Scope.of(XIHU)
    assert list(Campaign.objects.within(scope)) == [campaign]
    assert [one.home for one in Asked.objects.within(scope)] == [XIHU]
    make_nil(unit(campaign, ZHANGGONG))
    assert figures(campaign, scope) == (1, 0, 0, 0)
    assert completion_by_campaign([campaign, other], scope)[other.pk].asked == 0


def test_the_command_says_it_in_json():
    campaign = make_campaign(due_on=OPENED)
    make_nil(unit(campaign, XIHU))
    said = io.StringIO()
    call_command("campaign", str(campaign.pk), "--json", stdout=said)
    told = json.loads(said.getvalue())
    assert told["all"] == {"level": None, "asked": 9, "returned": 1, "nil": 1, "late": 8, "share": 11.1}
    assert [level["level"] for level in told["levels"]] == ["county"]
    assert len(told["late"]) == 8
    with pytest.raises(CommandError):
        call_command("campaign", "999999")


@pytest.mark.parametrize("state", ["reading", "planned", "applying", "partly", "applied", "undoing"])
def test_a_file_is_a_return_while_something_goes_on_with_it(state):
    campaign = make_campaign(levels=["county"])
    one, upload = unit(campaign, XIHU), make_upload(make_csv(ROW), place=XIHU)
    make_file_return(one, upload)
    Upload.objects.filter(pk=upload.pk).update(state=state)
    assert Asked.objects.with_returns().get(pk=one.pk).has_file
