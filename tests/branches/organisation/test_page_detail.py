"""The page of one branch."""

import datetime

import pytest

from branches.organisation import actions
from registry.access import Permission
from tests.branches.organisation.people import make_members, make_officer
from tests.factories.accounts import signed_in
from tests.factories.organisation import make_branch, make_committee, make_cover, make_former_name, make_office_term

pytestmark = pytest.mark.django_db


def page(place: int, code: int, role: str = "prefecture_officer") -> str:
    response = signed_in(make_officer(place, role=role)).get(f"/branches/{code}/")
    assert response.status_code == 200
    return response.content.decode()


def test_what_a_branch_is_and_whom_it_has():
    committee = make_committee()
    branch = make_branch(county=360103, name="西湖支部", parent=committee, members_at_founding=21)
    make_former_name(branch, "西湖旧支部", until=datetime.date(2018, 1, 1))
    make_cover(branch, 360102)
    make_office_term(branch, holder_name="章书平", since=datetime.date(2026, 3, 1))
    make_office_term(branch, holder_name="旧书记", since=datetime.date(2016, 12, 6), until=datetime.date(2026, 3, 1))
    make_members(branch, 3)
    make_members(branch, 2, kind="unknown")

    html = page(360000, branch.pk)

    for text in ["江西省南昌市西湖区", "西湖旧支部", "东湖区", "章书平", "旧书记", "2029年3月1日", "赣京党〔2016〕1号"]:
        assert text in html
    assert f'href="/members/?branch={branch.pk}&amp;member_kind=unknown"' in html


@pytest.mark.parametrize("code", [360702001, 360103002, 360103, 999_999_999, 10**30])
def test_what_lies_elsewhere_or_nowhere_is_not_found(code):
    make_branch(county=360103)
    make_branch(county=360702)

    response = signed_in(make_officer(360100)).get(f"/branches/{code}/")

    assert response.status_code == 404


def test_a_branch_secretary_sees_his_own_branch_and_not_the_next():
    own, next_door = make_branch(county=360103), make_branch(county=360103)
    client = signed_in(make_officer(own.pk, role="branch_secretary"))

    assert client.get(f"/branches/{own.pk}/").status_code == 200
    assert client.get(f"/branches/{next_door.pk}/").status_code == 404


def test_the_superior_is_named_but_only_linked_where_it_may_be_seen():
    committee = make_committee(name="省委员会")
    branch = make_branch(county=360103, parent=committee)

    html = page(360103, branch.pk, "county_officer")

    assert "省委员会" in html
    assert f"/branches/{committee.pk}/" not in html


def test_of_what_stands_below_only_ones_own_part_is_told():
    committee = make_committee()
    make_branch(county=360103, name="西湖支部", parent=committee)
    make_branch(county=360702, name="章贡支部", parent=committee)
    general = make_branch(prefecture=360100, name="南昌总支", kind="general_branch")
    make_branch(county=360103, name="西湖二支部", parent=general)
    make_branch(county=360702, name="章贡二支部", parent=general)  # a misfiled row must not leak

    html = page(360100, general.pk)

    assert "西湖二支部" in html
    assert "章贡" not in html


def test_a_branch_merged_elsewhere_does_not_say_into_which():
    branch, into = make_branch(county=360103), make_branch(county=360702, name="章贡支部")
    actions.merge(
        branch=branch, into=into, on=datetime.date(2026, 1, 1), reason="…", document_no="1号", counties_follow=False,
        by=None, today=datetime.date(2026, 11, 24),
    )  # fmt: skip

    html = page(360100, branch.pk)

    assert "章贡" not in html
    assert str(into.pk) not in html


def test_who_only_reads_is_offered_nothing_to_change():
    branch = make_branch(county=360103)
    make_office_term(branch)

    assert "/rename/" in page(360103, branch.pk, "county_officer")
    html = page(360103, branch.pk, "auditor")
    for way in ["/rename/", "/correct/", "/merge/", "/dissolve/", "/offices/", "/counties/"]:
        assert way not in html


def test_changes_are_told_in_the_history_of_the_branch():
    branch = make_branch(county=360103, meeting_place="旧址")
    actions.correct(branch=branch, values={"meeting_place": "新址"}, by=None, today=datetime.date(2026, 11, 24))

    html = page(360103, branch.pk, "county_officer")

    assert "旧址" in html
    assert "新址" in html


@pytest.mark.parametrize("formal", [1, 2])
def test_too_few_formal_members_are_pointed_out(formal):
    branch = make_branch(county=360103)
    make_members(branch, formal)

    assert "第七条" in page(360103, branch.pk, "county_officer")


def test_a_branch_without_registered_members_is_not_called_too_small():
    assert "第七条" not in page(360103, make_branch(county=360103).pk, "county_officer")


def test_one_number_of_queries_however_much_belongs_to_it(django_assert_num_queries):
    committee = make_committee()
    client = signed_in(make_officer(360000))
    client.get(f"/branches/{committee.pk}/")

    def look() -> None:
        with django_assert_num_queries(QUERIES):
            assert client.get(f"/branches/{committee.pk}/").status_code == 200

    look()
    for number in range(30):
        branch = make_branch(county=360102 + number % 3, parent=committee)
        make_members(branch, 1)
        make_cover(committee, 360102 + number % 3, until=datetime.date(2020, 1, 1))
        make_former_name(committee, f"旧名{number}", until=datetime.date(2000 + number % 20, 1, 1))
    make_members(committee, 30)
    look()


QUERIES = 9


def test_every_role_with_a_page_may_see_it():
    branch = make_branch(county=360103)

    for role in ["province_administrator", "prefecture_officer", "county_officer", "branch_secretary", "auditor"]:
        user = make_officer(360103, role=role)
        assert user.scope_of(Permission.VIEW_BRANCHES)
        assert signed_in(user).get(f"/branches/{branch.pk}/").status_code == 200
