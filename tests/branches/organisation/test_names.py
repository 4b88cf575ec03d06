"""What branches are called, and how they are found by any way of writing it."""

import datetime

import pytest

from branches.models import Branch
from branches.organisation.names import named_like, proposed_names, spellings
from tests.factories.organisation import make_branch, make_former_name

pytestmark = pytest.mark.django_db


def found_by(text: str) -> set[str]:
    return {branch.short_name for branch in Branch.objects.filter(named_like(text))}


@pytest.mark.parametrize(
    ("kind", "full", "short"),
    [
        ("branch", "中国共产党南昌市西湖区驻京流动党员支部委员会", "南昌市西湖区驻京流动党支部"),
        ("general_branch", "中国共产党南昌市西湖区驻京流动党员总支部委员会", "南昌市西湖区驻京流动党总支"),
        ("committee", "中国共产党南昌市西湖区驻京流动党员委员会", "南昌市西湖区驻京流动党委"),
    ],
)
def test_names_are_proposed_from_place_and_kind(kind, full, short):
    names = proposed_names("南昌市西湖区", kind)

    assert (names.full, names.short) == (full, short)


def test_a_temporary_branch_is_called_so():
    assert proposed_names("南昌市", "branch", is_temporary=True).short == "南昌市驻京临时流动党支部"


def test_the_text_itself_is_the_first_of_its_spellings():
    assert spellings("安义县北京流动党总支")[:2] == ["安义县北京流动党总支", "安义县北京流动党员党总支"]


def test_a_search_made_of_nothing_but_equivalent_words_stays_small():
    assert len(spellings("北京" * 20)) == 50


@pytest.mark.parametrize(
    "text", ["西湖区驻京流动党支部", "西湖区在京流动党员党支部", "西湖区北京流动党支部", "西湖区驻北京"]
)
def test_equivalent_words_find_one_another(text):
    make_branch(name="南昌市西湖区驻京流动党支部")
    make_branch(county=360104, name="南昌市青云谱区驻京流动党支部")

    assert found_by(text) == {"南昌市西湖区驻京流动党支部"}


@pytest.mark.parametrize("text", ["西湖 流动", "西　湖", "ＸＨ２号", "興國", "红星"])
def test_words_width_and_traditional_characters_do_not_matter(text):
    make_branch(name="西湖区驻京流动党支部", plaque_name="XH2号兴国红星")
    make_branch(county=360104, name="青云谱区驻京流动党支部")

    assert found_by(text) == {"西湖区驻京流动党支部"}


def test_a_branch_is_found_by_the_name_it_had():
    branch = make_branch(county=361104, name="广信区驻京流动党支部")
    make_former_name(branch, "上饶县在京流动党支部", until=datetime.date(2019, 8, 1))
    make_branch(county=361102, name="信州区驻京流动党支部")

    assert found_by("上饶县驻京") == {"广信区驻京流动党支部"}


def test_a_percent_sign_is_only_a_character():
    make_branch(name="西湖区驻京流动党支部")

    assert found_by("%") == set()
