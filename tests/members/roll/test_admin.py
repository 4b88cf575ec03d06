"""Members in the admin: looked up among very many, and counted only as far as anybody turns the pages."""

import pytest
from django.urls import reverse

from members.roll import search
from members.roll.admin import PaginatorOfFirst
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.roll import ZHANGGONG, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return signed_in(make_user("auditor", role="auditor", place=NANCHANG))


@pytest.fixture
def members():
    """Five of Nanchang, and one of Ganzhou with the name of one of them."""
    people = [make_member(name=name) for name in ("张三", "张三丰", "李四", "王五", "赵张")]
    return [*people, make_member(name="张三", origin=ZHANGGONG)]


def listed(client, **asked):
    page = client.get(reverse("admin:members_member_changelist"), asked)
    return [member.name for member in page.context["cl"].result_list], page.content.decode()


@pytest.mark.parametrize("few", [1000, 1])
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三", "张三丰"]),
        ("张", ["张三", "张三丰", "赵张"]),
        ("lisi", ["李四"]),
        ("钱", []),
        ("", ["张三", "张三丰", "李四", "王五", "赵张"]),
    ],
)
def test_who_is_found_does_not_depend_on_how_many_bear_the_name(members, auditor, monkeypatch, few, text, names):
    monkeypatch.setattr(search, "FEW", few)

    assert listed(auditor, q=text)[0] == names


def test_of_very_many_only_the_first_are_counted_and_the_page_says_so(members, auditor, monkeypatch):
    monkeypatch.setattr(PaginatorOfFirst, "MOST", 3)

    assert "只列出前 3 人" in listed(auditor)[1]
    assert "只列出前" not in listed(auditor, q="李四")[1]


def test_a_list_that_is_counted_whole_says_nothing_of_it(members, auditor):
    names, page = listed(auditor)

    assert len(names) == 5
    assert "只列出前" not in page
