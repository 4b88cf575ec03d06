"""The pages of coverage: what each role sees of it, where the figures lead, and what they cost."""

import datetime
import io

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from branches.coverage.desk import figures
from branches.coverage.tables import NAMED
from branches.models import Branch
from tests.factories.accounts import make_user, signed_in
from tests.factories.coverage import make_joint, make_own

pytestmark = pytest.mark.django_db

JIANGXI, NANCHANG, GANZHOU, XIHU, QINGYUNPU = 360000, 360100, 360700, 360103, 360104
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def reader(place: int, role: str = "prefecture_officer"):
    return signed_in(make_user("reader", role=role, place=place))


def page(client, name: str = "table", *args: int, **params: str) -> str:
    response = client.get(reverse(f"coverage:{name}", args=args), params)
    assert response.status_code == 200
    return response.content.decode()


def test_the_table_of_the_province_names_every_county_and_what_is_not_counted():
    make_own(XIHU, name="西湖区驻京流动党支部")
    html = page(reader(JIANGXI, "province_administrator"))
    assert "西湖区" in html
    assert "于都县" in html
    assert "临时党支部" in html


def test_the_day_in_the_address_decides_and_stays_in_every_link():
    make_own(361121, founded_on=datetime.date(2016, 11, 5))
    html = page(reader(JIANGXI, "province_administrator"), on="2016-12-06")
    assert "上饶县" in html
    assert "广信区" not in html
    assert 'href="/coverage/361100/?on=2016-12-06"' in html


def test_a_day_that_is_none_is_named_and_the_table_of_today_shown():
    html = page(reader(JIANGXI, "province_administrator"), on="2016-02-30")
    assert "广信区" in html
    assert "field-error" in html


def test_compared_with_another_day():
    make_own(XIHU, founded_on=datetime.date(2020, 1, 1))
    html = page(reader(NANCHANG), against="2016-12-06")
    assert "2016年12月6日" in html
    assert "0 / 9" in html


def test_an_officer_of_nanchang_finds_nothing_of_ganzhou():
    make_own(XIHU)
    make_own(360702, name="章贡区驻京流动党支部")
    client = reader(NANCHANG)
    for name in ("table", "counties"):
        html = page(client, name)
        assert "西湖区" in html
        assert not any(word in html for word in ("章贡", "赣州", "360702"))
    assert client.get(reverse("coverage:prefecture", args=[GANZHOU])).status_code == 404
    assert client.get(reverse("coverage:prefecture", args=[369900])).status_code == 404


def test_a_county_officer_sees_his_county_and_no_verdict_on_the_prefecture():
    make_own(XIHU)
    make_own(QINGYUNPU, name="青云谱区驻京流动党支部")
    html = page(reader(XIHU, "county_officer"), "prefecture", NANCHANG)
    assert "西湖区" in html
    assert "青云谱" not in html
    assert "全覆盖" not in html


def test_a_joint_branch_of_others_is_named_without_a_link():
    joint = make_joint(NANCHANG, [XIHU, QINGYUNPU], name="两区联合流动党支部")
    address = reverse("branches:detail", args=[joint.code])
    theirs = page(reader(XIHU, "county_officer"), "prefecture", NANCHANG)
    assert "两区联合流动党支部" in theirs
    assert address not in theirs
    assert address in page(signed_in(make_user("officer", role="prefecture_officer", place=NANCHANG)), "counties")


@pytest.mark.parametrize(
    ("show", "shown"),
    [
        ("", {"西湖区", "青云谱区", "新建区"}),
        ("covered", {"西湖区", "青云谱区"}),
        ("own", {"西湖区"}),
        ("joint", {"青云谱区"}),
        ("none", {"新建区"}),
        ("several", set()),
    ],
)
def test_each_figure_opens_its_counties(show, shown):
    make_own(XIHU)
    make_joint(NANCHANG, [QINGYUNPU])
    response = reader(NANCHANG).get(reverse("coverage:counties"), {"show": show})
    found = {row.name for _, row in response.context["rows"]}
    assert found & {"西湖区", "青云谱区", "新建区"} == shown


