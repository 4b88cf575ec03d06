"""Campaigns in the browser: opened, answered, reminded, exported; and a neighbour's unit that never shows."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.models import Asked, Campaign, Return, Upload
from registry.dates import written_date
from tests.factories.accounts import GANZHOU, JIANGXI, NANCHANG, make_user, signed_in
from tests.factories.campaigns import make_campaign, make_file_return, make_nil, unit
from tests.factories.roll import DONGHU, XIHU, ZHANGGONG
from tests.factories.surveys import make_csv, make_upload

pytestmark = pytest.mark.django_db
ROW = "张三,13800138005,,,,,"


@pytest.fixture
def nanchang():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


@pytest.fixture
def xihu():
    return signed_in(make_user("xihu", role="county_officer", place=XIHU))


def url(name: str, of: Campaign | Asked) -> str:
    keys = [of.pk] if isinstance(of, Campaign) else [of.campaign_id, of.pk]
    return reverse(f"surveys:{name}", args=keys)


def today() -> str:
    return timezone.localdate().isoformat()


def listed(client, campaign: Campaign, **filters) -> list[int]:
    return [one.home for one in client.get(campaign.get_absolute_url(), filters).context["page"].rows]


def test_a_campaign_is_opened_and_asks_everybody(nanchang):
    sent = {
        "title": "摸底",
        "division_code": NANCHANG,
        "opened_on": "2026-11-01",
        "due_on": "2026-12-01",
        "levels": ["county"],
    }
    response = nanchang.post(reverse("surveys:open_campaign"), sent)
    campaign = Campaign.objects.get()
    assert response.url == campaign.get_absolute_url()
    assert campaign.asked.count() == 9
    nanchang.post(url("ask", campaign), {"level": "chat_group", "names": "西湖老乡群\r\n东湖老乡群", "contact": "群主"})
    assert campaign.asked.filter(level="chat_group").count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"division_code": GANZHOU}, "division_code"), ({"due_on": "2026-10-01"}, "due_on"), ({"title": ""}, "title")],
)
def test_what_is_wrong_stands_at_its_field(nanchang, wrong, field):
    sent = {"title": "摸底", "division_code": NANCHANG, "opened_on": "2026-11-01", "due_on": "2026-12-01"} | wrong
    assert field in nanchang.post(reverse("surveys:open_campaign"), sent).context["form"].errors
    assert not Campaign.objects.exists()


def test_the_page_shows_completion_by_level_and_who_is_late(nanchang):
    campaign = make_campaign(due_on="2026-11-02")
    make_nil(unit(campaign, XIHU))
    make_file_return(unit(campaign, DONGHU), make_upload(make_csv(ROW)))
    page = nanchang.get(campaign.get_absolute_url())
    (level,) = page.context["levels"]
    assert (level.asked, level.returned, level.nil, level.late, level.percent) == (9, 2, 1, 7, "22 %")
    assert listed(nanchang, campaign, state="nil") == [XIHU]
    assert listed(nanchang, campaign, state="file") == [DONGHU]
    assert listed(nanchang, campaign, state="returned") == [DONGHU, XIHU]
    assert len(listed(nanchang, campaign, state="late")) == len(listed(nanchang, campaign, state="outstanding")) == 7
    assert listed(nanchang, campaign, state="to_accept") == [DONGHU, XIHU]
    assert listed(nanchang, campaign, q="西湖") == [XIHU]
    assert listed(nanchang, campaign, level="township") == listed(nanchang, campaign, state="x") == []


def test_a_county_records_its_own_nil_return_and_sees_nobody_else(xihu):
    campaign = make_campaign()
    asked = unit(campaign, XIHU)
    shown = xihu.get(campaign.get_absolute_url()).content.decode()
    assert "西湖区" in shown
    assert "东湖区" not in shown
    assert xihu.post(url("return_nil", asked), {"on": today(), "note": "电话"}).url == asked.get_absolute_url()
    assert Return.objects.get().note == "电话"
    refused = xihu.get(url("return_nil", asked))
    assert refused.context["is_refused"]
    for name in ("ask", "remind", "close_campaign", "reopen_campaign"):
        assert xihu.post(url(name, campaign)).status_code == 404
    other = unit(campaign, DONGHU)
    for name in ("unit", "return_nil", "return_file", "accept", "take_return_back"):
        assert xihu.post(url(name, other)).status_code in (404, 405)
        assert xihu.get(url(name, other)).status_code in (404, 405)


def test_a_unit_is_reached_under_its_own_campaign_only(nanchang):
    one, other = make_campaign(), make_campaign(title="第二次摸底")
    asked = unit(one, XIHU)
    assert nanchang.get(reverse("surveys:unit", args=[other.pk, asked.pk])).status_code == 404


def test_a_file_is_tied_to_its_unit_when_it_is_uploaded(nanchang):
    asked = unit(make_campaign(), XIHU)
    form = nanchang.get(reverse("surveys:new"), {"asked": asked.pk}).context["form"]
    assert [pk for pk, _label in form.fields["asked"].choices] == ["", asked.pk]
    sent = {
        "file": SimpleUploadedFile("摸底表.csv", make_csv(ROW)),
        "place": form.initial["place"],
        "channel": form.initial["channel"],
        "collected_on": today(),
        "asked": asked.pk,
    }
    response = nanchang.post(reverse("surveys:new"), sent)
    upload = Upload.objects.get()
    assert response.url == upload.get_absolute_url()
    assert (upload.campaign_return.asked, upload.channel) == (asked, "county")


def test_a_file_is_tied_later(nanchang):
    asked, upload, foreign = (
        unit(make_campaign(), XIHU),
        make_upload(make_csv(ROW)),
        make_upload(make_csv("王五"), place=GANZHOU),
    )
    offered = nanchang.get(url("return_file", asked)).context["form"].fields["upload"].queryset
    assert list(offered) == [upload]
    assert nanchang.post(url("return_file", asked), {"upload": foreign.pk, "on": today()}).context["form"].errors
    assert nanchang.post(url("return_file", asked), {"upload": upload.pk, "on": today()}).status_code == 302
    page = nanchang.get(asked.get_absolute_url())
    assert "摸底表.csv" in page.content.decode()


def test_a_unit_of_a_stranger_cannot_be_given_a_file(xihu):
    campaign = make_campaign()
    sent = {
        "file": SimpleUploadedFile("摸底表.csv", make_csv(ROW)),
        "place": XIHU,
        "channel": "county",
        "collected_on": today(),
        "asked": unit(campaign, DONGHU).pk,
    }
    assert "asked" in xihu.post(reverse("surveys:new"), sent).context["form"].errors
    assert xihu.get(reverse("surveys:new"), {"asked": unit(campaign, DONGHU).pk}).context["form"].initial == {}


def test_a_file_of_another_part_is_not_named_to_a_county(xihu):
    asked = unit(make_campaign(), XIHU)
    make_file_return(asked, make_upload(make_csv(ROW), name="全市机密.csv"))
    shown = xihu.get(asked.get_absolute_url()).content.decode()
    assert "全市机密" not in shown


def test_returns_are_accepted_and_taken_back_on_the_page(nanchang):
    one, other = (make_nil(unit(make_campaign(title=title), XIHU)) for title in ("一", "二"))
    nanchang.post(url("accept", one.asked), {"return": one.pk})
    nanchang.post(url("take_return_back", other.asked), {"return": other.pk})
    assert [(r.pk, r.accepted_on) for r in Return.objects.all()] == [(one.pk, timezone.localdate())]
    refused = nanchang.post(url("take_return_back", one.asked), {"return": one.pk}, follow=True)
    assert "已" in str(next(iter(refused.context["messages"])))
    for nonsense in ("x", "", "9" * 30, other.pk):
        assert nanchang.post(url("accept", one.asked), {"return": nonsense}).status_code == 404


def test_those_filtered_are_noted_as_reminded(nanchang):
    campaign = make_campaign()
    address = f"{url('remind', campaign)}?q=西湖"
    assert nanchang.post(address).status_code == 302
    assert list(campaign.asked.filter(reminded_on=timezone.localdate()).values_list("home", flat=True)) == [XIHU]


def test_it_is_closed_and_opened_again(nanchang):
    campaign = make_campaign()
    nanchang.post(url("close_campaign", campaign))
    campaign.refresh_from_db()
    assert campaign.closed_on == timezone.localdate()
    page = nanchang.get(url("ask", campaign))
    assert page.context["is_refused"]
    assert f"已于{written_date(campaign.closed_on, 'day')}关闭" in page.content.decode()
    nanchang.post(url("reopen_campaign", campaign))
    campaign.refresh_from_db()
    assert campaign.is_open


def test_the_export_is_exactly_as_filtered(nanchang):
    campaign = make_campaign(place=JIANGXI, levels=["county"])
    make_nil(unit(campaign, XIHU))
    make_nil(unit(campaign, ZHANGGONG))
    response = nanchang.get(url("export_campaign", campaign), {"state": "nil", "kind": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [(line[1], line[2], line[6]) for line in lines[1:]] == [(str(XIHU), "南昌市西湖区", "零报告")]


def test_lists_take_as_many_queries_for_one_as_for_a_hundred(nanchang, django_assert_num_queries):
    campaign = make_campaign(levels=["county"])
    for _ in range(2):
        for query in ("", "?state=nil&q=区"):
            with django_assert_num_queries(8):
                nanchang.get(f"{campaign.get_absolute_url()}{query}")
        with django_assert_num_queries(5):
            nanchang.get(reverse("surveys:campaigns"))
        make_campaign(place=NANCHANG, levels=["township"])
        for one in campaign.asked.filter(returns=None):
            make_nil(one)
        for n in range(20):
            make_campaign(title=f"{n}", levels=[])


def test_the_desk_counts_ones_own_units_only(xihu):
    make_campaign()
    make_campaign(place=GANZHOU)
    (card,) = [card for card in xihu.get(reverse("home")).context["to_do"] if str(card.title) == "摸底上报"]
    assert [figure.value for figure in card.figures] == [1]


@pytest.mark.parametrize(
    ("asked", "closed", "said"),
    [
        (False, False, "目前没有进行中的摸底任务。"),
        (True, False, "应报单位均已上报。"),
        (True, True, "目前没有进行中的摸底任务。"),
    ],
)
def test_the_desk_does_not_say_that_all_have_returned_where_nobody_is_asked(xihu, asked, closed, said):
    make_campaign(place=GANZHOU)
    if asked:
        campaign = make_campaign()
        make_nil(unit(campaign, XIHU))
        Campaign.objects.filter(pk=campaign.pk).update(closed_on=campaign.due_on if closed else None)
    (card,) = [card for card in xihu.get(reverse("home")).context["done"] if str(card.title) == "摸底上报"]
    assert str(card.empty) == said


def test_pages_are_clean_of_inline_style_and_script(nanchang):
    campaign = make_campaign()
    asked = unit(campaign, XIHU)
    make_nil(asked)
    addresses = [
        reverse("surveys:campaigns"),
        reverse("surveys:open_campaign"),
        campaign.get_absolute_url(),
        url("ask", campaign),
        asked.get_absolute_url(),
        url("return_file", asked),
    ]
    for address in addresses:
        assert not re.search(r"style=|<script>", nanchang.get(address).content.decode()), address
