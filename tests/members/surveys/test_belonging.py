"""What a line says of the branch and of the formal organisation of somebody on the roll is a change by itself, or none at all."""

import datetime

import pytest

from members.models import Member, Upload
from members.roll import actions as roll
from members.surveys import actions
from tests.factories.organisation import make_branch
from tests.factories.roll import XIHU
from tests.factories.surveys import TODAY, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

LAST_YEAR, IN_SPRING = datetime.date(2025, 11, 1), datetime.date(2026, 4, 1)
ZHANG = "张三,13800138005,西湖区"


def formal_branch() -> list[str]:
    return list(Member.objects.get().org_relations.values_list("formal_branch", flat=True))


def named(home_org: str) -> Upload:
    return make_upload(make_csv(f"{ZHANG},{home_org}", header="姓名,联系电话,流出地,组织关系所在党支部"))


def test_a_formal_organisation_of_which_nobody_knew_is_learnt_once():
    apply(named(""))
    learning = named("丙村支部")
    assert (learning.totals["changed"], learning.rows.get(line=2).changes) == (1, {"home_org": ["", "丙村支部"]})
    apply(learning)
    assert formal_branch() == ["丙村支部"]
    assert [named(name).totals["unchanged"] for name in ("丙村支部", "丁村支部")] == [1, 1]
    actions.undo(upload=learning, by=None, today=TODAY)
    assert formal_branch() == []


@pytest.fixture
def branch():
    return make_branch(county=XIHU, name="西湖区驻京流动党支部")


def joining(on: datetime.date, branch=None) -> Upload:
    """The line names the branch, or the file does."""
    if branch:
        return make_upload(make_csv(ZHANG, header="姓名,联系电话,流出地"), collected_on=on, branch=branch.pk)
    header = "姓名,联系电话,流出地,流动党支部"
    return make_upload(make_csv(f"{ZHANG},西湖区驻京流动党支部", header=header), collected_on=on)


def departed(on: datetime.date) -> Member:
    member = Member.objects.get()
    return roll.depart(member=member, on=on, ended="returned", version=member.version, by=None, today=TODAY)


@pytest.mark.parametrize("is_named", [True, False])
def test_a_survey_before_somebody_left_does_not_bring_him_back(branch, is_named):
    apply(make_upload(make_csv(ZHANG, header="姓名,联系电话,流出地"), collected_on=LAST_YEAR))
    departed(IN_SPRING)
    upload = joining(LAST_YEAR, None if is_named else branch)
    row = upload.rows.get(line=2)
    assert (row.verdict, [fault["code"] for fault in row.faults]) == ("unchanged", ["left_since"] * is_named)
    assert apply(upload).state == "applied"
    assert Member.objects.get().ended_on == IN_SPRING


def test_a_survey_after_he_left_does(branch):
    apply(joining(LAST_YEAR))
    departed(IN_SPRING)
    upload = joining(TODAY)
    assert upload.totals["changed"] == 1
    apply(upload)
    assert (Member.objects.get().branch, Member.objects.get().ended_on) == (branch, None)


def test_who_left_between_preview_and_application_is_not_brought_back(branch):
    apply(make_upload(make_csv(ZHANG, header="姓名,联系电话,流出地"), collected_on=LAST_YEAR))
    upload = joining(LAST_YEAR)
    assert upload.totals["changed"] == 1
    departed(IN_SPRING)
    assert (apply(upload).totals["unchanged"], Member.objects.get().branch) == (1, None)
