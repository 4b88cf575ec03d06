"""The forms: correcting, offices, counties, endings; what they offer, what they refuse, and from whom."""

import datetime

import pytest
from django.test import Client

from branches.models import Branch, OfficeTerm
from tests.branches.organisation.people import make_members, make_officer
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch, make_cover, make_office_term

pytestmark = pytest.mark.django_db
ON = "2026-05-04"
PAGES = ["correct", "rename", "move", "counties", "offices", "merge", "dissolve", "reinstate"]


def officer(place: int = 360100, role: str = "prefecture_officer") -> Client:
    return signed_in(make_officer(place, role=role))


@pytest.mark.parametrize("address", PAGES)
def test_no_form_opens_for_a_branch_elsewhere_nor_for_who_only_reads(address):
    branch = make_branch(county=360702)

    for method in ("get", "post"):
        assert getattr(officer(), method)(f"/branches/{branch.pk}/{address}/").status_code == 404
        assert getattr(officer(360700, "auditor"), method)(f"/branches/{branch.pk}/{address}/").status_code == 403
        assert (
            getattr(officer(branch.pk, "branch_secretary"), method)(f"/branches/{branch.pk}/{address}/").status_code
            == 403
        )


@pytest.mark.parametrize("address", PAGES)
def test_every_form_opens_for_a_branch_of_ones_own(address):
    branch = make_branch(county=360103, dissolved_on=datetime.date(2026, 1, 1) if address == "reinstate" else None)

    response = officer().get(f"/branches/{branch.pk}/{address}/")

    assert response.status_code == 200
    html = response.content.decode()
    assert "<form class=" in html
    assert "style=" not in html


def test_a_correction():
    branch = make_branch(county=360103)
    client = officer()
    form = client.get(f"/branches/{branch.pk}/correct/").context["form"]
    entered = {name: "" if value is None else value for name, value in form.initial.items()}

    client.post(f"/branches/{branch.pk}/correct/", entered | {"meeting_place": "江西大厦"})

    assert Branch.objects.get().meeting_place == "江西大厦"


def test_two_who_correct_at_once_do_not_overwrite_each_other():
    branch = make_branch(county=360103)
    client = officer()
    form = client.get(f"/branches/{branch.pk}/correct/").context["form"]
    entered = {name: "" if value is None else value for name, value in form.initial.items()}
    client.post(f"/branches/{branch.pk}/correct/", entered | {"meeting_place": "甲"})

    response = client.post(f"/branches/{branch.pk}/correct/", entered | {"meeting_place": "乙"})

    assert response.status_code == 200
    assert [e.code for e in response.context["form"].non_field_errors().as_data()] == ["stale"]
    assert Branch.objects.get().meeting_place == "甲"


def test_a_renaming():
    branch = make_branch(county=360103, name="甲")

    officer().post(
        f"/branches/{branch.pk}/rename/", {"full_name": "中国共产党乙", "short_name": "乙", "on": ON, "seen_version": 1}
    )

    assert Branch.objects.get().short_name == "乙"


def test_a_move_to_a_superior_of_the_prefecture():
    branch = make_branch(county=360103)
    general = make_branch(prefecture=360100, kind="general_branch")

    officer().post(f"/branches/{branch.pk}/move/", {"parent": general.pk, "seen_version": 1})

    assert Branch.objects.get(pk=branch.pk).parent == general


def test_counties_come_and_go():
    branch = make_branch(prefecture=360100, founding="jointly")
    client = officer()

    client.post(f"/branches/{branch.pk}/counties/", {"counties": [360102], "on": ON})
    (cover,) = branch.covers.all()
    client.post(f"/branches/{branch.pk}/counties/{cover.pk}/end/", {"on": "2026-06-01"})

    cover.refresh_from_db()
    assert (cover.since, cover.until) == (datetime.date(2026, 5, 4), datetime.date(2026, 6, 1))


def test_the_parts_of_one_branch_are_not_reached_through_another():
    own, other = make_branch(county=360103), make_branch(county=360702)
    cover, term = make_cover(other, 360703), make_office_term(other)
    client = officer()

    assert client.post(f"/branches/{own.pk}/counties/{cover.pk}/end/", {"on": ON}).status_code == 404
    assert client.post(f"/branches/{own.pk}/offices/{term.pk}/end/", {"on": ON}).status_code == 404
    assert OfficeTerm.objects.get().until is None


