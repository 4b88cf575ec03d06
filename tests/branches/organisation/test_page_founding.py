"""The form that founds a branch: what it offers, what it refuses, and what goes ahead all the same."""

import datetime

import pytest
from django.test import Client

from branches.models import Branch, OfficeTerm
from registry.history.models import Deed
from tests.branches.organisation.people import founding, make_officer
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch, make_committee

pytestmark = pytest.mark.django_db


def officer(place: int = 360100, role: str = "prefecture_officer") -> Client:
    return signed_in(make_officer(place, role=role))


def test_a_branch_is_founded():
    response = officer().post("/branches/found/", founding(secretary_name="章书平", secretary_document_no="13号"))

    assert response.headers["Location"] == "/branches/360103001/"
    branch = Branch.objects.get()
    assert (branch.short_name, branch.county_id) == ("南昌市西湖区驻京流动党支部", 360103)
    assert OfficeTerm.objects.get().since == datetime.date(2026, 10, 8)


def test_a_joint_branch_is_founded_with_its_counties():
    officer().post("/branches/found/", founding(place=360100, founding="jointly", counties=[360102, 360104]))

    branch = Branch.objects.get()
    assert (branch.code, branch.county) == (360100001, None)
    assert [cover.county_id for cover in branch.covers.all()] == [360102, 360104]


def test_a_warning_is_shown_with_the_fields_to_set_it_aside_and_then_goes_ahead():
    client = officer()
    quiet = client.get("/branches/found/").content.decode()
    refused = client.post("/branches/found/", founding(formal_members_at_founding=2)).content.decode()
    half = client.post("/branches/found/", founding(formal_members_at_founding=2, override_reason="先行组建"))
    client.post(
        "/branches/found/",
        founding(formal_members_at_founding=2, override_reason="先行组建", override_document_no="赣京党〔2026〕8号"),
    )

    assert "override_reason" not in quiet
    assert "override_reason" in refused
    assert "第四条" in refused
    assert half.context["form"].errors["override_document_no"]
    assert Deed.objects.get().document_no == "赣京党〔2026〕8号"


def test_a_hard_objection_offers_no_way_around():
    html = officer().post("/branches/found/", founding(founded_on="2027-01-01")).content.decode()

    assert "override_reason" not in html
    assert Branch.objects.count() == 0


def test_names_are_suggested_into_empty_fields_without_judging_the_rest():
    entered = {"place": 360103, "kind": "general_branch", "short_name": "我自己写的", "suggest": "1"}

    form = officer().post("/branches/found/", entered).context["form"]

    assert form["full_name"].value() == "中国共产党南昌市西湖区驻京流动党员总支部委员会"
    assert form["short_name"].value() == "我自己写的"
    assert form.errors == {}
    assert Branch.objects.count() == 0


def test_a_place_in_the_address_is_chosen_and_named_beforehand():
    form = officer().get("/branches/found/", {"place": 360104}).context["form"]

    assert str(form["place"].value()) == "360104"
    assert form["short_name"].value() == "南昌市青云谱区驻京流动党支部"


@pytest.mark.parametrize("place", [360702, "abc", "", 10**30])
def test_a_place_elsewhere_in_the_address_names_nothing(place):
    form = officer().get("/branches/found/", {"place": place}).context["form"]

    assert not form["full_name"].value()


def test_only_ones_own_part_is_offered():
    make_committee(name="省委员会")
    make_branch(prefecture=360100, name="南昌委员会", kind="committee")
    make_branch(prefecture=360700, name="赣州委员会", kind="committee")

    html = officer(360103, "county_officer").get("/branches/found/").content.decode()

    assert "省委员会" in html  # what stands above may be the superior
    assert "南昌委员会" in html
    for foreign in ["赣州", "360702", "360104", "青云谱", "360000<"]:
        assert foreign not in html


@pytest.mark.parametrize("field", ["place", "counties", "parent"])
def test_a_choice_from_elsewhere_is_no_choice(field):
    foreign = make_branch(prefecture=360700, kind="committee")
    value = {"place": 360702, "counties": [360702], "parent": foreign.pk}[field]

    response = officer().post("/branches/found/", founding(founding="jointly", **{field: value}))

    assert field in response.context["form"].errors
    assert Branch.objects.count() == 1
