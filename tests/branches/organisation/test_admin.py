"""The same rules behind the other door."""

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from branches.models import Branch
from branches.organisation.filters import Attention
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.organisation.people import founding, make_members, make_officer
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch, make_committee, make_cover, make_former_name, make_office_term

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/branches/branch/add/", "/admin/branches/branch/"


def officer(place: int = 360100, role: str = "prefecture_officer") -> Client:
    return signed_in(make_officer(place, role=role))


def entered(client: Client, branch: Branch, **fields: Any) -> dict[str, Any]:
    """The change form as it stands, with some fields written anew."""
    page = client.get(f"{LIST}{branch.pk}/change/").context
    initial = page["adminform"].form.initial
    entered = {name: "" if value is None else value for name, value in initial.items()} | fields
    for inline in page["inline_admin_formsets"]:
        management = inline.formset.management_form
        entered |= {management.add_prefix(name): value for name, value in management.initial.items()}
    return entered


def test_the_list_shows_and_finds_ones_own_part():
    branch = make_branch(county=360103, name="西湖支部")
    make_former_name(branch, "抚河支部", until=datetime.date(2018, 1, 1))
    make_branch(county=360702, name="章贡支部")
    client = officer()

    everything = client.get(LIST).content.decode()
    by_name = client.get(LIST, {"q": "抚河"}).content.decode()
    by_code = client.get(LIST, {"q": "360702"}).content.decode()

    assert "西湖支部" in everything
    assert "章贡" not in everything
    assert "赣州" not in everything
    assert "西湖支部" in by_name
    assert "章贡" not in by_code


@pytest.mark.parametrize("attention", Attention.values)
def test_the_list_is_filtered_by_what_there_is_to_look_at(attention):
    cared_for = make_branch(county=360104, name="青云谱支部", parent=make_committee())
    make_office_term(cared_for, since=datetime.date(2026, 1, 1))
    lacking = make_branch(county=360103, name="西湖支部")
    elected_on = {"election_overdue": datetime.date(2016, 12, 6), "election_due": datetime.date(2024, 1, 1)}
    if attention in elected_on:
        make_office_term(lacking, since=elected_on[attention])
    if attention == "below_minimum":
        make_members(lacking, 2)

    html = officer().get(LIST, {"attention": attention}).content.decode()

    assert "西湖支部" in html
    assert "青云谱支部" not in html


def test_a_branch_is_founded_by_the_action():
    officer().post(ADD, founding(secretary_name="章书平", secretary_document_no="13号"))

    branch = Branch.objects.get()
    assert branch.code == 360103001
    assert [deed.verb for deed in Deed.objects.about(branch)] == [Verb.BRANCH_FOUNDED]


def test_an_objection_is_an_error_of_the_form_until_it_is_overridden():
    client = officer()
    few = founding(formal_members_at_founding=2)

    refused = client.post(ADD, few)
    client.post(ADD, few | {"override_reason": "先行组建", "override_document_no": "8号"})

    errors = refused.context["adminform"].form.non_field_errors().as_data()
    assert [error.code for error in errors] == ["too_few_formal"]
    assert Deed.objects.get().document_no == "8号"


def test_a_hard_objection_stands():
    ahead = founding(founded_on="2027-01-01", override_reason="…", override_document_no="8号")

    officer().post(ADD, ahead)

    assert Branch.objects.count() == 0


@pytest.mark.parametrize(("field", "value"), [("place", 360702), ("counties", [360702])])
def test_a_choice_from_elsewhere_is_no_choice(field, value):
    response = officer().post(ADD, founding(founding="jointly", **{field: value}))

    assert field in response.context["adminform"].form.errors
    assert Branch.objects.count() == 0


def test_a_correction_goes_through_the_action():
    branch = make_branch(county=360103)
    make_office_term(branch)
    make_cover(branch, 360102)
    client = officer()

    client.post(f"{LIST}{branch.pk}/change/", entered(client, branch, meeting_place="江西大厦"))

    assert Branch.objects.get().meeting_place == "江西大厦"
    deed = Deed.objects.about(branch).get()
    assert (deed.verb, deed.after) == (Verb.BRANCH_CORRECTED, {"meeting_place": "江西大厦"})


def test_a_correction_of_an_old_picture_is_refused():
    branch = make_branch(county=360103)
    client = officer()
    old = entered(client, branch, meeting_place="乙")
    client.post(f"{LIST}{branch.pk}/change/", entered(client, branch, meeting_place="甲"))

    response = client.post(f"{LIST}{branch.pk}/change/", old, follow=True)

    assert Branch.objects.get().meeting_place == "甲"
    assert [message.level_tag for message in response.context["messages"]][-1] == "error"


def test_a_branch_elsewhere_cannot_be_opened_nor_changed():
    branch = make_branch(county=360702, name="章贡支部")
    client = officer()

    response = client.get(f"{LIST}{branch.pk}/change/", follow=True)
    client.post(f"{LIST}{branch.pk}/change/", founding(meeting_place="甲"))

    assert "章贡" not in response.content.decode()
    assert Branch.objects.get().meeting_place == ""


def test_an_auditor_reads_and_nothing_more():
    branch = make_branch(county=360103, name="西湖支部")
    client = officer(360103, "auditor")

    assert "西湖支部" in client.get(f"{LIST}{branch.pk}/change/").content.decode()
    assert client.post(f"{LIST}{branch.pk}/change/", founding(meeting_place="甲")).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.post(f"{LIST}{branch.pk}/delete/").status_code == 403


def test_nothing_is_deleted_here_by_anybody():
    branch = make_branch(county=360103)
    client = officer(360000, "province_administrator")

    assert client.post(f"{LIST}{branch.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(LIST).content.decode()


def test_the_export_holds_ones_own_part_as_filtered_and_is_recorded():
    make_branch(county=360103, name="西湖支部", full_name="=西湖")
    make_branch(county=360104, name="青云谱支部")
    make_branch(county=360702, name="章贡支部")

    response = officer().get(f"{LIST}export/", {"q": "西湖"})

    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [(row[1].value, row[2].value) for row in sheet.iter_rows(min_row=2)] == [("=西湖", "西湖支部")]
    assert sheet["B2"].data_type == "s"
    assert Deed.objects.get().verb == Verb.BRANCHES_EXPORTED


def test_the_history_is_that_of_the_house():
    branch = make_branch(county=360103)

    assert officer().get(f"{LIST}{branch.pk}/history/").headers["Location"] == f"{branch.get_absolute_url()}#history"


def test_one_number_of_queries_for_one_branch_and_for_fifty(django_assert_num_queries):
    make_office_term(make_branch(county=360103))
    client = officer()
    client.get(LIST)

    def look() -> None:
        with django_assert_num_queries(QUERIES):
            assert client.get(LIST).status_code == 200

    look()
    for number in range(50):
        make_office_term(make_branch(county=360102 + number % 3))
    look()


QUERIES = 6
