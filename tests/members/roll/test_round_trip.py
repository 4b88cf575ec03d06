"""What the registry exports it can read again: a file handed in as it was handed out changes nothing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from members.roll.tables import COLUMNS, COLUMNS_IN_CLEAR
from members.surveys.reading.headings import meaning_of
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch
from tests.factories.roll import DONGHU, make_member, make_officer
from tests.factories.surveys import make_upload

pytestmark = pytest.mark.django_db
NANCHANG = 360100
KEPT_HERE_ONLY = {"联系状态", "离册日期", "Reach", "Left the roll on"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_survey_understands_the_headings_of_an_export(language):
    with translation.override(language):
        headings = [str(column.label) for column in COLUMNS_IN_CLEAR]
        assert {heading for heading in headings if meaning_of(heading) is None} <= KEPT_HERE_ONLY
        (masked,) = {str(column.label) for column in COLUMNS} - set(headings)
        assert meaning_of(masked) is None


def test_a_masked_contact_handed_in_again_overwrites_nothing():
    member = make_member(phone="13800138005")
    client = signed_in(make_officer("prefecture_officer", NANCHANG))
    content = b"".join(client.get(reverse("members:export"), {"kind": "csv"}).streaming_content)
    upload = make_upload(content, place=NANCHANG, name="党员.csv", collected_on=timezone.localdate())
    assert [(row.verdict, "contact" in row.values) for row in upload.rows.content()] == [("unchanged", False)]
    assert member.phone == "13800138005"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_handed_in_as_it_was_handed_out_changes_nothing(kind):
    make_member(
        branch=make_branch(name="南昌市西湖区驻京流动党支部"),
        formal_branch="西湖区朝阳洲街道党支部",
        fields={
            "kind": "formal",
            "joined_on": datetime.date(2010, 7, 1),
            "joined_on_precision": "month",
            "confirmed_on": datetime.date(2011, 7, 1),
            "confirmed_on_precision": "day",
            "employer": "江西商会",
            "card_no": "36010042",
        },
        knowns={
            "left_on": {"date": "2014-03", "precision": "month"},
            "work_address": {"text": "北京市丰台区东铁匠营横一条", "district": 110106},
            "occupation": {"text": "厨师", "category": "worker"},
            "contact": {"phones": ["13800138005", "01086812345"], "other": "微信 zwq2016"},
            "dues": {"state": "paid", "paid_to": "2016-06"},
        },
    )
    make_member(name="阿不都·热合曼", origin=DONGHU, knowns={"occupation": None, "work_address": None})
    client = signed_in(make_officer("prefecture_officer", NANCHANG))
    asked = {"reason": "下发各县核对", "kind": kind}
    answer = client.post(reverse("members:export_in_clear"), asked)
    content = b"".join(answer.streaming_content)

    upload = make_upload(content, place=NANCHANG, name=f"党员.{kind}", collected_on=timezone.localdate())
    assert {verdict: count for verdict, count in upload.totals.items() if count} == {"unchanged": 2, "skipped": 1}