def test_a_member_of_the_branch_becomes_secretary_in_place_of_another():
    branch = make_branch(county=360103)
    make_office_term(branch, holder_name="章书平")
    (member,) = make_members(branch, confirmed_on=datetime.date(2010, 1, 1), confirmed_on_precision="day")
    entered = {
        "office": "secretary",
        "holder": member.pk,
        "manner": "elected",
        "since": ON,
        "succeeds": "on",
        "approval_document_no": "4号",
    }

    officer().post(f"/branches/{branch.pk}/offices/", entered)

    assert [(t.holder_name, t.holder) for t in branch.office_terms.open()] == [("成员1", member)]


def test_only_members_of_the_branch_are_offered():
    branch, neighbour = make_branch(county=360103), make_branch(county=360103)
    make_members(branch, 1)
    (other,) = make_members(neighbour, 1)
    client = officer()

    field = client.get(f"/branches/{branch.pk}/offices/").context["form"].fields["holder"]
    response = client.post(
        f"/branches/{branch.pk}/offices/", {"office": "secretary", "holder": other.pk, "since": ON, "manner": "elected"}
    )

    assert field.queryset.count() == 1
    assert "holder" in response.context["form"].errors


def test_an_office_needs_a_member_or_a_name():
    branch = make_branch(county=360103)

    response = officer().post(
        f"/branches/{branch.pk}/offices/", {"office": "secretary", "since": ON, "manner": "elected"}
    )

    assert "holder_name" in response.context["form"].errors


def test_an_office_is_laid_down():
    branch = make_branch(county=360103)
    term = make_office_term(branch)

    officer().post(f"/branches/{branch.pk}/offices/{term.pk}/end/", {"on": ON, "reason": "回乡"})

    assert OfficeTerm.objects.get().until == datetime.date(2026, 5, 4)


def test_of_too_many_branches_to_choose_from_the_code_of_one_is_written(monkeypatch):
    monkeypatch.setattr("branches.organisation.choices.MOST_BRANCHES", 1)
    branch, into, foreign = make_branch(county=360103), make_branch(county=360104), make_branch(county=360702)
    make_branch(county=360104)
    client, decision = officer(), {"on": ON, "reason": "人数不足", "document_no": "1号", "seen_version": 1}
    page = client.get(f"/branches/{branch.pk}/merge/").content.decode()
    refused = client.post(f"/branches/{branch.pk}/merge/", decision | {"into": foreign.pk})
    done = client.post(f"/branches/{branch.pk}/merge/", decision | {"into": into.pk})

    assert 'placeholder="' in page
    assert "<option" not in page.split('name="into"')[1].split("</form>")[0]
    assert refused.context["form"].errors["into"]
    assert done.status_code == 302
    assert Branch.objects.get(pk=branch.pk).merged_into == into


def test_a_merger_and_what_it_offers():
    branch, into = make_branch(county=360103), make_branch(county=360104)
    foreign = make_branch(county=360702, name="章贡支部")
    make_members(branch, 2)
    client = officer()
    decision = {"on": ON, "reason": "人员减少", "document_no": "20号", "counties_follow": "on", "seen_version": 1}

    offered = client.get(f"/branches/{branch.pk}/merge/").content.decode()
    refused = client.post(f"/branches/{branch.pk}/merge/", decision | {"into": foreign.pk})
    done = client.post(f"/branches/{branch.pk}/merge/", decision | {"into": into.pk})

    assert "章贡" not in offered
    assert "into" in refused.context["form"].errors
    assert done.headers["Location"] == f"/branches/{into.pk}/"
    assert Branch.objects.get(pk=branch.pk).merged_into == into


def test_a_branch_with_members_has_no_form_to_dissolve_it_but_a_way_to_them():
    branch = make_branch(county=360103)
    make_members(branch, 2)

    html = officer().get(f"/branches/{branch.pk}/dissolve/").content.decode()

    assert "sheet-form" not in html
    assert f'href="/members/?branch={branch.pk}"' in html


def test_a_dissolution_and_taking_it_back():
    branch = make_branch(county=360103)
    client = officer()

    client.post(f"/branches/{branch.pk}/dissolve/", {"on": ON, "reason": "…", "document_no": "20号", "seen_version": 1})
    assert Branch.objects.get().dissolved_on == datetime.date(2026, 5, 4)
    client.post(f"/branches/{branch.pk}/reinstate/", {"reason": "误录", "document_no": "21号", "seen_version": 2})
    assert Branch.objects.get().dissolved_on is None


def test_forms_ask_a_fixed_number_of_queries(django_assert_num_queries):
    branch, client = make_branch(county=360103), officer()
    client.get(f"/branches/{branch.pk}/merge/")

    def look() -> None:
        with django_assert_num_queries(QUERIES):
            assert client.get(f"/branches/{branch.pk}/merge/").status_code == 200

    look()
    for _number in range(30):
        make_branch(county=360104)
    look()


QUERIES = 6
