"""Each known on a member's page says from which file, line, channel and day it came, and leads to that line."""

import pytest
from django.urls import reverse

from members.models import Member
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db
XIHU = 360103


def test_a_known_leads_to_the_line_it_came_with():
    upload = apply(
        make_upload(make_csv("李四,13800138006,,,,,", "张三,13800138005,南昌市西湖区,,,厨师,已交"), channel="village")
    )
    member = Member.objects.get(name="张三")
    client = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))
    address = f"{upload.get_absolute_url()}?line=3#line-3"
    shown = client.get(member.get_absolute_url()).content.decode()
    assert f'<a href="{address}">摸底表 {upload.pk} 第 3 行' in shown
    assert "村（社区）" in shown

    page = client.get(upload.get_absolute_url(), {"line": 3})
    assert [line.row.line for line in page.context["rows"]] == [3]
    assert 'id="line-3"' in page.content.decode()


def test_who_may_not_open_the_file_reads_the_source_without_a_link():
    upload = apply(make_upload(make_csv("张三,13800138005,南昌市西湖区,,,厨师,已交")))
    member = Member.objects.get()
    for role, place in (("county_officer", XIHU), ("auditor", NANCHANG)):
        shown = signed_in(make_user(role, role=role, place=place)).get(member.get_absolute_url()).content.decode()
        assert f"摸底表 {upload.pk} 第 2 行" in shown
        assert reverse("surveys:detail", args=[upload.pk]) not in shown


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 30])
def test_a_line_that_means_nothing_shows_all(nonsense):
    upload = make_upload(make_csv("张三,13800138005,,,,,"))
    client = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))
    assert len(client.get(upload.get_absolute_url(), {"line": nonsense}).context["rows"]) == 1
