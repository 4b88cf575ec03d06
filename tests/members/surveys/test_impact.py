"""What a file would change, said before; a third of the lines changing one field must be confirmed."""

import pytest
from django.urls import reverse

from members.models import Member
from members.surveys.waiting.corrections import correct
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

HEADER = "姓名,联系电话,流出地,从事职业,工作单位"


def rows(count: int, *, job: str = "", employer: str = "") -> list[str]:
    return [f"张{chr(0x4E00 + n)},1380013{n:04d},西湖区,{job},{employer}" for n in range(count)]


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


@pytest.fixture
def nine_members():
    apply(make_upload(make_csv(*rows(9, job="厨师"), header=HEADER)))


@pytest.mark.usefixtures("nine_members")
def test_fields_with_the_lines_that_fill_and_those_that_replace(clerk):
    lines = [*rows(3, job="保安", employer="江西大厦"), *rows(9, job="厨师")[3:]]
    upload = make_upload(make_csv(*lines, header=HEADER))
    page = clerk.get(upload.get_absolute_url())
    found = [(field.label, field.filled, field.replaced, field.is_alarming) for field in page.context["impact"]]
    assert found == [("从事职业", 0, 3, True), ("工作单位", 3, 0, False)]


@pytest.mark.usefixtures("nine_members")
def test_a_third_of_the_lines_must_be_confirmed(clerk):
    upload = make_upload(make_csv(*rows(3, job="保安"), *rows(9, job="厨师")[3:], header=HEADER))
    address = reverse("surveys:apply", args=[upload.pk])
    page = clerk.post(address, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert Member.objects.filter(occupation="保安").count() == 0
    clerk.post(address, {"confirmed": "on"})
    assert Member.objects.filter(occupation="保安").count() == 3


@pytest.mark.usefixtures("nine_members")
def test_less_than_a_third_and_what_was_unknown_need_no_confirmation(clerk):
    lines = [*rows(2, job="保安"), *rows(9, job="厨师", employer="江西大厦")[2:]]
    upload = make_upload(make_csv(*lines, header=HEADER))
    clerk.post(reverse("surveys:apply", args=[upload.pk]))
    assert Member.objects.filter(occupation="保安").count() == 2


@pytest.mark.usefixtures("nine_members")
def test_it_is_counted_anew_when_a_line_is_corrected():
    upload = make_upload(make_csv(*rows(3, job="保安"), header=HEADER))
    assert upload.facts["impact"] == {"occupation": [0, 3]}
    correct(upload=upload, cells={2: {4: "厨师"}}, by=None, today=TODAY)
    upload.refresh_from_db()
    assert upload.facts["impact"] == {"occupation": [0, 2]}


def test_a_file_of_new_members_changes_nobody(clerk):
    upload = make_upload(make_csv(*rows(3), header=HEADER))
    assert clerk.get(upload.get_absolute_url()).context["impact"] == []