def test_gaps_say_how_many_members_could_found_a_branch(monkeypatch):
    monkeypatch.setattr("members.roll.counts.formal_by_home", lambda _homes: {XIHU: 3, QINGYUNPU: 2})
    html = page(reader(NANCHANG))
    assert html.count('href="/branches/found/?place=') == 1
    assert 'href="/branches/found/?place=360103"' in html
    assert 'href="/members/?place=360104&amp;member_kind=formal"' in html
    assert "可与邻近县（市、区）联合建立" in html


def test_who_founds_no_branches_reads_of_it_without_a_link(monkeypatch):
    monkeypatch.setattr("members.roll.counts.formal_by_home", lambda _homes: {XIHU: 3})
    html = page(reader(NANCHANG, "auditor"))
    assert "可单独建立" in html
    assert "/branches/found/" not in html


def test_of_another_day_nobody_knows_how_many_members_there_were(monkeypatch):
    monkeypatch.setattr("members.roll.counts.formal_by_home", lambda _homes: {XIHU: 3})
    assert "可单独建立" not in page(reader(NANCHANG), on="2020-01-01")


def test_a_branch_secretary_does_not_come_in():
    branch = make_own(XIHU)
    assert reader(branch.code, "branch_secretary").get(reverse("coverage:table")).status_code == 403


def test_somebody_whose_scope_holds_no_county_reads_what_to_do():
    branch = make_own(XIHU)
    assert "empty" in page(reader(branch.code, "auditor"))


def test_the_export_holds_what_the_page_shows():
    make_own(XIHU, name="西湖区驻京流动党支部")
    make_own(360702)
    client = reader(NANCHANG)
    response = client.get(reverse("coverage:export"), {"on": "2026-11-24", "show": "covered"})
    heading, *lines = load_workbook(io.BytesIO(b"".join(response))).active.values
    assert len(heading) == 7
    assert [list(line[1:6]) for line in lines] == [["南昌市", "360103", "西湖区", "本县支部", "西湖区驻京流动党支部"]]
    csv = b"".join(client.get(reverse("coverage:export_prefecture", args=[NANCHANG]), {"kind": "csv"}))
    assert csv.decode("utf-8-sig").count("\r\n") == 10


def test_the_first_page_has_the_figures_of_ones_part(rf):
    make_own(XIHU)
    make_own(360702)
    request = rf.get("/")
    request.user = make_user("hu", role="prefecture_officer", place=NANCHANG)
    card = figures(request)
    assert card is not None
    assert [figure.value for figure in card.figures] == [1, 1, 8, 0]
    request.user = make_user("xi", role="branch_secretary", place=XIHU * 1000 + 1)
    assert figures(request) is None


@pytest.mark.parametrize("branches", [1, 60])
@pytest.mark.parametrize("name", ["table", "counties", "export"])
def test_as_many_queries_for_one_branch_as_for_many(name, branches, django_assert_num_queries):
    client = reader(JIANGXI, "province_administrator")
    for serial in range(branches):
        make_own([XIHU, QINGYUNPU, 360702, 360821][serial % 4])
    make_joint(NANCHANG, [XIHU, QINGYUNPU])
    assert Branch.objects.count() == branches + 1
    # Session; user, grants and lineage for the scope; the table; on its page the prospects, in lists the names of branches.
    deed = 6 if connection.vendor == "postgresql" else 5  # which locks the end of the chain
    with django_assert_num_queries({"table": 4, "counties": 5, "export": 5 + deed}[name]):
        client.get(reverse(f"coverage:{name}"))


def test_of_many_branches_a_page_names_the_first_and_the_file_all():
    for serial in range(NAMED + 2):
        make_own(XIHU, name=f"西湖区第{serial}支部")
    client = reader(JIANGXI, "province_administrator")
    html = page(client, "counties", show="several")
    file = client.get(reverse("coverage:export"), {"kind": "csv", "show": "several"})

    assert html.count("西湖区第") == NAMED
    assert html.count("等</div>") == 1
    assert b"".join(file.streaming_content).decode().count("西湖区第") == NAMED + 2
